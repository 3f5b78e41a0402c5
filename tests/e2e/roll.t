#!/bin/sh
# SPDX-License-Identifier: MIT
# Who decides is computed, and frozen at the opening (rule N4).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

roll_of() { moot tally "$1" --porcelain | cut -f9; }
more_roles() {
	with_roles
	team core 2026-06-30 ana ben
	{ printf '[role]\nteam = core\n' && by_founding 2026-06-30 'holder ana'; } >roles/lead.ini
	{ printf '[role]\nteam = core\n' && by_founding 2026-06-30 'holder cleo' 'led-by lead'; } >roles/docs.ini
}
founding=more_roles tidemark

is 'a role without a team is everybody'\''s, its holder first' \
	"$(roll_of "$(opens ana release --set 'how.tools=ninja')")" 'ana:member,ben:holder,cleo:member'
is 'a role of a team: its holder, who leads it, and the team' \
	"$(roll_of "$(opens ana docs --set 'how.tools=pen')")" 'ana:lead,ben:team,cleo:holder'
is 'the led choose who leads them' \
	"$(roll_of "$(opens ana lead --holder ben:2026-07-01..2026-09-30)")" 'ana:team,ben:team,cleo:led'
is 'a holder is not on the roll for her own term by that alone' \
	"$(roll_of "$(opens ana docs --holder cleo:2026-07-01..2026-09-30)")" 'ana:lead,ben:team'
is 'a role that is not there yet is everybody'\''s' \
	"$(roll_of "$(opens ana desk2 --holder ben..2026-06-30)")" 'ana:member,ben:member,cleo:member'
is 'a person is everybody'\''s' \
	"$(roll_of "$(as ana moot join dina --name 'Dina Haas' --email dina@tidemark.example --porcelain 2>/dev/null)")" \
	'ana:member,ben:member,cleo:member'

id=$(opens ana release --holder ben..2026-03-31)
like 'who loses by it is heard, and outside the count' "$(moot show "$id")" 'ben \(holder, heard\)'
says ben object "$id" -m 'I would rather stay.'
like 'and cannot block' "$(cat "$SCRATCH/out")" 'recorded as a concern: it is about what you hold'
says cleo consent "$id"
is 'the others decide' "$(state_of "$id")" decidable

# frozen: who comes later is not on it, who leaves by a decision is taken out
id=$(opens ana desk --set 'why.purpose=People get an answer')
joined=$(as ana moot join dina --name 'Dina Haas' --email dina@tidemark.example --porcelain 2>/dev/null)
says ben consent "$joined"
says cleo consent "$joined" --decide
says dina accept "$joined"
is 'dina is a member' "$(moot show dina | sed -n 2p)" '  member 2026-01-06..2027-01-05  in force'
is 'and not on the roll of what was open before' "$(roll_of "$id")" 'ana:holder,ben:member,cleo:member'
says dina consent "$id"
like 'her voice is heard' "$(cat "$SCRATCH/out")" 'you are not on the roll: it is heard, and does not count'
is 'and does not count' "$(state_of "$id")" open

# typed by hand, a roll that differs is a warning and the computed one counts
id=7p6q5r4s3t
folder=negotiations/2026/0106-desk-$id
mkdir -p "$folder/a/roles"
sed 's/answers/answers within a day/' roles/desk.ini >"$folder/a/roles/desk.ini"
printf '[negotiation]\n[roll]\nana = member\n' >"$folder/negotiation.ini"
git add negotiations && as ana git commit -q -m 'desk? ana'
is 'a roll typed by hand does not count' "$(roll_of $id)" 'ana:holder,ben:member,cleo:member,dina:member'

# two leads at once, and a circle, which only a founding can make
circle() {
	more_roles
	for pair in one:two:ana two:one:cleo three:one:ben; do
		both=${pair%:*}
		{ echo '[role]' && by_founding 2026-06-30 "holder ${pair##*:}" "led-by ${both#*:}"; } >"roles/${both%:*}.ini"
	done
	printf '[led-by release]\nfrom = 2026-03-01\nuntil = 2026-06-30\nby = founding\n[led-by lead]\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n' |
		cat roles/desk.ini - >roles/desk2.ini
}
cd .. && mkdir circle && cd circle && founding=circle tidemark
led_by() { # COMMAND...: "desk2 lead"
	"$@" --json | sed -n 's/.*"role":"\([a-z0-9]*\)".*"led_by":"\([a-z]*\)".*/\1 \2/p' | tr '\n' ','
}
is 'one leads' "$(led_by moot tree --at 2026-02-28)" 'desk2 lead,docs lead,three one,'
is 'of two leads the one that begins last leads, wherever it stands' \
	"$(led_by moot tree --at 2026-03-01)" 'desk2 release,docs lead,three one,'
like '  which show says too' "$(moot show desk2 --at 2026-03-01)" 'led by *release'
is '  and whom the roll asks' "$(roll_of "$(opens ana release --set 'how.tools=ninja')")" \
	'ana:member,ben:holder,cleo:member'
clock 2026-03-02
is '  and when' "$(roll_of "$(opens ana release --holder cleo:2026-07-01..2026-09-30)")" \
	'ana:led,ben:member,cleo:member'
is 'in a circle nobody leads, and whom one of it leads still is led' \
	"$(roll_of "$(opens ana one --holder cleo:2026-07-01..2026-09-30)")" 'ana:member,ben:led,cleo:member'
done_testing
