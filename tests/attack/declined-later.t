#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody who was elected declines later, and a line that does not know the election is merged (rules V6, N9).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-01-07
id=$(as ana moot renew desk --until 2026-12-31 -m 'Who wants it?' --porcelain 2>/dev/null)
says ben nominate "$id" cleo -m 'She answers.'
says ana nominate "$id" cleo -m 'She does.'
says cleo accept "$id"
clock 2026-01-14
branch_off side
entry ben
git checkout -q main
ok 'cleo is elected' as ben moot decide "$id"
clock 2026-03-01
says cleo decline "$id" -m 'I move away.'
ok 'she declines, and all is proven' moot verify
is '  the decision stands: what it gives is an offer' "$(state_of "$id")" adopted
git_takes 'a line with a journal entry is merged' met_by side
ok '  what was said on top of a decision is not counted with it' moot verify
is '  it stands' "$(state_of "$id")" adopted
done_testing
