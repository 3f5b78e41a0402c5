#!/bin/sh
# SPDX-License-Identifier: MIT
# A graft gives a commit other parents, and a shallow clone none.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
mkdir -p .git/info && echo "$(git rev-parse HEAD) $(git rev-parse founded)" >.git/info/grafts
is 'git takes it: the decision was never made' "$(git -c advice.graftFileDeprecated=false log --oneline 2>/dev/null | grep -c consents)" 0
expect_status 3 'nobody can tell, says verify' moot verify
like '  and why' "$(cat "$SCRATCH/err")" 'graft'
rm .git/info/grafts
unmoved 'without it all is as it was'
git clone -q --depth 2 "file://$PWD" ../shallow && cd ../shallow || exit 1
is 'git takes it: there was nothing before' "$(git log --oneline | wc -l | tr -d ' ')" 2
expect_status 3 'nobody can tell of a shallow clone' moot verify
like '  and why' "$(cat "$SCRATCH/err")" 'shallow'
done_testing
