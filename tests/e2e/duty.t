#!/bin/sh
# SPDX-License-Identifier: MIT
# A duty that is missed takes the act path away until it is met again (rule A8).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
with_duty() {
	with_roles
	sed -i 's/^autonomy = how/autonomy = how\nduty = journal\/14d/' roles/release.ini
	sed -i 's/^autonomy = what/autonomy = what\nduty = journal\/14d/' roles/desk.ini
}
founding=with_duty tidemark
value() { moot show "roles/$1.ini" | sed -n "s/^$2 = //p"; }
writes() { (
	"$1"
	commit_file "$2" "$3" "journal of $1"
); }

clock 2026-01-19
ok 'the first window begins with the term' as ben moot act release --set 'how.tools=ninja'
clock 2026-01-20
expect_status 1 'after it an act is refused' as ben moot act release --set 'how.tools=tup'
is 'with the rule and what to do next' "$(cat "$SCRATCH/err")" \
	"fatal: release: duty = journal/14d is missed: no entry of ben about releases within 14 days, and without one ben does nothing alone (rule A8)
see: $(place roles/release.ini '^duty')
hint: moot write -m '... #releases'; or ask the others: moot propose release --set how.tools=tup"
sed -i 's/^tools = .*/tools = by hand/' roles/release.ini && as ben git commit -q -a -m 'by hand'
is 'by hand it is void' "$(value release tools)" ninja
like 'by the same rule' "$(moot verify 2>&1)" 'duty = journal/14d is missed.*\(rule A8\)'
like 'status tells it' "$(as cleo moot status)" 'duty +release +duty missed: no entry of ben about releases'
like 'as data too' "$(moot status --all --json)" '"what":"duty","who":"ben","role":"release"'
like 'and so does show' "$(moot show release)" 'ben has missed the duty journal/14d'

# what meets it, and what does not
writes ben journals/ben/off.md 'A walk by the #sea.'
expect_status 1 'an entry about something else does not meet it' as ben moot act release --set 'how.tools=tup'
writes ana journals/ben/by-ana.md 'The #releases went well.'
expect_status 1 'nor what somebody else writes there' as ben moot act release --set 'how.tools=tup'
writes ben journals/ben/rel.md 'The #releases went well.'
sed -i 's/^tools = .*/tools = tup/' roles/release.ini && as ben git commit -q -a -m 'by hand'
is 'an entry about a topic of the role does' "$(value release tools)" tup
unlike 'and then nothing is due' "$(moot status --all)" 'duty missed: no entry of ben'
clock 2026-02-03
ok 'for as long as the duty says' as ben moot act release --set 'how.tools=make'
clock 2026-02-04
(
	ben
	sed -i '1i A better beginning.' journals/ben/rel.md && git commit -q -a -m 'a word more'
)
expect_status 1 'to touch an old entry is no new one' as ben moot act release --set 'how.tools=cmake'
writes ben journals/ben/rel.md "$(
	cat journals/ben/rel.md
	printf '\nThe #releases went well.\n'
)"
ok 'to say the same again is' as ben moot act release --set 'how.tools=cmake'
expect_status 1 'a role without topics asks for any entry' as ana moot act desk --set 'what.work=mail'
like 'of one'\''s own' "$(cat "$SCRATCH/err")" 'no entry of ana about anything'
writes ana journals/ana/any.md 'A quiet day.'
ok 'and one is enough' as ana moot act desk --set 'what.work=mail'
clock 2026-03-20
ok 'to end one'\''s own term needs no journal' as ben moot act release --holder ben..2026-04-01
done_testing
