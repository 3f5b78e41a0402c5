#!/bin/sh
# SPDX-License-Identifier: MIT
# Under identity = signed whoever signed speaks, and the author's line is only shown (rule V2).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"

signed_group
ok 'a signed group is proven' moot verify
like 'and says that it is signed' "$(moot verify)" 'identity: signed'

clock 2026-01-07
id=$(opens ana desk --set what.work=letters -m 'Letters, not calls.')
says ben consent "$id"
like 'a signed voice counts' "$(moot tally "$id" --json)" '"person":"ben","option":"a","stance":"consent"'

# --- no signature ---
expect_status 128 'moot commits nothing that would count for nobody' signing - as cleo moot consent "$id" -m 'Good.'
like 'and says what is lacking' "$(cat "$SCRATCH/err")" 'git config commit.gpgSign true'
signing - as cleo voice "$id" cleo Consent 'Good.'
unlike 'an unsigned voice counts for nobody' "$(moot tally "$id" --json)" '"person":"cleo","option":"a"'
expect_status 1 'which verify finds' moot verify
like 'with the reason' "$(moot verify --porcelain)" '^E608.*it is not signed: it counts for nobody \(rule V2\)'

# --- another's signature ---
signing eve as cleo voice "$id" cleo Consent 'Good, says somebody who has her address.'
like 'a key of nobody here proves nothing' "$(moot verify --porcelain)" '^E608.*by a key of nobody here \(SHA256:'
signing ben as cleo voice "$id" cleo Object 'It harms nobody.'
unlike 'a forged author with the own signature is the signer' "$(moot tally "$id" --json)" '"person":"cleo","option":"a"'
like 'and what is said in another name is named' "$(moot verify --porcelain)" '^E606.*said for cleo by ben'
unlike 'no finding shows a key' "$(moot verify --json; moot verify)" 'AAAA|BEGIN|PRIVATE'

# --- the address plays no part ---
(
	as cleo true
	cleo
	export GIT_AUTHOR_NAME='C. Lind' GIT_AUTHOR_EMAIL=cleo@elsewhere.example
	export GIT_COMMITTER_NAME='C. Lind' GIT_COMMITTER_EMAIL=cleo@elsewhere.example
	voice "$id" cleo Consent 'From another machine.'
)
like 'whoever signed speaks, whatever address stands there' "$(moot tally "$id" --json)" '"person":"cleo","option":"a","stance":"consent"'

# --- a signature of another commit ---
signed=$(git cat-file commit HEAD)
forged=$(printf '%s\n' "$signed" | sed "s/^cleo says/cleo said/" |
	git hash-object -t commit -w --stdin)
git checkout -q --detach "$forged"
like 'a signature over another text is none' "$(moot verify --explain "$forged"; moot verify --porcelain)" '^E608.*or of another text'
git checkout -q main

# --- acts ---
sed -i 's/^work = .*/work = whatever I like/' roles/desk.ini
signing - as ana git commit -qam 'desk: act'
like 'an act without a signature is void' "$(moot show desk)" 'answers'
sed -i 's/^work = .*/work = answers in a day/' roles/desk.ini
as ana git commit -qam 'desk: act'
like 'a signed one stands' "$(moot show desk)" 'answers in a day'

# --- journals ---
signing - as ben commit_file journals/ben/forged.md 'Thanks @eve for everything. And thanks @ana. #desk' forged
like 'a journal entry without a signature is a warning' "$(moot verify --porcelain)" '^E608	warning	journals'
as ben commit_file journals/ben/real.md 'Thanks @cleo for the letters. #desk' real
like 'what is signed is an acknowledgement' "$(moot reputation --events --porcelain)" '^ben	cleo	thanks'
unlike 'what is not signed is none' "$(moot reputation --events --porcelain)" '^ben	ana	thanks'
done_testing
