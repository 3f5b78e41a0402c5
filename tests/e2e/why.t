#!/bin/sh
# SPDX-License-Identifier: MIT
# From a line to the right by which it stands: moot why PATH:LINE, and of a whole role.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark
says() { as "$@" >/dev/null 2>&1; }
# line FILE TEXT: its number
line() { grep -nxF "$2" "$1" | head -n 1 | cut -d: -f1; }
why() { moot why "roles/release.ini:$(line roles/release.ini "$1")" 2>&1; }

commit_file journals/ben/x.md 'Two releases broke. #releases' 'ben: x' >/dev/null
first=$(opens ana release --add 'how.rule=two eyes' -m 'Two releases broke.' --seen journals/ben/x.md)
says cleo moot object "$first" a -m 'It harms the night shift, which is one person.'
says ben moot amend "$first" --add 'how.rule=two eyes by day' -m 'Then by day.'
says cleo moot stand-aside "$first" b -m 'Let us see.'
says ana moot consent "$first" b --decide
second=$(opens cleo release --add 'how.rule=no release on a Friday' -m 'Weekends.')
says ben moot stand-aside "$second"
says ana moot consent "$second" --decide
says ben moot act release --set 'how.tools=ninja'
is 'two rules stand' "$(grep -c '^rule = ' roles/release.ini)" 2
like 'of a key that stands twice each line has its own decision' "$(why 'rule = two eyes by day')" \
	"^  decided 2026-01-06 by ana, ben .*$(printf %.4s "$first")"
like '  and the other' "$(why 'rule = no release on a Friday')" \
	"^  decided 2026-01-06 by ana, cleo .*$(printf %.4s "$second")"
is 'with its objections, how they were met, the alternatives and what was seen' \
	"$(COLUMNS=200 why 'rule = two eyes by day' | sed 's/(.*), //')" \
	'[how] rule = two eyes by day
  decided 2026-01-06 by ana, ben option b-ben of 2, written by ben
    "Two releases broke."
    cleo objected to a: "It harms the night shift, which is one person."
      met by b-ben: cleo stands aside
    instead of option a by ana: release: how.rule two eyes
  because of journals/ben/x.md'
like 'an act is one' "$(why 'tools = ninja')" '^  an act of ben, 2026-01-06'
like 'the founding is where it began' "$(why 'work = a release a month')" '^  of the founding, 2026-01-05 by Ana Reyes'
like 'a section is asked for what it begins with' "$(why '[holder ben]')" '^\[holder ben 2026-01-05\] from = 2026-01-05'
expect_status 128 'a blank line is nobody'\''s' moot why roles/release.ini:99
like '  and the way on is told' "$(cat "$SCRATCH/err")" 'hint: .*moot why roles/release.ini lists the keys'
is 'every key of a role is told of, once' "$(moot why release | grep -c '^\[')" \
	"$(moot show roles/release.ini | grep -c ' = ')"
is '  those that came together stand together' "$(moot why release | grep -c '^  ')" \
	"$(moot why release | grep -v '^\[' | grep -c .)"
is '  as records each with its commit' "$(moot why release --json | grep -c '"right":"[a-z]*".*"commit":"[0-9a-f]\{40\}"')" \
	"$(moot show roles/release.ini | grep -c ' = ')"
like 'a person says who they are themselves' "$(printf 'affiliation = Coop\n' >own && sed -i '/^email/r own' people/ben.ini && rm own &&
	as ben git commit -q -m 'ben: affiliation' people/ben.ini && moot why "people/ben.ini:$(line people/ben.ini 'affiliation = Coop')")" \
	'^  written by ben, 2026-01-06'
sed -i 's/^work = .*/work = whatever/' roles/release.ini && git commit -q -m 'by hand' roles/release.ini
like 'what nobody agreed to is no line that stands' "$(moot why release)" '^\[what\] work = a release a month$'
git revert --no-edit -n HEAD && git commit -q -m 'put right' roles
trial=$(opens cleo release --set 'why.purpose=Ships' --set 'how.tools=scons' --trial 5d -m 'For a week.')
says ana moot consent "$trial"
says ben moot consent "$trial" --decide
like 'a trial has its decision' "$(why "tools = scons ; trial $(printf %.4s "$trial") until 2026-01-11")" \
	'^  decided 2026-01-06 by ana, ben, cleo'
clock 2026-01-12
like 'when it is over it is told of as over' "$(why "tools = scons ; trial $(printf %.4s "$trial") until 2026-01-11")" \
	'^  a trial that is over'
like 'what holds again has the right that it had' "$(moot why release | grep -A 1 '^.how. tools')" '^  an act of ben, 2026-01-06'
unlike '  and what was tried has none' "$(moot why release)" 'scons|Ships'
says cleo moot settle
like 'who writes that down agrees to nothing' "$(why 'tools = ninja')" '^  an act of ben, 2026-01-06'
expect_status 128 'what is not there was not agreed' moot why roles/nothing.ini
done_testing
