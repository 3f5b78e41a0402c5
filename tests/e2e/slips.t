#!/bin/sh
# SPDX-License-Identifier: MIT
# A slip of the pen is told as one: the nearest name there is, the ids a word could stand for.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles tidemark
as ben commit_file journals/ben/1.md 'Thanks @cleo for the #proofs.' 'ben: 1' >/dev/null
# slip HINT WORDS...: fatal, and the hint says what may be meant
slip() {
	slip_hint=$1
	shift
	slip_status=0
	"$@" >"$SCRATCH/out" 2>"$SCRATCH/err" || slip_status=$?
	is "told as a slip: $*" "$slip_status $(grep '^hint: ' "$SCRATCH/err")" "$slip_hint"
}
slip "128 hint: did you mean 'release'?" moot roles relaese
slip "128 hint: did you mean 'release'?" moot show rel
slip "128 hint: did you mean 'cleo'?" moot show cloe
slip "128 hint: did you mean 'roles/desk.ini'?" moot show roles/deks.ini
slip "128 hint: did you mean 'people/ben.ini'?" moot show people/bne.ini
slip "128 hint: did you mean 'cleo'?" moot why cle
slip "128 hint: did you mean 'ben'?" moot status --for bem
slip "128 hint: did you mean 'proofs'?" moot reputation --topic prooofs
slip "128 hint: did you mean 'ben'?" moot log --by bem
slip "128 hint: did you mean 'desk'?" moot renew dsek
slip "128 hint: did you mean 'desk'?" moot recall dsek ana -m why
slip "1 hint: did you mean 'cleo'?" moot propose release --holder cloe:2026-07-01..2026-09-30
slip "1 hint: did you mean 'desk'?" moot propose release --led-by dsek..2026-06-30
slip "128 hint: did you mean 'ben'?" moot propose --person bem --set person.name=Ben
slip "128 hint: did you mean 'standard'?" moot policy simulate standrd --roll 3
slip "128 hint: did you mean 'dina'?" moot join Dina --name Dina --email dina@tidemark.example
slip '128 ' moot check roles/nowhere.ini
is 'a path that is not there is named' "$(cat "$SCRATCH/err")" "fatal: there is no 'roles/nowhere.ini' here"
expect_status 128 'nor is one in a commit' moot check --commit HEAD roles/nowhere.ini
ok 'one that is there is looked at' moot check roles
is 'nothing was written by all this' "$(git status --porcelain; git log -1 --format=%s)" 'ben: 1'

# --- one word, several things ---
one=$(opens ana desk --set 'what.work=letters')
two=$(opens ben desk --set 'how.tools=a pen')
slip "128 hint: type the id: $(printf %.4s "$two") (ben, 2026-01-06), $(printf %.4s "$one") (ana, 2026-01-06)" \
	moot consent desk
is 'what several are called is refused' "$(head -n 1 "$SCRATCH/err")" "fatal: 'desk' names 2 negotiations"
slip "128 hint: did you mean 'desk'?" moot tally deks
expect_status 128 'fewer letters than four are no id' moot tally "$(printf %.3s "$one")"
mail=$(opens ana mail --holder ana..2026-03-31)
opens ben mail --holder ben..2026-03-31 >/dev/null
expect_status 128 'a slug of several is shown by none of them' moot show mail
like 'but both are listed' "$(cat "$SCRATCH/err")" "^hint: type the id: .... \(ben, 2026-01-06\), $(printf %.4s "$mail") \(ana, 2026-01-06\)$"
like 'a new role that is called like another one may be meant for it' \
	"$(COLUMNS=200 moot propose relaese --set what.work=x 2>&1)" '^  it would be a new role\. If you meant release: moot withdraw [0-9a-z]{4}'
is 'a team that is not there yet is told' \
	"$(moot propose post --set role.team=crew --holder ben..+1m 2>&1 | grep '^warning')" \
	"warning: there is no role 'crew' yet that could be the team of post: until then all members are asked"

# --- words that are none ---
for words in 'roles --at 2026-02-30' 'log --since gestern' 'propose release --holder ben..' 'reputation --top 0'; do
	expect_status 129 "$words is a usage error" moot $words
	like '  which says what is wanted' "$(cat "$SCRATCH/err")" "^(hint: .*(2026-11-24|YYYY-MM-DD)|error: option '--top' wants a number, 1 or more, not '0')"
done
cd "$SCRATCH" && expect_status 128 'outside of a repository nothing is read' moot status
is 'and the way in is told' "$(cat "$SCRATCH/err")" 'fatal: not a git repository (or any of the parent directories): .git
hint: moot init DIR founds a group in a new one'
done_testing
