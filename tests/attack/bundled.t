#!/bin/sh
# SPDX-License-Identifier: MIT
# What alone would need the consent of two of a team needs one where it comes with something for everybody (rules N4, N6).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
with_yard() {
	with_teams
	team yard 2026-06-30 dina eli finn
	printf '[role]\ntitle = Shed\nteam = yard\nseats = 2\n' >roles/shed.ini
}
eli() { person eli 'eli Haas'; }
finn() { person finn 'finn Haas'; }
founding=with_yard tidemark
for one in dina eli finn; do entry $one; done
clock 2026-01-07
alone=$(opens dina store --set 'what.work=sells the store' -m 'Why not.')
says ana consent "$alone"
says ben consent "$alone"
id=8b7c6d5e4f
folder=negotiations/2026/0107-store-$id
mkdir -p "$folder/a/roles" "$folder/a/agreements"
sed 's/work = .*/work = sells the store/' roles/store.ini >"$folder/a/roles/store.ini"
printf 'A note.\n\nUntil: 2026-12-31\n' >"$folder/a/agreements/note.md"
echo 'Why not.' >"$folder/proposal.md"
git add "$folder" && as dina git commit -q -m 'store? dina'
says ana consent $id -m 'Yes.'
says ben consent $id -m 'Yes.'
clock 2026-01-12
is 'dina alone of her team does not pass it' "$(state_of "$alone")" open
is 'nor with a note beside it' "$(state_of $id)" open

# dina and eli give themselves the shed, and finn, the third of the yard, is not heard
clock 2026-01-13
alone=$(opens dina shed --holder dina:2026-01-20..2026-06-30 --holder eli:2026-01-20..2026-06-30 -m 'Why not.')
says eli consent "$alone"
id=7c6d5e4f3g
folder=negotiations/2026/0113-shed-$id
mkdir -p "$folder/a/roles" "$folder/a/agreements"
cp roles/shed.ini "$folder/a/roles/"
printf '[holder %s]\nfrom = 2026-01-20\nuntil = 2026-06-30\nby = '$id'\n' dina eli >>"$folder/a/roles/shed.ini"
printf 'Another note.\n\nUntil: 2026-12-31\n' >"$folder/a/agreements/other.md"
echo 'Why not.' >"$folder/proposal.md"
git add "$folder" && as dina git commit -q -m 'shed? dina'
for who in eli ana ben cleo; do
	says $who consent $id -m 'Yes.'
done
clock 2026-01-27
is 'who gains decides nothing alone with those who gain' "$(state_of "$alone")" open
is 'nor with those who are asked about a note beside it' "$(state_of $id)" open
moot show $id | grep gains | note
says finn consent $id -m 'Yes.'
is 'but with the third' "$(state_of $id)" decidable
done_testing
