#!/bin/sh
# SPDX-License-Identifier: MIT
# [use] says that holders are agreed by the entrenched policy, and whoever opens it chooses an election (rule N3).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark '[use]' 'holder = entrenched'
clock 2026-01-07
id=$(as ana moot renew desk --until 2026-12-31 -m 'Why not.' --porcelain 2>/dev/null)
says ben nominate "$id" ana -m 'She answers.'
says ana accept "$id"
is 'nor where all agree at once' "$(state_of "$id")" open
clock 2026-01-12
is 'in five days one half has not elected' "$(state_of "$id")" open
clock 2026-01-21
is '  and has when it is as long, and two thirds have spoken' "$(state_of "$id")" decidable
done_testing
