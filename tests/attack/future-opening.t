#!/bin/sh
# SPDX-License-Identifier: MIT
# An opening is dated ahead, so that nobody sees it before it can be decided.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=b2c3d4e5f6
folder=negotiations/2026/0801-desk-$id
mkdir -p $folder/a/roles && sed 's/work = .*/work = nothing/' roles/desk.ini >$folder/a/roles/desk.ini && git add .
git_takes 'an opening of August' as cleo env GIT_AUTHOR_DATE=2026-08-01T12:00:00Z GIT_COMMITTER_DATE=2026-08-01T12:00:00Z git commit -q -m 'desk? cleo'
unmoved '  and what stands has not moved'
expect_status 128 'it is not there yet' moot tally $id
told '  verify names rule D1' D1 '^E604.*dated ahead'
entry ben
says ana consent "$asked" -m 'She would do well.'
like 'and keeps nobody from going on' "$(moot tally "$asked")" 'consent ana'
done_testing
