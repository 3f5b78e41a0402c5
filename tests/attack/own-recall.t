#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody who is recalled blocks it, and changes the roll meanwhile.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(as ana moot recall release ben -m 'Nothing was released since November, and people wait.' --porcelain 2>/dev/null)
says cleo second "$id"
says ben object "$id" -m 'I object, since I like to hold it.' 2>/dev/null
says cleo consent "$id"
mark
sed -i 's/^autonomy = how/&\nteam = desk/' roles/release.ini
attack 'he changes whom it is asked of' A3 '^E601.*roles/release.ini' as ben git commit -q -a -m 'release: team'
marked 'the edit'
put_back
clock 2026-01-23
ok 'he is heard, and does not decide' as ana moot decide "$id"
is 'he holds it no more' "$(holders_of release --at 2026-01-24)" ''
done_testing
