#!/bin/sh
# SPDX-License-Identifier: MIT
# A change of what is entrenched is decided at once, with one that a slower policy which may be early is for (rules A5, N7).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark '[policy significant]' 'open = 15d..30d' 'method = vote' 'yes = > 1/2'
clock 2026-01-07
alone=$(opens ana --charter --set 'policy entrenched.yes=> 1/10' -m 'It is in the way.')
id=$(opens ana --charter --set 'policy entrenched.yes=> 1/10' --set 'moot.zone=UTC+1' -m 'It is in the way.')
for one in $alone $id; do
	says ben consent "$one"
	says cleo object "$one" -m 'It harms whoever is fewer, and nothing is urgent.'
done
is 'what is entrenched takes 14 days' "$(state_of "$alone")" open
is 'also beside something else' "$(state_of "$id")" open
as ana moot decide "$id" >"$SCRATCH/out" 2>&1
is 'the charter is what it was' "$(moot show charter | grep -c 'yes = > 1/10')" 0
done_testing
