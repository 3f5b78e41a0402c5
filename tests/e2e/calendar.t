#!/bin/sh
# SPDX-License-Identifier: MIT
# moot status --ics: a calendar of what is due and of what ends.
. "${0%/*}/lib.sh"

(
	moot init --template coop --name 'Tidemark, a co-op' tidemark
	cd tidemark || exit 1
	moot join ben --name 'Ben Okafor' --email ben@tidemark.example --until 2026-12-31
	moot act release-lead --set 'pay.amount=300 EUR/month' --holder ben..2026-04-30
	clock 2026-01-06
	as ben moot write -m 'Begun.'
	clock 2026-04-20
	as ben moot propose release-lead --set 'what.work=a release every Thursday, or none'
) >/dev/null 2>&1
cd tidemark || exit 1
clock 2026-04-20
lines() { tr -d '\r' <"$SCRATCH/ics" | sed -e ':again' -e 'N' -e '$!bagain' -e 's/\n //g'; }

moot status --ics >"$SCRATCH/ics"
is 'the exit status does not say what is due' $? 0
is 'every line ends with CRLF' "$(grep -vc "$(printf '\r')\$" "$SCRATCH/ics")" 0
is 'no line is longer than 75 octets' "$(tr -d '\r' <"$SCRATCH/ics" | LC_ALL=C awk 'length > 75' | wc -l)" 0
is 'it begins and ends as it must' "$(lines | sed -n '1p;$p')" 'BEGIN:VCALENDAR
END:VCALENDAR'
like 'it has the name of the group' "$(lines)" '^X-WR-CALNAME:Tidemark\\, a co-op$'
is 'what begins ends' "$(lines | grep -c '^BEGIN:V')" "$(lines | grep -c '^END:V')"
like 'what is due is a task with its day' "$(lines | grep -A6 'BEGIN:VTODO')" '^DUE;VALUE=DATE:20260427$'
like 'with the command that answers it' "$(lines)" '^DESCRIPTION:moot show '
like 'a term is an event on its last day' "$(lines | grep -B1 "^SUMMARY:release-lead: ben's term ends")" \
	'^DTSTART;VALUE=DATE:20260430$'
like 'so is a membership' "$(lines | grep -B1 "^SUMMARY:ben's membership ends")" 'DATE:20261231$'
like 'and pay' "$(lines)" '^SUMMARY:release-lead: the pay of 300 EUR/month ends$'
like 'and a close' "$(lines)" '^SUMMARY:release-lead: the negotiation .... closes$'
is 'ids are all different' "$(lines | grep '^UID:' | sort | uniq -d)" ''
# a calendar program reads it: what it has taken in, it prints
mkdir "$SCRATCH/calcurse"
reads() { calcurse -D "$SCRATCH/calcurse" -C "$SCRATCH/calcurse" "$@"; }
reads -i "$SCRATCH/ics" >"$SCRATCH/out" 2>&1
is 'a calendar program takes in every event and task' "$(sed -n 's/^0 apps \/ //p' "$SCRATCH/out" | tr -dc '0-9/')" \
	"$(lines | grep -c BEGIN:VEVENT)/$(lines | grep -c BEGIN:VTODO)/0"
is 'and has the term on its day' "$(grep -c "^04/30/2026 .*release-lead: ben's term ends" "$SCRATCH/calcurse/apts")" 1
like 'and the task with its sentence' "$(cat "$SCRATCH/calcurse/todo")" 'voice release-lead: ben proposes'
lines | grep '^UID:term' >"$SCRATCH/before"
clock 2026-04-21
moot status --ics >"$SCRATCH/ics"
is 'and the same on the next day' "$(lines | grep '^UID:term')" "$(cat "$SCRATCH/before")"
moot status --ics --at 2027-02-01 >"$SCRATCH/ics"
unlike 'what is over is no event' "$(lines)" 'BEGIN:VEVENT'
expect_status 129 'it is a form of its own' moot status --ics --json
done_testing
