#!/bin/sh
# SPDX-License-Identifier: MIT
# Voices that are signed by themselves, in whoever's commit they stand; and what is done with them.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"
signed_group
id=$(opens ana desk --set how.tools=pen -m 'A pen.')
folder=$(folder_of "$id")

# word KEY NAME TEXT [FOR]: a file of the negotiation and its signature, made for FOR.
word() {
	printf '%s\n' "$3" >"$folder/$2"
	ssh-keygen -q -Y sign -f "$KEYS/$1" -n "${4:-moot:$id/$2}" "$folder/$2" 2>/dev/null
	git add "$folder"
}
# stance PERSON ID: as the tally has it
stance() { moot tally "$2" --json | sed -n "s/.*\"person\":\"$1\",\"option\":\"a\",\"stance\":\"\([a-z-]*\)\".*/\1/p"; }
start=$(git rev-parse HEAD)
again() { git reset -q --hard "$start"; }

# --- what they are for ---
printf 'Fine.\n\nConsent: a\n' >"$folder/voice-ben-1.md" && git add "$folder"
as ana git commit -qm 'minutes: ben consents'
is 'a voice in the commit of another does not count' "$(stance ben "$id")" ''
again
git checkout -q -b side
word ben voice-ben-1.md 'Fine.

Consent: a'
as ben git commit -qm 'desk: ben consents'
git checkout -q main && git merge -q --squash side >/dev/null && as ana git commit -qm 'squashed'
is 'signed by itself it survives a squash' "$(stance ben "$id")" 'consent'
ok '... and all is proven' moot verify
again
git merge -q --squash side >/dev/null && signing - as eve git commit -qm 'squashed by a forge'
is 'even in a commit that nobody signed' "$(stance ben "$id")" 'consent'
ok '... which needs nobody then' moot verify
again
entry cleo && (signs_with ana && ana && git cherry-pick side >/dev/null 2>&1)
is 'and when another puts it upon what is new' "$(stance ben "$id")" 'consent'
squashed=$(git rev-parse HEAD)

# --- what is tried with them ---
two=$(opens ana release --set what.work=daily -m 'More.')
other=$(folder_of "$two")
cp "$folder"/voice-ben-1.md "$folder"/voice-ben-1.md.sig "$other/" && git add "$other" && as ana git commit -qm 'ben: here too'
is 'carried into another negotiation it is nothing' "$(stance ben "$two")" ''
like '... and told' "$(moot verify)" "$two/voice-ben-1.md.sig: .*not by the key it names, or of another text|$two/voice-ben-1.md.sig: .*none that can be read"
git reset -q --hard "$squashed"
as ben voice "$id" ben Object 'It harms the wrist, on second thoughts.'
cp "$folder/voice-ben-1.md" "$folder/voice-ben-9.md" && cp "$folder/voice-ben-1.md.sig" "$folder/voice-ben-9.md.sig"
git add "$folder" && as ana git commit -qm 'ben: after all'
is 'said again under another name it does not come after what was said since' "$(stance ben "$id")" 'object'
again
word ben voice-ben-1.md 'Fine.

Concern: a'
sed -i 's/^Concern/Consent/' "$folder/voice-ben-1.md" && git add "$folder" && as ana git commit -qm 'reworded'
is 'another text is none of it' "$(stance ben "$id")" ''
again
word eve voice-ben-1.md 'Fine.

Consent: a'
as ana git commit -qm 'by a key of nobody'
is 'nor is one by a key of nobody here' "$(stance ben "$id")" ''
like '... and told' "$(moot verify)" 'voice-ben-1.md.sig: .*key of nobody here'
again
word cleo voice-ben-1.md 'Fine.

Consent: a'
as ana git commit -qm 'by the key of another'
is 'the key says who speaks, not the name of the file' "$(stance ben "$id")$(stance cleo "$id")" 'consent'
again
word ben voice-ben-1.md 'Fine.

Consent: a' git
as ana git commit -qm 'as for a commit'
is 'one that was made for something else is none' "$(stance ben "$id")" ''
again
printf 'Fine.\n\nConsent: a\n' >"$folder/voice-ben-1.md" && git add "$folder" && as ana git commit -qm 'first the words'
ssh-keygen -q -Y sign -f "$KEYS/ben" -n "moot:$id/voice-ben-1.md" "$folder/voice-ben-1.md" 2>/dev/null
git add "$folder" && as ana git commit -qm 'then the signature'
is 'one that came later does not make them count' "$(stance ben "$id")" ''

# --- keys that are retired ---
again
new_key ben2
sed -i "s|^key = .*|key-retired = $(public ben)\nkey = $(public ben2)|" people/ben.ini && as ben git commit -qam 'ben: a new key'
word ben voice-ben-1.md 'Fine.

Consent: a'
as ana git commit -qm 'by the old key'
is 'a retired key speaks no more' "$(stance ben "$id")" ''
git reset -q --hard HEAD~1
git checkout -q -b stolen "$start"
word ben voice-ben-1.md 'Fine.

Consent: a'
as ana git commit -qm 'by the old key, from before'
is 'from before that it does' "$(stance ben "$id")" 'consent'
git checkout -q main && git merge -q --no-edit stolen >/dev/null 2>&1
is 'until the two meet' "$(stance ben "$id")" ''
like '... as disputed' "$(moot verify)" 'disputed.*retired the key of ben.*rule V6'
done_testing
