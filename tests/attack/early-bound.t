#!/bin/sh
# SPDX-License-Identifier: MIT
# A stranger's commit from the first day, so that the founding would have ended before it was done.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=: tidemark
first=$(git rev-list --max-parents=0 HEAD)
git reset -q --hard "$first" && with_roles && git add . && as ana git commit -q -m 'the roles of the founding'
entry ben
entry cleo
mark
is 'the founding had two commits' "$(holders_of release)" ben
changes='^log' # what she wrote is in the journals, and counts for nothing
branch_off old "$first"
mkdir -p journals/eve && echo hello >journals/eve/1.md && git add .
as eve git commit -q -m 'journal of eve'
git_takes 'a commit by nobody known, from between the two' met_by old
unmoved '  and the founding stands'
ok 'nothing is wrong with that history' moot verify
done_testing
