#!/bin/sh
# SPDX-License-Identifier: MIT
# Recalls are opened of somebody who holds nothing, and of somebody without ending their term, so that who decides it cannot be sent away meanwhile (rule N4).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
of_five() {
	with_roles
	member dina 'Dina Haas' 2026-12-31
	member eli 'Eli Haas' 2026-12-31
}
eli() { person eli 'Eli Haas'; }
founding=of_five tidemark
entry dina
entry eli
clock 2026-01-07
id=8b7c6d5e4f
folder=negotiations/2026/0107-desk-$id
mkdir -p "$folder/a/roles"
printf '[negotiation]\nkind = recall\nrole = desk\nperson = zoe\n' >"$folder/negotiation.ini"
sed 's/^work.*/work = answer/' roles/desk.ini >"$folder/a/roles/desk.ini"
echo 'Why not.' >"$folder/proposal.md"
git add "$folder" && as eli git commit -q -m 'desk? eli'
says dina second $id
id2=9b7c6d5e4f
cp -r "$folder" negotiations/2026/0107-desk-$id2
sed -i 's/zoe/ana/' negotiations/2026/0107-desk-$id2/negotiation.ini
rm -f negotiations/2026/0107-desk-$id2/voice-*
git add negotiations && as eli git commit -q -m 'desk? eli: also'
says dina second $id2
clock 2026-01-08
away=$(opens ana --person eli --set member.until=2026-01-20 -m 'Eli has not been seen since summer.')
for who in ben cleo dina; do
	says $who consent "$away"
done
clock 2026-01-16
is 'who is sent away cannot block it' "$(state_of "$away")" decidable
done_testing
