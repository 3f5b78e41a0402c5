#!/bin/sh
# SPDX-License-Identifier: MIT
# A merge of three brings in what none of the three had.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
for one in one other; do
	branch_off $one main && entry ben
done
git checkout -q main && entry cleo
mark
changes='^log' # honest entries come with what is merged
git merge -q --no-commit --no-ff one other >/dev/null 2>&1
sed -i 's/autonomy = how/autonomy = why/' roles/release.ini && git add -A
attack 'a role is edited in it' V7 '^E603.*roles/release.ini' as cleo git commit -q -m 'Merge branches'
marked 'the merge'
done_testing
