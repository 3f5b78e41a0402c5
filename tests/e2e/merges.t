#!/bin/sh
# SPDX-License-Identifier: MIT
# Merges of more than two, across each other, from far back, and of histories without a common one.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles
tidemark
git config merge.moot.driver 'moot merge-driver %O %A %B %P'

# on BRANCH START COMMAND...: what it commits there; back on main afterwards.
on() {
	on_branch=$1
	git show-ref -q --verify "refs/heads/$1" || git branch -q "$1" "$2"
	shift 2
	git checkout -q "$on_branch" && "$@"
	git checkout -q main
}
# decides ID: two more consent, and the second decides, who may not act alone.
decides() { says ana consent "$1" && says cleo consent "$1" --decide; }
merge() { git merge -q --no-edit --no-ff "$@" >"$SCRATCH/merge" 2>&1 || note <"$SCRATCH/merge"; }
start=$(git rev-parse HEAD)
again() { git reset -q --hard "$start" && git branch --list | grep -v main | xargs -r git branch -q -D; }

# --- octopus ---
clock 2026-01-08
id=$(opens ben desk --set 'what.work=answers in a day')
on left main decides "$id"
on right main says ana object "$id" -m 'it harms whoever has a day off'
entry ben
ok 'three come together in one merge' merge left right
is 'it has three parents' "$(git log -1 --format=%p | wc -w)" 3
like 'a decision and the objection that it had not seen meet in it' "$(moot verify)" 'disputed.*rule V6'
like 'the text before it is true' "$(moot show desk)" 'work .*answers$'

again
one=$(opens ben desk --set 'what.work=answers in a day')
two=$(opens cleo desk --set 'what.work=answers in a week')
on left main decides "$one"
on right main says ana consent "$two"
on right main says ben consent "$two"
on right main says cleo decide "$two"
entry ben
git merge -q --no-edit left >/dev/null 2>&1
# git's octopus gives up on a conflict: the tree is made by hand, as an evil hand could too
tree=$(git rev-parse 'main^{tree}')
git reset -q --hard HEAD^ 2>/dev/null
cp .git/index "$SCRATCH/index"
tree=$(
	GIT_INDEX_FILE=$SCRATCH/index
	export GIT_INDEX_FILE
	git read-tree left && git ls-tree -r right negotiations | git update-index --index-info && git write-tree
)
octopus=$(git commit-tree -p main -p left -p right -m 'all of it' "$tree")
git reset -q --hard "$octopus"
like 'two decisions of one key meet in it and are both disputed' "$(moot verify)" 'disputed.*rule N12'
like 'what stood before both is true' "$(moot show desk)" 'work .*answers$'

# --- a side that began before the merge base of the last merge ---
again
clock 2026-01-08
id=$(opens ben desk --set 'what.work=answers in a day')
on early main decides "$id"
clock 2026-01-10
entry ben
git branch -q right
merge early
like 'a decision comes in by a merge and stands' "$(moot show desk)" 'work .*answers in a day'
on right right says ana object "$id" -m 'it harms whoever has a day off'
merge right
like 'an objection from beside that merge brings it into doubt' "$(moot verify)" 'disputed.*rule V6'

# --- across ---
again
clock 2026-01-08
on left main says ana act desk --set 'what.work=answers by phone'
on right main says ben act release --set how.tools=ninja
left=$(git rev-parse left) right=$(git rev-parse right)
on left left git merge -q --no-edit "$right"
on right right git merge -q --no-edit "$left"
on left left entry cleo
on right right entry ben
git reset -q --hard left
merge right
is 'two merges lie across each other' "$(git merge-base --all left right | wc -l)" 2
ok 'a merge across merges is proven' moot verify
like 'and one act holds' "$(moot show desk)" 'answers by phone'
like 'and the other' "$(moot show release)" 'tools .*ninja'

# --- more roots than one ---
again
git checkout -q --orphan other && git rm -rfq . && commit_file src/code.c 'int x;' 'code from elsewhere' >/dev/null
git checkout -q main
git merge -q --no-edit --allow-unrelated-histories other >/dev/null 2>&1
is 'the history has two roots' "$(git rev-list --max-parents=0 HEAD | wc -l)" 2
ok 'code with a history of its own changes nothing' moot verify
again
git checkout -q --orphan other && git rm -rfq . && mkdir people && member eve 'Eve Stranger' 2026-12-31
printf '%s\n' '[moot]' 'rules = 1' 'name = Tidemark' >moot.ini
git add . && as eve git commit -q -m 'another founding'
git checkout -q main
git merge -q --no-edit --allow-unrelated-histories -s ours other >/dev/null 2>&1
expect_status 3 'two foundings in one history: nobody can tell which' moot verify
like 'and how to say it is told' "$(moot verify 2>&1)" 'moot.genesis'
git config moot.genesis "$(git rev-list --max-parents=0 main^1)"
ok 'with the genesis named it is proven' moot verify
git config --unset moot.genesis
expect_status 3 'which holds for who named it' moot verify
done_testing
