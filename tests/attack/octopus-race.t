#!/bin/sh
# SPDX-License-Identifier: MIT
# A decision and the objection that it left out meet in a merge of three.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
two=$(opens ana mail --set 'what.work=letters twice a week')
says ben consent "$two"
branch_off one
branch_off other
says ben object "$two" -m 'Those who wait for an answer would wait longer.'
git checkout -q one
clock 2026-01-12
ok 'where the objection is not known it passes' as ana moot decide "$two"
git checkout -q main
entry cleo
mark
git_takes 'both are merged at once' as cleo git merge -q --no-ff --no-edit one other
is 'by one merge of three' "$(git rev-list --parents -1 HEAD | wc -w)" 4
is '  and the text before it stands' "$(moot show roles/mail.ini | grep work)" ''
detected '  verify names rule V6' V6 "^E605.*$two.*disputed"
done_testing
