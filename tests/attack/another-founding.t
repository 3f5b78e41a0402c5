#!/bin/sh
# SPDX-License-Identifier: MIT
# Another founding, of an unrelated history, is merged in.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
git config moot.genesis "$(git rev-list --max-parents=0 main)"
git checkout -q --orphan other && git rm -q -r -f . && mkdir people
printf '[moot]\nrules = 1\nname = Tidemark\nidentity = named\n' >moot.ini
member eve 'Eve Stranger' 2036-12-31
git add . && as eve env GIT_COMMITTER_DATE=2025-01-01T12:00:00Z git commit -q -m 'another founding, long before'
git checkout -q main
git_takes 'it is merged' as ana git merge -q --allow-unrelated-histories -X ours --no-edit other
unmoved '  and the one that git config moot.genesis names holds'
detected '  verify names rule V7' V7 '^E603.*people/eve.ini'
git config --unset moot.genesis
expect_status 3 'without it nobody can tell' moot roles
like '  and rule A4 is named' "$(cat "$SCRATCH/err")" 'rule A4'
expect_status 3 'nor verify' moot verify
done_testing
