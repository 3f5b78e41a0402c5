#!/bin/sh
# SPDX-License-Identifier: MIT
# One person says something thousands of times in one negotiation: each voice is held to each other
# one, and its lines are read again each time, into memory that is not given back.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
for number in $(seq 1 "${VOICES:-10000}"); do
	printf 'Concern: a\n\nReason %s.\n' "$number" >"$asked_folder/voice-ben-0108T100000-$number.md"
done
git add negotiations
git_takes 'ten thousand voices' as ben git commit -q -m 'release: ben says so'
peak=$(python3 -c 'if True:
	import resource, subprocess, sys
	subprocess.run(["moot", "tally", sys.argv[1]], stdout=subprocess.DEVNULL)
	print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)' "$asked")
ok "  to count them takes no gigabyte ($peak MB)" [ "$peak" -lt 1000 ]
like '  and counts once' "$(moot tally "$asked" | tr '\n' ' ')" 'concern.* ben|ben.*concern'
done_testing
