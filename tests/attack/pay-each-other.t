#!/bin/sh
# SPDX-License-Identifier: MIT
# Two holders pay each other.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=b2c3d4e5f6
folder=negotiations/2026/0108-pay-$id
mkdir -p $folder/a/roles
for role in desk release; do
	{ cat roles/$role.ini && printf '[pay]\namount = 900 EUR/month\nfrom = 2026-01-08\nuntil = 2026-06-30\nby = %s\n' $id; } >$folder/a/roles/$role.ini
done
git add . && as ana git commit -q -m 'pay? ana'
says ben consent $id
clock 2026-01-24
mark
cp -r $folder/a/roles .
printf '[decision]\noption = a\n' >$folder/decision-ana-aaaa.ini && git add .
attack 'the two who gain by it decide it' N6 "^E605.*decision-ana-aaaa.ini.*gains nothing" as ana git commit -q -m 'pay'
marked 'the pay'
done_testing
