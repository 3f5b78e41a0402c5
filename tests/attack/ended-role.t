#!/bin/sh
# SPDX-License-Identifier: MIT
# The role of somebody is ended, and they block it; or it is ended so that nobody calls it a recall (rules N3, N4).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark '[use]' 'recall = entrenched'
clock 2026-01-07
id=$(opens ana release --set role.ended=2026-02-01 -m 'Nobody needs releases.')
says cleo consent "$id"
says ben object "$id" -m 'It harms me, and today.'
clock 2026-01-15
is 'it takes what [use] says of a recall' "$(state_of "$id")" open
clock 2026-01-21
is 'whose term a change ends is heard, and cannot block it' "$(state_of "$id")" decidable
clock 2026-01-07
after=$(opens ana release --set role.ended=2026-06-30 -m 'Nobody needs releases then.')
says ben consent "$after"
clock 2026-01-15
is 'with the last term it ends nobody'\''s, and nobody is left out' "$(state_of "$after")" decidable
done_testing
