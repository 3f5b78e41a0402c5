#!/bin/sh
# SPDX-License-Identifier: MIT
# One option with thousands of holders, and a decision that is none: the count takes the third power of them.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=8b7c6d5e4f
folder=negotiations/2026/0108-desk-$id
mkdir -p "$folder/a/roles"
{
	sed 's/^autonomy = what/&\nseats = 10000/' roles/desk.ini
	for number in $(seq 1 "${HOLDERS:-3000}"); do
		printf '[holder p%s]\nfrom = 2026-02-01\nuntil = 2026-02-02\nby = %s\n' "$number" $id
	done
} >"$folder/a/roles/desk.ini"
echo 'Everybody.' >"$folder/proposal.md"
printf '[decision]\noption = a\n' >"$folder/decision-ben-aaaa.ini"
git add negotiations
git_takes 'a file of 200 KiB, of one megabyte that it may have' as ben git commit -q -m 'desk? ben'
is '  who holds release is answered in no time' "$(swiftly 30 moot tree --json | grep -c ben)" 1
swiftly 30 moot verify >"$SCRATCH/out" 2>&1
is '  and verify says no' $? 1
done_testing
