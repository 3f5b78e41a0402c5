#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody takes back everything they said, their acceptance too, and is given the role all the same (rule N9).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-01-07
id=$(as ana moot renew desk --until 2026-12-31 -m 'Who wants it?' --porcelain 2>/dev/null)
says ben nominate "$id" cleo -m 'She answers.'
says ana nominate "$id" cleo -m 'She does.'
says cleo accept "$id"
mail=$(opens ana mail --holder cleo:2026-01-20..2026-03-31 -m 'Somebody has to read it.')
says ben consent "$mail"
says cleo accept "$mail"
clock 2026-01-08
says cleo withdraw "$id" -m 'I take back everything: I move away.'
says cleo withdraw "$mail" -m 'I take back everything: I move away.'
clock 2026-01-14
is 'nobody is elected who has not accepted' "$(state_of "$id")" open
as ana moot decide "$id" >"$SCRATCH/out" 2>&1
as ana moot decide "$mail" >"$SCRATCH/out" 2>&1
is 'nor holds what they have taken back' "$(holders_of mail --at 2026-02-01)" ''
is 'nor what they did not want' "$(holders_of desk --at 2026-08-01)" ''
done_testing
