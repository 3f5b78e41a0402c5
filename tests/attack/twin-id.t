#!/bin/sh
# SPDX-License-Identifier: MIT
# Negotiations whose ids differ from another one's by the case of a letter, by a letter, or by the year.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
# opening FOLDER: a change of the desk, asked for by ben
opening() {
	mkdir -p "$1/a/roles" && sed 's/work = .*/work = nothing/' roles/desk.ini >"$1/a/roles/desk.ini" && git add .
}
opening "negotiations/2025/0107-release-$asked"
changes='^show desk' # where it is listed, as void
attack 'the same in the folder of another year' D3 "^E406.*2025/0107-release-$asked.*belongs to" as ben git commit -q -m 'desk? ben'
changes=
upper=$(echo "$asked" | tr a-z A-Z)
opening "negotiations/2026/0107-release-$upper" && printf 'Gladly.\n\nWithdraw:\n' >"negotiations/2026/0107-release-$upper/voice-ben-0108T120000-aaaa.md" && git add .
git_takes 'the same in capitals' as ben git commit -q -m 'desk? ben'
unmoved '  and what stands has not moved'
told '  verify tells that it is none' N1 "^E405.*$upper/voice-ben-"
is '  typed so it is the one that there is' "$(moot tally "$upper" --porcelain | cut -f1,3)" "$asked	blocked"
last=2
[ "${asked#?????????}" = 2 ] && last=3
near=${asked%?}$last
opening "negotiations/2026/0108-release-$near"
git_takes 'one letter at the end is another' as cleo git commit -q -m 'desk? cleo'
expect_status 128 'what both begin with names neither' moot tally "${asked%?}"
like '  and whose they are is told' "$(cat "$SCRATCH/err")" "$near .cleo, 2026-01-08.*$asked .ana, 2026-01-07|$asked .ana, 2026-01-07.*$near .cleo, 2026-01-08"
expect_status 128 'so that nobody says something to the wrong one' as ben moot consent "${asked%?}"
is '  and whole it is what it was' "$(state_of "$asked")" blocked
done_testing
