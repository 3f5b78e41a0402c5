#!/bin/sh
# SPDX-License-Identifier: MIT
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

# six commands, counted: what is typed between an empty folder and the first adopted role
typed=0
types() {
	typed=$((typed + 1))
	"$@" >>"$SCRATCH/said" 2>&1
}
clock 2026-01-05
types as ana moot init --template team --name Tidemark tidemark
cd tidemark || exit 1
types as ana moot join ben --name 'Ben Okafor' --email ben@tidemark.example
types as ben moot write -m 'Here. Who reads the proofs? #proofs'
types as ana moot propose proofs --holder ana..2026-03-31 -m 'I have the eyes for it.'
types as ben moot consent proofs
types as ana moot decide proofs
is 'six commands were typed' "$typed" 6
is 'and the role is held' "$(moot roles)" 'proofs  role  none  ana until 31 March'
is 'each command left one commit' "$(git rev-list --count HEAD)" 6
is 'nothing is left over in the work tree' "$(git status --porcelain)" ''
is 'every writing command but the last ends in one useful next command' \
	"$(grep -c '^  next: moot ' "$SCRATCH/said")" 6
is 'git log alone is the minutes' "$(git log -1 --format=%B)" "proofs: ana until 2026-03-31

I have the eyes for it.

Negotiation: $(echo negotiations/*/* | sed 's/.*-//')
Agreed-by: ana
Agreed-by: ben"
is 'the charter is three lines and identity' "$(cat moot.ini)" '[moot]
rules = 1
name = Tidemark
identity = named'

# the same by hand: an editor and git are enough
clock 2026-01-07
id=8a2b3c4d5e
folder=negotiations/2026/0107-desk-$id
mkdir -p "$folder/a/roles"
printf 'Somebody has to answer.\n' >"$folder/proposal.md"
cat >"$folder/a/roles/desk.ini" <<END
[role]
title = Desk
[holder ben]
from = 2026-01-08
until = 2026-03-31
by = $id
END
git add negotiations && as ben git commit -q -m 'desk? ben: ben until March'
printf 'Yes, please.\nConsent: a\n' >"$folder/voice-ana-by-hand.md"
git add negotiations && as ana git commit -q -m 'desk: ana consents'
is 'a negotiation written by hand is one' "$(moot tally $id --porcelain | cut -f1-4)" \
	"$id	desk	decidable	standard"
mkdir -p roles && cp "$folder/a/roles/desk.ini" roles/desk.ini
printf '[decision]\noption = a\n' >"$folder/decision-ben-hand.ini"
git add roles negotiations && as ben git commit -q -m 'desk: ben until 2026-03-31'
is 'and so is its decision' "$(holders_of desk --at 2026-01-08)" ben
done_testing
