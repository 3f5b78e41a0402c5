#!/bin/sh
# SPDX-License-Identifier: MIT
# People who give themselves terms, pay and autonomy.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ben release --holder ben:2026-07-01..2026-12-31 --set 'pay.amount=9000 EUR/month' --set role.autonomy=why)
clock 2026-01-27
is 'nobody'\''s own consent is enough' "$(state_of "$id")" open
cp "$(folder_of "$id")/a/roles/release.ini" roles/release.ini
printf '[decision]\nresult = adopted\noption = a\ntally = ana consent\ntally = cleo consent\n' >"$(folder_of "$id")/decision-ben-aaaa.ini"
mark
git add .
git_takes 'a decision claims what nobody said' as ben git commit -q -m 'release: ben until 2026-12-31' -m 'Agreed-by: ana
Agreed-by: cleo'
is 'the role has its autonomy' "$(moot roles release --porcelain | cut -f5)" how
is 'and its term' "$(holders_of release --at 2026-07-01)" ''
found 'the decision is void' 'decision-ben-aaaa.ini: error: void'
git checkout -q HEAD~1 -- roles && as cleo git commit -q -m 'put back'
mark
printf '[pay]\namount = 9000 EUR/month\nfrom = 2026-01-27\nuntil = 2026-06-30\nby = %s\n' "$id" >>roles/release.ini
git_takes 'pay is taken by an act' as ben git commit -q -a -m 'release: pay' -m 'Act: release how'
unmoved 'pay is agreed, not taken'
git checkout -q HEAD~1 -- roles && as cleo git commit -q -m 'put back'

# two who give each other
clock 2026-01-28
two=$(opens ana desk --set role.seats=2 --holder ana:2026-07-01..2026-12-31 --holder ben:2026-07-01..2026-12-31)
says ben accept "$two"
clock 2026-02-10
is 'two who gain by it are not enough' "$(state_of "$two")" open
clock 2026-01-28
MOOT_NOW=2026-02-10T12:00:00Z expect_status 1 'and cannot decide it' as ana moot decide "$two"
like 'somebody who gains nothing has to consent' "$(cat "$SCRATCH/err")" 'somebody who gains nothing by it \(rule N6\)'
done_testing
