#!/bin/sh
# SPDX-License-Identifier: MIT
# A lazy text, until anybody asks for the policy that the charter maps (rules N3, N15).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark '[use]' 'how = whole' '[policy whole]' 'method = consent' 'quorum = 1/1' 'open = 1d..7d'
quick=$(opens ana release --set 'how.tools=ninja' --policy lazy)
asked=$(opens ana release --set 'how.place=here' --policy lazy)
says ben consent "$quick"
says ben consent "$asked"
says cleo hold "$asked" 2d -m 'I want to see all of us say so.'
clock 2026-01-13
is 'without a word it passes at its close' "$(state_of "$quick")" decidable
is 'a hold asks for the mapped policy' "$(state_of "$asked")" open
like '  which is said' "$(moot show "$asked")" '2 of 3 have spoken, and policy whole asks for 1/1'
says cleo abstain "$asked"
is 'and when that passes too, it passes' "$(state_of "$asked")" decidable
expect_status 0 'and is decided' as ben moot decide "$asked"
is 'verify counts the same' "$(moot verify >/dev/null 2>&1; echo $?)" 0
done_testing
