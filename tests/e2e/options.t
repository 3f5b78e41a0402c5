#!/bin/sh
# SPDX-License-Identifier: MIT
# Of several options that pass, which one (rule N8); what an option may be (N1, N3, N7).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark

winner_of() { moot decide "$1" -n 2>/dev/null | sed -n 's/^\[decision\]//;s/^Option \([a-z-]*\) .*adopted.*/\1/p'; }

# more consents
id=$(opens ana release --set 'how.tools=ninja' --no-consent)
says cleo amend "$id" --set 'how.tools=meson' --no-consent -m 'It says what it does.'
is 'a counter-proposal is a letter and its author' "$(moot tally "$id" --json | grep -o '"name":"[^"]*"' | tr '\n' ' ')" \
	'"name":"a" "name":"b-cleo" '
expect_status 129 'with two options one has to be named' as ben moot consent "$id"
like 'and they are listed' "$(cat "$SCRATCH/err")" "^hint: the options are a, b-cleo; moot show $id shows them"
expect_status 128 'an option that is not there is none' as ben moot consent "$id" c
says ben consent "$id" a
says ben consent "$id" b
says cleo consent "$id" a
says cleo consent "$id" b
says ana consent "$id" b
clock 2026-01-07
is 'more consents win' "$(winner_of "$id")" b-cleo

# fewer concerns
clock 2026-01-06
id=$(opens ana desk --set 'what.work=answers in a day')
says ben amend "$id" --set 'what.work=answers in two days'
says ben consent "$id" a
says ana consent "$id" b
says cleo concern "$id" a -m 'Saturdays?'
is 'with as many consents, fewer concerns win' "$(winner_of "$id")" b-ben
says cleo concern "$id" b -m 'Sundays?'
is 'with as many of both, the earlier wins' "$(winner_of "$id")" a

# an option is whole in its commit, and stays as it is
id=$(opens ana release --set 'what.work=a release a week')
folder=$(folder_of "$id")
mkdir -p "$folder/a/people" && cp people/ana.ini "$folder/a/people/"
printf 'note = later\n' >>"$folder/a/people/ana.ini"
git add . && as ana git commit -q -m 'one more file for a'
unlike 'a file added to an option later is not in it' "$(moot show "$id")" people/ana
mkdir -p "$folder/z/roles" && sed 's/make/xmake/' roles/release.ini >"$folder/z/roles/release.ini"
git add . && as ben git commit -q -m 'a name that is not his'
like 'an option that is not named by letter and author is void' "$(moot show "$id")" 'z +void: its name must be'
mkdir -p "$folder/c-ben/src" && echo x >"$folder/c-ben/src/main.c"
git add . && as ben git commit -q -m 'a program'
like 'an option holds what is governed, nothing else' "$(moot show "$id")" 'c-ben +void: it holds src/main.c'

# another roll or policy than the opening's
expect_status 1 'an option that needs a stronger policy is refused' \
	as ben moot amend "$id" --set role.autonomy=why
like 'with the rule' "$(cat "$SCRATCH/err")" 'it needs policy significant, and release was opened under light \(rule N3\)'
expect_status 1 'an option that changes nothing is refused' as ben moot amend "$id" --set 'what.work=a release a month'
like 'and says so' "$(cat "$SCRATCH/err")" 'it changes nothing'
clock 2026-01-13
expect_status 1 'an option too late to be considered is refused' as ben moot amend "$id" --set 'what.work=two'
like 'with the day' "$(cat "$SCRATCH/err")" 'too late: it could not be considered before the close on 2026-01-13 \(rule N7\)'
clock 2026-01-06

# stale by key, not by file
one=$(opens ana release --set 'how.tools=ninja')
two=$(opens ana release --set 'what.work=a release a year')
three=$(opens ana release --set 'how.tools=bazel')
for id in "$one" "$two" "$three"; do
	says ben consent "$id"
	says cleo consent "$id"
done
says ana decide "$one"
is 'another key of the same file is not stale' "$(state_of "$two")" decidable
is 'the same key is' "$(state_of "$three")" stale
expect_status 1 'and cannot be decided' as ana moot decide "$three"
is 'which names the key and the way on' "$(cat "$SCRATCH/err")" \
	"fatal: release cannot be decided: roles/release.ini: [how] tools has changed meanwhile (rule N10)
see: $(place roles/release.ini '^tools')
hint: propose it again on what stands now: moot amend $(printf %.4s "$three")"
says ana decide "$two"
is 'what was decided in between stays' "$(grep -E '^(tools|work)' roles/release.ini | tr '\n' ' ')" \
	'tools = ninja work = a release a year '
says ben amend "$three" --set 'how.tools=bazel, with a cache'
is 'an amendment begins with what stands' "$(cat "$(folder_of "$three")"/b-ben/option.ini | sed 's/sha1:.*/sha1/')" \
	'[base]
roles/release.ini = sha1'
says ana consent "$three" b
says cleo consent "$three" b
says ana decide "$three"
is 'and is no longer stale' "$(sed -n 's/^tools = //p' roles/release.ini)" 'bazel, with a cache'
done_testing
