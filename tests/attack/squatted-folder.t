#!/bin/sh
# SPDX-License-Identifier: MIT
# A stranger's file in a negotiation's folder, dated back to before it was opened.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off old founded
mkdir -p "$given_folder/b-eve/roles" && cp roles/desk.ini "$given_folder/b-eve/roles/"
printf 'No.\n\nObject: a\n' >"$given_folder/voice-eve-0105T100000-aaaa.md" && git add .
as eve env GIT_COMMITTER_DATE=2026-01-06T00:00:00Z git commit -q -m 'mail?'
git_takes 'an older opening of the same folder is merged' met_by old
unmoved '  and what was decided stands'
is 'the id names what was decided' "$(state_of "$given")" adopted
detected '  verify names rule V2' V2 '^E406.*opened by Eve Stranger'
done_testing
