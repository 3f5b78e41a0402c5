#!/bin/sh
# SPDX-License-Identifier: MIT
# A commit is replaced by one that says something else.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
git checkout -q -b other && sed -i 's/holder ben/holder cleo/' roles/release.ini && as cleo git commit -q -a -m 'release' && git checkout -q main
git replace HEAD other
is 'git takes it' "$(git show HEAD:roles/release.ini | grep -c 'holder cleo')" 1
expect_status 3 'nobody can tell, says verify' moot verify
like '  and names rule V11' "$(cat "$SCRATCH/err")" 'replace'
git replace -d HEAD >/dev/null 2>&1 || git replace -d "$(git rev-parse main)" >/dev/null
git checkout -q main && git reset -q --hard
unmoved 'without it all is as it was'
done_testing
