#!/bin/sh
# SPDX-License-Identifier: MIT
# What a commit's date is worth (rule D1), and whose founding holds (rule A4).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles tidemark
clock 2026-01-20
entry ana
clock 2026-01-10
id=$(moot propose release --set 'how.tools=ninja' -m 'tools' --porcelain 2>/dev/null)
like 'a commit dated before its parent by more than a day is told' "$(moot verify)" '^commit [0-9a-f]{10}: warning: its date is more than a day.*E604'
ok 'which proves nothing against it' moot verify
like 'of one person the date is what they claim' "$(moot show "$id" --porcelain --at 2026-01-21)" "$(printf '\t2026-01-10\t')"
clock 2026-01-21
entry ben
clock 2026-01-22
entry cleo
clock 2026-01-12
late=$(moot propose release --set 'how.tools=meson' -m 'other tools' --porcelain 2>/dev/null)
like 'what two people have dated it cannot go behind' "$(moot show "$late" --porcelain --at 2026-01-23)" "$(printf '\t2026-01-21\t')"
clock 2027-05-05
GIT_COMMITTER_DATE=2027-05-05T12:00:00Z moot propose desk --set 'how.tools=next year' -m 'from the future' >/dev/null 2>&1
clock 2026-01-23
unlike 'a commit of a later day does not count yet' "$(moot status --all)" 'next year'

cd .. && mkdir two && cd two && git init -q .
clock 2026-01-05
moot init --name One . >/dev/null 2>&1
git checkout -q --orphan other && git rm -q -rf . >/dev/null
moot init --name Two . >/dev/null 2>&1
git merge -q --no-edit --allow-unrelated-histories -X ours main >/dev/null 2>&1
expect_status 3 'of two foundings moot cannot tell which holds' moot roles
like 'and says what to do' "$(cat "$SCRATCH/err")" 'git config moot.genesis COMMIT'
git config moot.genesis "$(git rev-list --max-parents=0 main)"
ok 'once it is named, it can' moot roles
done_testing
