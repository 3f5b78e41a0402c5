#!/bin/sh
# SPDX-License-Identifier: MIT
# What entrenched has refused of the charter passes as an appeal, under less (rules A5, N11).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark '[policy entrenched]' 'yes = >= 9/10' 'quorum = 9/10'
clock 2026-01-07
id=$(opens ana --charter --set 'policy entrenched.yes=> 1/10' -m 'It is in the way.')
says ben consent "$id"
says cleo object "$id" -m 'It harms whoever is fewer, and nothing is urgent.'
clock 2026-02-10
is 'two of three do not change what is entrenched' "$(state_of "$id")" open
again=$(opens ana --charter --set 'policy entrenched.yes=> 1/10' --answers "$id" -m 'Again.')
says ben consent "$again"
says cleo object "$again" -m 'It harms whoever is fewer, and nothing is urgent.'
clock 2026-02-18
is 'nor by an appeal' "$(state_of "$again")" open
as ana moot decide "$again" >"$SCRATCH/out" 2>&1
is 'the charter is what it was' "$(moot show charter | grep -c 'yes = > 1/10')" 0
done_testing
