#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody whose membership was ended goes on from an old branch: opens, proposes, brings people in.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off old
git checkout -q main
gone=$(opens ana --person cleo --set member.until=2026-01-08)
says ben consent "$gone"
clock 2026-01-24
says ana decide "$gone"
clock 2026-01-26
entry ana
entry ben
mark
git checkout -q old
clock 2026-01-10
entry cleo
branch_off opening
two=$(opens cleo desk --set 'what.work=nothing')
branch_off option old
says cleo amend "$asked" --holder ana:2026-07-01..2026-09-30
branch_off people old
printf '[person]\nname = Zed Zulu\nemail = zed@tidemark.example\n' >people/zed.ini && git add people && as cleo git commit -q -m 'zed'
clock 2026-01-26
changes='^log' # what she wrote in her journal meanwhile is hers
attack 'an opening of hers is merged' V6 "^E406.*$two.*disputed" met_by opening
is 'it is void' "$(moot tally "$two" --porcelain | cut -f3)" void
says ana consent "$two" >/dev/null 2>&1
expect_status 1 'and never decided' as ana moot decide "$two"
attack 'an option of hers is merged' V6 "^E406.*$asked.*/b-cleo.*disputed" met_by option
like 'it is void' "$(moot show "$asked")" 'b-cleo +void'
attack 'somebody whom she knows is merged' V6 '^E601.*people/zed.ini.*disputed' met_by people
expect_status 128 'he is nobody' moot show zed
done_testing
