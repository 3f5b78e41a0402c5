#!/bin/sh
# SPDX-License-Identifier: MIT
# Two leads that are each agreed on a line of their own make a circle where they meet.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
one=$(opens ana release --led-by desk:2026-01-08..2026-06-30)
two=$(opens ana desk --led-by release:2026-01-08..2026-06-30)
for who in ben cleo; do
	says $who consent "$one"
	says $who consent "$two"
done
clock 2026-01-23
mark
branch_off other
ok 'where the other is not known the one holds' as ana moot decide "$one"
git checkout -q main
ok 'as does the other' as cleo moot decide "$two"
changes='^(show|tally|status|why|tree)' # of what was agreed on both lines it is told that it is disputed
git_takes 'git merges them' met_by other ben
unmoved '  and what stands has not moved'
changes=
is '  nobody leads' "$(moot tree --porcelain | cut -f2 | tr -d '\n')" ''
detected '  verify names rule A2' A2 "^E605.*$one/decision-ana-.*led by"
named A2 "^E605.*$two/decision-cleo-.*led by"
result $? '  of the one as of the other'
# by hand, in the tree of the merge: no more than what both had
git reset -q --hard HEAD~1
git merge -q --no-commit --no-ff other >/dev/null 2>&1
sed -i 's/^autonomy = what/autonomy = why/' roles/desk.ini && git add .
git_takes 'whoever merges them adds something' as ben git commit -q -m "Merge branch 'other'"
detected '  verify names rule V7' V7 '^E603.*roles/desk.ini'
is '  which does not hold' "$(moot roles desk --porcelain | cut -f5)" what
done_testing
