#!/bin/sh
# SPDX-License-Identifier: MIT
# An option of so many files that the last of them are counted on one roll (rule N4).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
eli() { person eli 'eli Haas'; }
finn() { person finn 'finn Haas'; }
founding=with_teams tidemark
for one in dina eli finn; do entry $one; done
clock 2026-01-07
id=8b7c6d5e4f
folder=negotiations/2026/0107-store-$id
mkdir -p "$folder/a/roles" "$folder/a/agreements"
sed 's/work = .*/work = gives the store away/' roles/store.ini >"$folder/a/roles/store.ini"
for number in $(seq 1 64); do
	printf 'Note %s.\n\nUntil: 2026-12-31\n' "$number" >"$folder/a/agreements/note-$number.md"
done
echo 'Why not.' >"$folder/proposal.md"
git add "$folder" && as ana git commit -q -m 'store? ana'
says ben consent $id -m 'Yes.'
says cleo consent $id -m 'Yes.'
clock 2026-01-12
is 'none of dina and eli, whose team it is, has spoken' "$(state_of $id)" open
as ana moot decide $id >"$SCRATCH/out" 2>&1
is 'the store is kept' "$(moot show store | grep -c away)" 0
done_testing
