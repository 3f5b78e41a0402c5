#!/bin/sh
# SPDX-License-Identifier: MIT
# History is rewritten after it was verified, without what was decided.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
git clone -q --bare . ../hub.git && git remote add origin ../hub.git && git fetch -q origin
ok 'what others have too is remembered' moot verify
git checkout -q -b clean founded && entry ben && git branch -q -f main clean && git checkout -q main
git push -q -f origin main && git fetch -q origin
is 'git takes it: the decision was never made' "$(git log --oneline | grep -c 'consents')" 0
detected 'verify names rule V9' V9 '^E610.*rewritten'
like '  with what is gone' "$(cat "$SCRATCH/out")" '^E610.*note.*gone: mail: cleo until'
done_testing
