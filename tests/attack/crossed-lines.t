#!/bin/sh
# SPDX-License-Identifier: MIT
# Two lines that have crossed are merged so that what was decided on one of them is as before.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
# decides DAY VALUE: release gets that autonomy
decides() {
	id=$(opens ana release --set "role.autonomy=$2")
	says ben consent "$id"
	says cleo consent "$id"
	clock "$1"
	says ana decide "$id"
}
branch_off other
entry cleo
git checkout -q main
decides 2026-01-16 where
git branch one main && git branch two other
git checkout -q one && as ana git merge -q --no-edit other
git checkout -q two && as ana git merge -q --no-edit main
is 'two commits are where they were last one' "$(git merge-base --all one two | wc -l | tr -d ' ')" 2
entry cleo
git checkout -q one
decides 2026-01-24 none
mark
changes='^log' # an honest entry comes with what is merged
is 'it is decided twice' "$(moot roles release --porcelain | cut -f5)" none
# undone FIRST SECOND: ben merges, and takes the text of before the second decision
undone() {
	git checkout -q -B main "$1"
	git merge -q --no-commit --no-ff "$2" >/dev/null 2>&1
	git checkout -q two -- roles/release.ini
	attack "$2 is merged into $1 as if it had not been decided" V7 '^E603.*roles/release.ini' as ben git commit -q -m "Merge branch '$2'"
	marked 'the merge'
	is 'nor on the day itself' "$(moot roles release --porcelain --at 2026-01-24 | cut -f5)" none
	is 'nor from what was answered before' "$(moot roles release --porcelain | cut -f5)" none
}
undone two one
undone one two
git checkout -q -B main two
as cleo git merge -q --no-edit one
unmoved 'merged by nobody but git it is as decided'
moot verify >"$SCRATCH/out" 2>&1
is 'and nothing is wrong' "$?-$(grep -c E603 "$SCRATCH/out")" 0-0
# three parents, one of them behind another: nothing says that the last is the news
git checkout -q one
tree=$(git ls-tree one | sed "s|^040000 tree [0-9a-f]*\troles$|040000 tree $(git rev-parse two:roles)\troles|" | git mktree)
octopus=$(as ben git commit-tree -p founded -p two -p one -m 'Merge of three' "$tree")
git checkout -q -B main one
attack 'the same by a merge of three' V7 '^E603.*roles/release.ini' git reset -q --hard "$octopus"
done_testing
