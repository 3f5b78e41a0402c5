#!/bin/sh
# SPDX-License-Identifier: MIT
# Two options of one negotiation are decided by two who do not know of each other.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana desk --set 'what.work=answers in a day')
says ben amend "$id" --set 'what.work=answers in a week'
for who in ben cleo; do says $who consent "$id" a; done
branch_off other HEAD~2
for who in ana cleo; do says $who consent "$id" b; done
clock 2026-01-12
says cleo decide "$id"
git checkout -q main
says ben decide "$id"
clock 2026-01-13
git merge -q --no-commit --no-ff other >/dev/null 2>&1
git checkout -q main -- roles/desk.ini
git_takes 'both are merged' as cleo git commit -q -m "Merge branch 'other'"
is '  the text before both holds' "$(moot show roles/desk.ini 2>/dev/null | sed -n 's/^work = //p')" answers
detected '  verify names it' N12 '^E605.*disputed'
done_testing
