#!/bin/sh
# SPDX-License-Identifier: MIT
# One person says something thousands of times in one negotiation: each voice is held to each other one.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
for number in $(seq 1 "${VOICES:-20000}"); do
	printf 'Concern: a\n\nReason %s.\n' "$number" >"$asked_folder/voice-ben-0108T100000-$number.md"
done
git add negotiations
git_takes 'twenty thousand voices' as ben git commit -q -m 'release: ben says so'
is '  what stands is answered in no time' "$(swiftly 12 moot tally "$asked" --porcelain | head -1 | cut -f1)" "$asked"
like '  and counts once' "$(moot tally "$asked" | tr '\n' ' ')" 'concern.* ben|ben.*concern'
done_testing
