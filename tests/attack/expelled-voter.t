#!/bin/sh
# SPDX-License-Identifier: MIT
# A decision on a side line rests on the voice of somebody whose membership the main line has ended.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
two=$(opens cleo mail --set 'what.work=letters twice a week')
branch_off old
git checkout -q main
id=$(opens ana --person ben --set member.until=2026-01-08)
says cleo consent "$id"
clock 2026-01-24
says ana decide "$id"
clock 2026-01-26
git checkout -q old
clock 2026-01-09
says ben consent "$two" -m 'Twice is plenty.'
says ben consent "$two" -m 'Twice is plenty.'
clock 2026-01-20
ok 'where that is not known it passes' as ben moot decide "$two"
clock 2026-01-26
git_takes 'it is merged' met_by old
is '  and the text before it stands' "$(moot show roles/mail.ini 2>&1 | grep work)" ''
detected '  verify names rule V6' V6 "^E605.*$two.*disputed"
done_testing
