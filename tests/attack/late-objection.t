#!/bin/sh
# SPDX-License-Identifier: MIT
# An objection from an old base, dated back to before a decision that others have gone on from.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off old "$(git log --format=%H --grep='mail?' -1)"
printf 'I never liked it: letters will be lost.\n\nObject: a\n' >"$given_folder/voice-ben-0106T230000-aaaa.md" && git add .
as ben env GIT_COMMITTER_DATE=2026-01-06T23:00:00Z git commit -q -m 'mail: ben objects to a'
git checkout -q main
clock 2026-02-20
entry ana
entry cleo
mark
git_takes 'an objection of six weeks ago is merged' met_by old
unmoved '  and what was decided stands'
is 'it is late, whatever its date says' "$(state_of "$given")" adopted
told '  verify names rule N9' N9 '^E606.*voice-ben-0106T230000-aaaa.md'
done_testing
