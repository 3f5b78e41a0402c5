#!/bin/sh
# SPDX-License-Identifier: MIT
# What is refused whoever consents: unknown people, wrong days, too many holders, leads in a circle.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
more_roles() {
	with_roles
	printf '[role]\nkind = community\n' >roles/readers.ini
}
founding=more_roles tidemark
refused() { # STATUS TITLE MESSAGE COMMAND...
	refused_status=$1
	refused_title=$2
	refused_message=$3
	shift 3
	expect_status "$refused_status" "$refused_title" "$@"
	is '  and why' "$(head -n 1 "$SCRATCH/err")" "$refused_message"
}

hinted() { is '  and what to do' "$(sed -n 's/^hint: //p' "$SCRATCH/err")" "$1"; }
refused 1 'somebody unknown cannot hold a role' "fatal: there is no 'zoe' under people/ (rule A1)" \
	as ana moot propose release --holder zoe:2026-07-01..2026-09-30
hinted 'moot join zoe takes somebody in'
refused 129 'a day that is none is refused' "error: zoe..2026-02-30: '2026-02-30' is no day: February 2026 has 28 days" \
	as ana moot propose release --holder zoe..2026-02-30
refused 129 'a term that ends before it starts is refused' \
	'error: ben:2026-09-30..2026-07-01: the term ends before it starts' \
	as ana moot propose release --holder ben:2026-09-30..2026-07-01
refused 1 'a term that began before it was proposed is refused' \
	'fatal: [holder cleo 2026-01-01] begins on 2026-01-01, before the opening (rule A1)' \
	as ana moot propose release --set role.seats=2 --holder cleo:2026-01-01..2026-09-30
refused 1 'a section without an end is refused' \
	"fatal: roles/release.ini would be: line 14: section [holder cleo] has no key 'until' [E107] (rule D5)" \
	as ana moot propose release --set 'holder cleo.from=2026-07-01'
refused 128 'a name that is none is refused' "fatal: name 'Release!' is not made of a-z, 0-9 and '-', or begins with '-'" \
	as ana moot propose 'Release!' --holder ben..+1m
refused 1 'a key that nobody knows is refused' \
	"fatal: roles/release.ini would be: line 5: unknown key 'colour' [E104] (rule D5)" \
	as ana moot propose release --set role.colour=red
refused 128 'a negotiation that is not there is none' "fatal: there is no negotiation 'zzzz'" \
	as ana moot consent zzzz
refused 129 'what says nothing is refused' 'error: nothing is changed' as ana moot propose release
refused 129 'what is no key is refused' "error: 'work=x' is not SECTION.KEY=VALUE" as ana moot propose release --set work=x
refused 128 'a stranger is told how to be none' \
	'fatal: eve@tidemark.example is in no file under people/, so moot does not know who you are (rule A7)' \
	as eve moot propose release --set 'how.tools=x'
like '  and where moot looked' "$(as eve moot propose release --set 'how.tools=x' 2>&1)" \
	'^see: people/, where no file has email = eve@tidemark.example$'

like 'a new role that is almost an old one is told' "$(as ana moot propose relase --set 'how.tools=x' -n 2>&1; as ana moot propose relase --set 'how.tools=x' 2>&1)" \
	'^  it would be a new role. If you meant release: moot withdraw '
unlike 'another is not' "$(as ana moot propose kitchen --set 'how.tools=x' 2>&1)" 'new role'
id=$(opens ana release --set 'how.tools=y')
says ben object "$id" -m 'It harms who builds at night.'
expect_status 1 'what is not over cannot be answered' as cleo moot propose release --set 'how.tools=y' --answers "$id"
is '  which is told with the day' "$(cat "$SCRATCH/err")" "fatal: release is not over (rule N11)
see: $(place "$(folder_of "$id")/negotiation.ini" '^closes')
hint: it closes on 13 January; then moot decide $(printf %.4s "$id") records what came of it, and a block may be answered"

# seats
refused 1 'a second holder for one seat is refused' \
	'fatal: release has 1 seat, and on 2026-01-06 ben and cleo would hold it (rule N12)' \
	as ana moot propose release --holder cleo..2026-03-31
is '  and where they sit' "$(sed -n 's/^see: //p' "$SCRATCH/err")" \
	"roles/release.ini:$(grep -n '^.holder ben' roles/release.ini | cut -d: -f1)"
hinted "an earlier end makes room: --holder ben..DATE; so does a seat: --set role.seats=N"
id=$(opens ana release --set role.seats=2 --holder cleo..2026-03-31)
says ben consent "$id"
says cleo consent "$id" --decide
is 'with a second seat it is not' "$(holders_of release)" 'ben cleo'
after=$(opens ana desk --holder cleo:2026-07-01..2026-09-30)
also=$(opens ben desk --holder ben:2026-09-01..2026-12-31)
for one in "$after" "$also"; do
	says cleo consent "$one"
	says ben consent "$one"
	says ana consent "$one"
done
says ana decide "$after"
refused 1 'of two that together are too many the second is refused' \
	'fatal: desk cannot be decided: desk has 1 seat, and on 2026-09-01 cleo and ben would hold it (rule N12)' \
	as ana moot decide "$also"
says cleo decline "$after" -m 'I am away in summer.'
ok 'until the first is laid down' as ana moot decide "$also"
id=$(opens ana release --holder ben..2026-02-28 --holder ana:2026-03-01..2026-06-30)
like 'one may follow the other on one seat' "$(moot show "$id")" 'ana until 2026-06-30'
refused 1 'seats cannot go below those who sit' \
	'fatal: release has 1 seat, and on 2026-01-06 ben and cleo would hold it (rule N12)' \
	as ana moot propose release --set role.seats=1

# leads
refused 1 'a role that is not there leads nobody' "fatal: there is no role 'boss' that could lead release (rule A2)" \
	as ana moot propose release --led-by boss..2026-06-30
refused 1 'no role leads itself' \
	'fatal: on 2026-01-06 release would be led by release (rule A2)' \
	as ana moot propose release --led-by release..2026-06-30
refused 1 'a community leads nobody' 'fatal: readers is a community, which may not lead or be led (rule A2)' \
	as ana moot propose release --led-by readers..2026-06-30
id=$(opens ana release --led-by desk:2026-02-01..2026-06-30)
says ben consent "$id"
says cleo consent "$id" --decide
is 'a lead is drawn as one' "$(moot tree --at 2026-02-01 | grep -A1 desk | tail -n 1)" '└─ release  ben, cleo'
refused 1 'a circle of leads is refused' \
	'fatal: on 2026-02-01 desk would be led by release, which is led by desk (rule A2)' \
	as ana moot propose desk --led-by release:2026-01-10..2026-04-30
ok 'where they do not meet it is none' as ana moot propose desk --led-by release:2026-07-01..2026-08-31

# the charter's caps bind who leads
refused 1 'a lead is not held for longer than the charter allows' \
	'fatal: desk leads others, and ben would hold it for longer than max-term = 1y (rule N12; max-term, as shipped)' \
	as ana moot propose desk --holder ana..2026-01-31 --holder ben:2026-02-01..2027-06-30

# in two clones nobody sees it: either is fine alone
cd .. && mkdir meet && cd meet && founding=with_roles tidemark
one=$(opens ana release --led-by desk..2026-06-30)
two=$(opens ana desk --led-by release..2026-06-30)
for who in ben cleo; do
	says $who consent "$one"
	says $who consent "$two"
done
git clone -q . ../clone
says ana decide "$one"
(cd ../clone && says ben decide "$two")
as ana git pull -q --no-edit ../clone main
is 'a circle that two clones make leads nobody' "$(moot tree | tr '\n' ' ')" 'desk  ana release  ben '
is 'and both decisions are disputed' \
	"$(COLUMNS=300 moot verify | grep -c 'error: void: disputed: with what the other side of the merge decided, on .* would be led by .*A2')" 2
ok 'one of them may be decided again' as ana moot decide "$one"
is 'and holds' "$(moot tree | tail -n 1)" '└─ release  ben'
expect_status 1 'the other no longer' as ana moot decide "$two"

# and one seat that two clones give away
(cd ../clone && git pull -q ../tidemark main)
one=$(opens ana release --holder ana:2026-07-01..2026-09-30)
two=$(opens ana release --holder cleo:2026-09-01..2026-12-31)
for who in ana ben cleo; do
	says $who consent "$one"
	says $who consent "$two"
done
(cd ../clone && git pull -q ../tidemark main)
says ana decide "$one"
(cd ../clone && says ben decide "$two")
as ana git pull -q -X ours --no-edit ../clone main
is 'one seat that two clones give away is nobody'\''s' "$(holders_of release --at 2026-09-15)" ''
ok 'until it is decided again' as ben moot decide "$two"
is 'by everybody who knows both' "$(holders_of release --at 2026-09-15)" cleo
done_testing
