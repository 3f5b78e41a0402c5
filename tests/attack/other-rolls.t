#!/bin/sh
# SPDX-License-Identifier: MIT
# A further option changes a role of another team, and is counted on the rolls of the first one (rules N3, N4).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
eli() { person eli 'eli Haas'; }
finn() { person finn 'finn Haas'; }
founding=with_teams tidemark
for one in dina eli finn; do entry $one; done
clock 2026-01-07
id=8b7c6d5e4f
folder=negotiations/2026/0107-store-$id
mkdir -p "$folder/a/roles" "$folder/a/agreements" "$folder/b-cleo/roles"
sed 's/work = .*/work = sells the store/' roles/store.ini >"$folder/a/roles/store.ini"
printf 'A note.\n\nUntil: 2026-12-31\n' >"$folder/a/agreements/note.md"
echo 'Why not.' >"$folder/proposal.md"
git add "$folder" && as dina git commit -q -m 'store? dina'
# of everybody, and of ana and ben; the first was of everybody, and of dina and eli
cp -r "$folder/a/agreements" "$folder/b-cleo/"
sed 's/work = .*/work = burns the books/' roles/books.ini >"$folder/b-cleo/roles/books.ini"
git add "$folder" && as cleo git commit -q -m 'store? cleo'
for who in dina eli finn; do
	says $who consent $id b -m 'Yes.'
done
clock 2026-01-12
like 'an option that needs another roll is void' "$(moot show $id)" 'b-cleo +void: it needs another roll'
as cleo moot decide $id >"$SCRATCH/out" 2>&1
is 'without ana and ben, whose team it is, the books are kept' "$(moot show books | grep -c burns)" 0
done_testing
