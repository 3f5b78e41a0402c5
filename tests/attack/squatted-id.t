#!/bin/sh
# SPDX-License-Identifier: MIT
# A member's opening of the same id, from an old base and dated back.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off old founded
folder=negotiations/2026/0105-desk-$given
mkdir -p "$folder/a/roles" && sed 's/work = .*/work = nothing/' roles/desk.ini >"$folder/a/roles/desk.ini" && git add .
as ben env GIT_COMMITTER_DATE=2026-01-06T00:00:00Z git commit -q -m 'desk? ben'
git_takes 'an older opening of the same id is merged' met_by old
unmoved '  and what was decided under it stands'
is 'the id names what others have gone on from' "$(moot tally "$given" --porcelain | cut -f2,3)" 'mail	adopted'
detected '  verify names rule D3' D3 "^E406.*0105-desk-$given.*belongs to"
done_testing
