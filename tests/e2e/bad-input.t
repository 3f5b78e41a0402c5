#!/bin/sh
# SPDX-License-Identifier: MIT
# What goes wrong, and what is then said: the message, the rule, and what to do next.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark
refused() { # STATUS TITLE MESSAGE COMMAND...
	refused_status=$1
	refused_title=$2
	refused_message=$3
	shift 3
	expect_status "$refused_status" "$refused_title" "$@"
	like '  and why' "$(cat "$SCRATCH/err")" "$refused_message"
}

# voices
id=$(opens ana desk --set 'why.purpose=Nobody waits')
folder=$(folder_of "$id")
refused 128 'a voice for an option that is not there' "^fatal: desk has no option 'c'" as ben moot consent "$id" c
like '  and which there are' "$(cat "$SCRATCH/err")" '^hint: the options are a; moot show'
refused 1 'an objection without a reason' '^fatal: an objection gives its reasons \(rule N11\)' as ben moot object "$id"
like '  and what to say' "$(cat "$SCRATCH/err")" '^hint: say what is harmed'
printf 'Object: a\n' >"$folder/voice-ben-1.md" && git add . && as ben git commit -q -m 'desk: ben objects'
like 'by hand it is a concern' "$(moot tally "$id")" 'concern ben'
like 'and check says so' "$(moot check 2>&1)" 'E403'
printf 'Consent: zz\n' >"$folder/voice-cleo-1.md" && git add . && as cleo git commit -q -m 'desk: cleo consents'
like 'by hand an unknown option is told' "$(moot check 2>&1)" "voice-cleo-1.md.*'?zz'?"
team=$(opens ana press --set role.team=crew --set what.work=words)
says dina consent "$team" 2>/dev/null
is 'somebody unknown has no voice' "$(moot tally "$team" --json | grep -c dina)" 0
clock 2026-01-25
refused 1 'a voice after the close' '^fatal: desk is over: it closed on 2026-01-20 \(rule N7\)' as cleo moot consent "$id"
like '  and what is left' "$(cat "$SCRATCH/err")" '^hint: '

# options
clock 2026-01-26
id=$(opens ana letters --set 'how.tools=paper' --set 'what.work=letters')
refused 129 'an option that changes nothing' '^error: nothing is changed' as ben moot amend "$id"
refused 1 'an option that is there' '^fatal: that is what option a says' as ben moot amend "$id" --set 'how.tools=paper'
like '  and what to do' "$(cat "$SCRATCH/err")" "^hint: moot consent .* a$"
is 'of these nothing was written' "$(ls "$(folder_of "$id")" | grep -c '^b')" 0
ok 'an editor changes a new role too' as ben env GIT_EDITOR="sed -i s/paper/ink/" moot amend "$id" --edit
like '  as it was left' "$(cat "$(folder_of "$id")"/b-ben/roles/letters.ini)" '^tools = ink$'
ok 'an option may be named by its beginning' as cleo moot consent "$id" b-b -n
is '  as long as no other has it' "$(as cleo moot consent "$id" b-b -n | head -n 1)" 'letters: cleo consents to b-ben'
refused 128 'and not by what no option begins with' "^fatal: letters has no option 'b-c'" as cleo moot consent "$id" b-c
refused 128 'a person is no role' '^fatal: ben is a person, and no role' as ana moot propose ben --set person.email=b@tidemark.example
like '  and how it is said' "$(cat "$SCRATCH/err")" '^hint: moot propose --person ben --set person.email=b@tidemark.example$'
refused 1 'nor one that is somebody else'\''s' '^fatal: that is what option b-ben says' as cleo moot amend "$id" --set 'how.tools=ink'
refused 129 'a term is no membership' '^error: --until goes with --person' as ben moot act release --until 2026-02-01
like '  and how it ends' "$(cat "$SCRATCH/err")" '^hint: a term is ended with --holder HANDLE..DATE'

# nominees
clock 2026-02-01
(
	ana
	commit_file people/erin.ini '[person]
name = Erin Vale'
)
id=$(as ana moot renew desk --porcelain)
refused 1 'a nominee who is nobody here' "^fatal: there is no 'zoe' under people/" as ben moot nominate "$id" zoe -m 'She can.'
refused 1 'an acquaintance is no nominee' 'erin is no member' as ben moot nominate "$id" erin -m 'She can.'

# paths
for name in ../evil ../../evil /etc/passwd 'a/b' '.git' ''; do
	expect_status 128 "no role is called '$name'" as ana moot propose "$name" --set 'how.tools=x'
done
mkdir -p negotiations/2026/0201-release-aaaaaaaaaa/a/src
printf 'x\n' >negotiations/2026/0201-release-aaaaaaaaaa/a/src/main.c
git add . && as ana git commit -q -m 'a file of the code'
like 'an option holds no other files' "$(moot show aaaaaaaaaa)" 'void: it holds src/main.c, which no option may \(rule N1\)'
mkdir -p negotiations/2026/0201-release-bbbbbbbbbb/a/roles
ln -s ../../../../../roles/release.ini negotiations/2026/0201-release-bbbbbbbbbb/a/roles/release.ini
git add . && as ana git commit -q -m 'a link'
like 'nor links' "$(moot show bbbbbbbbbb)" 'void: .*symbolic link, not a plain file'
refused 128 'a file given from outside is only read' 'cannot read' as ana moot propose release --from-file ../none.ini
refused 1 'and what it holds must be a role' 'roles/release.ini would be' \
	as ana moot propose release --from-file "$GIT_CONFIG_GLOBAL"

# two decisions
id=$(opens ana release --set 'how.tools=ninja')
says ben consent "$id"
clock 2026-02-03
says ana decide "$id"
refused 1 'what is decided is not decided again' "^fatal: release: it was decided on 2026-02-03 by ana \(rule N9\)" \
	as ben moot decide "$id"

# a charter that locks everybody out
charter() {
	refused 1 "$1" "$2" as ana moot propose --charter --set "$3"
}
charter 'signatures that nobody can make' 'identity = signed, and none of 3 members has a key in their file' moot.identity=signed
refused 1 'a quorum of more than everybody' "moot.ini would be: line [0-9]+: '> 1/1' can never be met" \
	as ana moot propose --charter --set 'policy light.method=consent' --set 'policy light.quorum=> 1/1' --set 'policy light.open=1d..7d'
refused 1 'more sponsors than members' 'it asks for 9 sponsors, and there are 3 members' \
	as ana moot propose --charter --set 'policy entrenched.method=vote' --set 'policy entrenched.yes=>= 2/3' \
	--set 'policy entrenched.open=14d..28d' --set 'policy entrenched.sponsors=9'
charter 'people who are to be elected' 'kind person again: policy election: it elects, and only holders are elected' use.person=election
refused 1 'a policy that is not there' "moot.ini would be: .*'nonesuch'" as ana moot propose --charter --set use.person=nonesuch
mkdir -p negotiations/2026/0203-charter-cccccccccc/a
sed 's/^identity = .*/identity = signed/' moot.ini >negotiations/2026/0203-charter-cccccccccc/a/moot.ini
git add . && as ana git commit -q -m 'charter: signed'
for who in ana ben cleo; do says $who consent cccccccccc 2>/dev/null; done
clock 2026-02-20
refused 1 'by hand it is never decided' 'none of 3 members has a key' as ana moot decide cccccccccc

# days
like 'a leap day is one' "$(as ana moot propose release --holder ben:2026-07-01..2028-02-29 -n 2>&1)" '2028-02-29'
refused 129 'in other years it is none' "'2027-02-29' is no day: February 2027 has 28 days" as ana moot propose release --holder ben..2027-02-29
clock 2026-03-31
like 'a month from the 31st is the last day of a shorter one' \
	"$(as ana moot propose press --holder ben..+1m -n 2>&1)" 'ben until 2026-04-30'

# zones: it is a day earlier anywhere on earth
cd .. && new_repo aoe && clock 2026-01-05
printf '%s\n' '[moot]' 'rules = 1' 'name = Tidemark' 'identity = named' 'zone = AoE' >moot.ini
member ana 'Ana Reyes' 2026-12-31
with_roles
git add . && as ana git commit -q -m founded
clock 2026-07-01T11:59:00Z
is 'a term lasts until the day has ended in the zone of the charter' "$(moot tree | grep desk)" 'desk  ana'
clock 2026-07-01T12:00:00Z
is 'and not a minute longer' "$(moot tree | grep desk)" 'desk  (vacant)'
is 'whatever the zone of the clock' "$(MOOT_NOW=2026-07-01T13:59:00+02:00 moot tree | grep desk)" 'desk  ana'
done_testing
