#!/bin/sh
# SPDX-License-Identifier: MIT
# The founder adds to the founding from its first day, and shows what stood before anybody else came.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off sleeper founded~2
member mallory 'Mallory Door' 2026-12-31
printf '[role]\nautonomy = why\n[holder ana]\nfrom = 2026-01-05\nuntil = 2026-12-31\nby = founding\n' >roles/boss.ini
git add . && as ana env GIT_AUTHOR_DATE=2026-01-05T12:00:00Z GIT_COMMITTER_DATE=2026-01-05T12:00:00Z git commit -q -m 'mallory, and a boss'
git checkout -q main
attack 'what the founder would have added is merged' A4 '^E60[13].*people/mallory.ini' met_by sleeper
is 'nor was she a member on that day' "$(moot show mallory --at 2026-01-05 2>&1 | grep -c 'in force')" 0
is 'nor was there a boss' "$(holders_of boss --at 2026-01-05)" ''
expect_status 1 'verify says the same of that day' moot verify --at 2026-01-05
is 'the founding itself stands on that day' "$(holders_of desk --at 2026-01-05)" ana
done_testing
