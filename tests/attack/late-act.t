#!/bin/sh
# SPDX-License-Identifier: MIT
# An act on an old branch, dated back into a term that has run out since: it cannot be told from one that was
# not pushed in time, so it stands.  What is shown here is how far that goes.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off spring
clock 2026-07-20
git checkout -q main
entry ana
entry cleo
mark
tools() { moot show roles/release.ini 2>/dev/null | sed -n 's/^tools = //p'; }
# dated back DAY EDIT: by ben on the old branch, merged by ana
dated_back() {
	git checkout -q -B late spring && sed -i "$2" roles/release.ini
	as ben env GIT_AUTHOR_DATE="$1" GIT_COMMITTER_DATE="$1" git commit -q -a -m 'release: tools' -m 'Act: release how'
	git checkout -q main
}
dated_back 2026-07-02T12:00:00Z 's/tools = make/tools = late/'
attack 'of a day after the term' A3 '^E601.*roles/release.ini.*does not hold' met_by late
git reset -q --hard HEAD~1
dated_back 2026-06-29T12:00:00Z 's/until = 2026-06-30/until = 2026-12-31/'
attack 'a longer term' A3 '^E601.*roles/release.ini' met_by late
git reset -q --hard HEAD~1
dated_back 2026-06-29T12:00:00Z 's/work = a release a month/work = nothing/'
attack 'more than the role let him do' A3 '^E601.*roles/release.ini' met_by late
git reset -q --hard HEAD~1
# within all that it stands, and says by whom and when
dated_back 2026-06-29T12:00:00Z 's/tools = make/tools = late/'
git_takes 'of a day in the term, within what he could do' met_by late
is '  it stands' "$(tools)" late
like '  and why says whose it is' "$(moot why release)" 'an act of ben, 2026-06-29'
is '  he holds nothing by it' "$(holders_of release)" ''
id=$(opens ana release --set how.tools=ninja)
says cleo consent "$id"
clock 2026-07-22
ok 'and the others take it back by a decision' as ana moot decide "$id"
is '  which holds' "$(tools)" ninja

# what was decided meanwhile is undone by no merge, whichever side it is made from
taken() { # taken SIDE OF WITH: a merge that settles their conflict by taking SIDE of it
	git checkout -q "$2" && { as ana git merge -q --no-edit --no-ff "$3" >/dev/null 2>&1 || :; }
	git checkout -q "--$1" roles/release.ini && git add -A && as ana git commit -q --no-edit
}
git checkout -q -B agreed && git reset -q --hard HEAD
decided=$(git rev-parse HEAD)
git checkout -q -B late spring && sed -i 's/tools = make/tools = worse/' roles/release.ini
as ben env GIT_AUTHOR_DATE=2026-06-29T13:00:00Z GIT_COMMITTER_DATE=2026-06-29T13:00:00Z \
	git commit -q -a -m 'release: tools' -m 'Act: release how'
act=$(git rev-parse HEAD)
git checkout -q agreed && mark
git_takes 'a merge takes the act instead of what was decided' taken theirs agreed late
changes='--at 2026-07-15' # before the decision the act is as good as any
unmoved '  what was decided stands'
changes=
found '  and the merge is listed' 'roles/release.ini.*undoes what one had decided.*E603'
git checkout -q -B agreed "$decided"
git_takes 'from the other side too' taken ours late agreed
is '  what was decided stands' "$(tools)" ninja
found '  and the merge is listed' 'roles/release.ini.*undoes what one had decided.*E603'
git checkout -q -B agreed "$decided"
ok 'a merge that takes what was decided' taken ours agreed "$act"
is '  is none' "$(moot verify | grep -c E603)" 0
is '  and that stands' "$(tools)" ninja
done_testing
