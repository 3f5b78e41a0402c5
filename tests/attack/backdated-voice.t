#!/bin/sh
# SPDX-License-Identifier: MIT
# A voice that is late is dated back to before the close.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana desk --set 'what.work=answers in a day')
says ben consent "$id"
clock 2026-01-17
entry ana
entry ben
mark
printf 'Nobody can do that.\n\nObject: a\n' >"$(folder_of "$id")/voice-cleo-0109T090000-bbbb.md" && git add .
git_takes 'an objection of after the close' as cleo env GIT_AUTHOR_DATE=2026-01-09T09:00:00Z GIT_COMMITTER_DATE=2026-01-09T09:00:00Z git commit -q -m 'desk: cleo objects to a'
unmoved '  and what stands has not moved'
told '  verify names rule D1' D1 '^E604.*more than a day before'
is 'it is late' "$(state_of "$id")" decidable
done_testing
