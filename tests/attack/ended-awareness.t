#!/bin/sh
# SPDX-License-Identifier: MIT
# Who does not want to talk about it records at once that nothing came of it (rule N7).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-01-07
id=$(opens ana release --aware -m 'Three releases in three days, and each broke a string.')
mark
printf '[decision]\nresult = lapsed\n' >"$(folder_of "$id")/decision-ben-aaaa.ini"
git add negotiations
git_takes 'a minute after the opening it has lapsed' as ben git commit -q -m 'release: lapsed'
is '  it has not' "$(state_of "$id")" open
detected '  verify says so' N7 '^E605.*decision-ben-aaaa'
clock 2026-03-07
says ana withdraw "$id" -m 'They hold since.'
ok 'who opened it ends it' as ana moot decide "$id"
is '  and it has ended' "$(state_of "$id")" ended
done_testing
