#!/bin/sh
# SPDX-License-Identifier: MIT
# A key stands twice in an option: what is told of it is the second, and what holds is the first (rule D5).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-01-07
id=8b7c6d5e4f
folder=negotiations/2026/0107-release-$id
mkdir -p "$folder/a/roles"
{
	sed 's/^autonomy = how/autonomy = why\nautonomy = where/' roles/release.ini
	printf '[holder ben]\nfrom = 2026-07-01\nuntil = 2027-12-31\nuntil = 2026-07-31\nby = %s\n' $id
} >"$folder/a/roles/release.ini"
echo 'A month more, and less autonomy.' >"$folder/proposal.md"
git add "$folder" && as ana git commit -q -m 'release? ana'
like 'it is found while it is asked' "$(moot check --porcelain; moot verify --porcelain)" '^E406.*/a.*release.ini:4: .*autonomy.* twice.*rule D5'
as cleo moot consent $id -m 'A month is fine.' >/dev/null 2>&1
clock 2026-01-15
unlike 'nobody is told of less than what would hold' "$(moot tally $id --porcelain | cut -f8)" 'autonomy where|2026-07-31'
as ana moot decide $id >"$SCRATCH/out" 2>&1
is 'ben has not what nobody was told' "$(moot roles --at 2027-06-01 | grep -c ben)" 0

# where a key may stand twice, both are told
two=$(opens cleo release --add 'what.work=nothing on Fridays' --add 'what.work=tea' -m 'Two more.')
like 'of a list all that is new is told' "$(moot tally "$two" --porcelain | cut -f8)" 'what.work nothing on Fridays.*tea'
done_testing
