#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody who consented ends their own membership as of a day before the decision, on an old line (rules D1, V6).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-01-07
id=$(opens ana desk --set 'what.work=letters' -m 'Letters, not calls.')
says ben consent "$id"
clock 2026-01-09
ok 'it is decided with the consent of ana and ben' as ana moot decide "$id"
git branch -q old HEAD~1
for day in 2026-03-01 2026-04-01; do
	clock $day
	for who in ana ben cleo; do entry $who; done
done
ok 'everybody has gone on from it' moot verify
git checkout -q old
sed -i 's/^until = .*/until = 2026-01-06/' people/ben.ini
as ben git commit -q -a -m 'ben: a member until 2026-01-06'
git_takes 'in April ben has left on 6 January' met_by old ben
is '  on the day of the decision he was a member' "$(state_of "$id")" adopted
like '  the text stands' "$(moot show desk)" 'letters'
detected '  verify names rule D1' D1 '^E601.*people/ben.ini.*rule D1'
done_testing
