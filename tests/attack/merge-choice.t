#!/bin/sh
# SPDX-License-Identifier: MIT
# A merge of two acts takes back what was decided in the same file on one side.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off old
sed -i 's/tools = make/tools = old/' roles/release.ini && as ben git commit -q -a -m 'release: tools' -m 'Act: release how'
git checkout -q main
sed -i 's/tools = make/tools = new/' roles/release.ini && as ben git commit -q -a -m 'release: tools' -m 'Act: release how'
id=$(opens ana release --holder ben..2026-01-20)
says cleo consent "$id"
clock 2026-01-12
says ana decide "$id"
mark
git merge -q --no-commit old >/dev/null 2>&1
git checkout -q old -- roles/release.ini
attack 'he merges, and takes all of the one side' V7 '^E603.*roles/release.ini' as ben git commit -q -m "Merge branch 'old'"
is 'his term ends as was decided' "$(holders_of release --at 2026-01-21)" ''
marked 'the merge'
done_testing
