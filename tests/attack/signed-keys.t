#!/bin/sh
# SPDX-License-Identifier: MIT
# Keys that are stolen, retired, shared or of another kind (rules V2, V4, V6, D7).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"

signed_group
new_key ana2
new_key cleo2
clock 2026-01-08

# --- V4: a change of one's own keys ---
sed -i "s|^key = .*|&\\nkey = $(public eve)|" people/ana.ini
signing eve as ana git commit -qam 'ana: a further key'
like 'nobody else adds a key to her file' "$(moot verify --porcelain)" '^E601.*people/ana.ini.*nobody known here'
git reset -q --hard HEAD~1

# --- D7: a key in two files is the earlier one's ---
sed -i "s|^key = .*|&\\nkey = $(public cleo)|" people/ben.ini
as ben git commit -qam 'ben: a key that is not his'
id=$(opens ana desk --set what.work=letters -m 'Letters, not calls.')
says cleo consent "$id"
like 'a key that stands in a second file stays with the first' "$(moot tally "$id" --json)" '"person":"cleo","option":"a","stance":"consent"'
unlike 'and does not make the other speak' "$(moot tally "$id" --json)" '"person":"ben","option":"a"'
like 'check names both files' "$(moot check --porcelain)" '^E205'

# --- retired: by a current key ---
clock 2026-01-09
git branch before
sed -i "s|^key = \(.*cleo.*\)|key-retired = \1\\nkey = $(public cleo2)|" people/cleo.ini
as cleo git commit -qam 'cleo: another key'
like 'a key is replaced by whoever has it' "$(moot verify --explain HEAD)" 'own  people/cleo.ini'
as cleo voice "$id" cleo Object 'It harms those who call, says the thief.'
like 'a retired key proves nothing' "$(moot verify --porcelain)" '^E608.*a key that cleo has retired'
like 'so her word stands' "$(moot tally "$id" --json)" '"person":"cleo","option":"a","stance":"consent"'
signing cleo2 as cleo voice "$id" cleo Concern 'Some have no letters.'
like 'the new one speaks' "$(moot tally "$id" --json)" '"person":"cleo","option":"a","stance":"concern"'

# --- V6: the stolen retired key, from a base that had it ---
git checkout -q -b stolen before
as cleo voice "$id" cleo Object 'It harms those who call, says the thief from an old base.'
like 'on the old branch alone it cannot be told' "$(moot tally "$id" --json)" '"person":"cleo","option":"a","stance":"object"'
git checkout -q main
signing - as ben git merge -q --no-edit stolen
like 'merged, it is disputed' "$(moot verify --porcelain)" '^E608.*disputed: the other side of a merge had retired the key of cleo.*V6'
like 'and what she says with the new key stands' "$(moot tally "$id" --json)" '"person":"cleo","option":"a","stance":"concern"'
unlike 'no objection is left' "$(moot tally "$id" --json)" '"stance":"object"'

# --- the same the other way round: the thief merges, and others go on from there ---
git checkout -q -b thief before
as cleo commit_file journals/cleo/thief.md 'Thanks @ben for the money. #desk' thief
signing - as cleo git merge -q --no-edit main
like 'whoever merges' "$(moot verify --porcelain)" '^E608.*disputed.*V6'
unlike 'a disputed journal entry acknowledges nobody' "$(moot reputation --events --porcelain)" '^cleo	ben'
git checkout -q main

# --- two who hold one key: each ends what the other goes on with, and nobody can tell them apart ---
git branch fork
new_key cleo3
sed -i "s|^key = \(.*cleo2.*\)|key-retired = \1\nkey = $(public cleo3)|" people/cleo.ini
signing cleo2 as cleo git commit -qam 'cleo: a third key'
signing cleo3 as cleo commit_file journals/cleo/own.md 'By the third key, thanks @ana. #desk' own
git checkout -q -b robbed fork
signing cleo2 as cleo commit_file journals/cleo/robbed.md 'By the second, thanks @ben. #desk' robbed
git checkout -q main && signing - as ben git merge -q --no-edit robbed
like 'the key that one side has retired is disputed' "$(moot verify --porcelain)" '^E608.*journals.*disputed.*key of cleo'
like 'what was retired by its owner stays retired' "$(moot signers --porcelain | cut -f 1,6)" '^cleo	yes'
like 'and the new one speaks' "$(moot reputation --events --porcelain)" '^cleo	ana	thanks'
unlike 'not the old one' "$(moot reputation --events --porcelain)" '^cleo	ben	thanks'

# --- other kinds of keys ---
clock 2026-01-10
new_key rsa rsa
new_key ecdsa ecdsa
sed -i "s|^key = $(public ben | cut -d' ' -f 1,2).*|&\\nkey = $(public rsa)\\nkey = $(public ecdsa)|" people/ben.ini
as ben git commit -qam 'ben: more keys'
id=$(opens ana desk --set how.tools=pen -m 'A pen.')
signing rsa as ben voice "$id" ben Consent 'By RSA.'
like 'an RSA key speaks' "$(moot tally "$id" --json)" '"person":"ben","option":"a","stance":"consent"'
signing ecdsa as ben voice "$id" ben Concern 'By ECDSA.'
like 'so does ECDSA' "$(moot tally "$id" --json)" '"person":"ben","option":"a","stance":"concern"'
moot tally "$id" >/dev/null
rm -rf .git/moot/answers
mkdir "$SCRATCH/few"
for program in git sh; do ln -s "$(command -v $program)" "$SCRATCH/few/$program"; done
ok 'what was checked once is kept: no program is needed' env PATH="$SCRATCH/few" "$B/moot" tally "$id" --json
rm -rf .git/moot
expect_status 3 'without the program that checks it nobody can tell' \
	env PATH="$SCRATCH/few" "$B/moot" tally "$id"

# --- OpenPGP ---
if command -v gpg >/dev/null; then
	export GNUPGHOME="$SCRATCH/gnupg"
	mkdir -m 700 "$GNUPGHOME"
	gpg -q --batch --passphrase '' --quick-generate-key 'Ben <ben@tidemark.example>' ed25519 sign never 2>/dev/null
	gpg -q --batch --passphrase '' --quick-generate-key 'Mallory <m@x.example>' ed25519 sign never 2>/dev/null
	sed -i "s|^key = $(public rsa | cut -d' ' -f 1,2).*|&\\nkey = openpgp $(gpg --export --export-options export-minimal ben@tidemark.example | base64 -w 0)|" people/ben.ini
	as ben git commit -qam 'ben: OpenPGP too'
	by_gpg() {
		export GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=commit.gpgSign GIT_CONFIG_VALUE_0=true
		export GIT_CONFIG_KEY_1=user.signingKey GIT_CONFIG_VALUE_1="$1"
	}
	(person ben 'Ben Okafor' && by_gpg ben@tidemark.example && voice "$id" ben Object 'By OpenPGP: it harms the wrist.')
	like 'an OpenPGP key speaks' "$(moot tally "$id" --json)" '"person":"ben","option":"a","stance":"object"'
	(person ben 'Ben Okafor' && by_gpg m@x.example && voice "$id" ben Consent 'By another one.')
	like 'one of nobody here does not' "$(moot tally "$id" --json; moot verify --porcelain)" '^E608.*OpenPGP signature is by no key of anybody here'
	like 'a second run says the same' "$(rm -rf .git/moot/answers; moot tally "$id" --json)" '"person":"ben","option":"a","stance":"object"'
	gpgconf --kill all
else
	skip 'OpenPGP keys' 'there is no gpg'
fi
done_testing
