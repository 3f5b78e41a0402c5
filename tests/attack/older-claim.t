#!/bin/sh
# SPDX-License-Identifier: MIT
# A line from long ago claims the new address and the new key of somebody else.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
home() { person home 'Ben Okafor'; }
honest
sed -i 's/^email = .*/&\nemail = home@tidemark.example/' people/ben.ini && as ben git commit -q -a -m 'ben: another address'
id=$(opens ana desk --set 'what.work=answers in a day')
says home consent "$id"
entry ana
mark
# claims NAME FILE: cleo's file gets the line, in a commit of the first day on which others go on
claims() {
	git checkout -q -b "$1" founded
	sed -i "/^email/r $2" people/cleo.ini
	as cleo env GIT_COMMITTER_DATE=2026-01-06T13:00:00Z git commit -q -a -m 'cleo: another address'
	as cleo env GIT_COMMITTER_DATE=2026-01-06T13:00:00Z git commit -q --allow-empty -m 'going on'
	git checkout -q main
}
echo 'email = home@tidemark.example' >"$SCRATCH/line"
claims address "$SCRATCH/line"
# her own file says so, and it is hers to write; on that day nobody else had it
changes='people/cleo.ini|^record cleo|^why cleo|^show cleo.*2026-01-06'
before=$(moot tally "$id" --json)
attack 'she has had the address since the beginning' D7 '^E205.*people/cleo.ini.*ben' met_by address cleo
is 'what he said is his' "$(moot tally "$id" --json)" "$before"
git branch -q taken
says home object "$id" -m 'Nobody is here on Mondays, and people would wait for nothing.'
like 'and what he says' "$(moot tally "$id")" 'objection ben'
sed -i '/home@tidemark/d' people/cleo.ini && as cleo git commit -q -a -m 'cleo: not mine'
ok 'once she has taken it out all is well' moot verify
# nobody has gone on from either: nobody knows whose it is
cd "$SCRATCH/field" && rm -rf tidemark && honest
git checkout -q -b his && sed -i 's/^email = .*/&\nemail = home@tidemark.example/' people/ben.ini && as ben git commit -q -a -m 'ben: another address'
git checkout -q main
claims address "$SCRATCH/line"
as ben git merge -q --no-edit his && as cleo git merge -q --no-edit address
detected 'two who have nobody behind them have it both in vain' D7 '^E205.*people/ben.ini'
printf 'No, it would harm the harbour.\n\nObject: a\n' >"$asked_folder/voice-0108T130000-zzzz.md" && git add . && as home git commit -q -m 'release: an objection'
told 'so that it speaks for nobody' V2 '^E606.*voice-0108T130000-zzzz.md.*nobody known'
# a key
cd "$SCRATCH/field" && rm -rf tidemark
# shellcheck source=tests/attack/signed.sh
. "$TOP/tests/attack/signed.sh"
signed_group
git branch founded
new_key desk
sed -i "s|^key = .*|&\\nkey = $(public desk)|" people/ben.ini && as ben git commit -q -a -m 'ben: a second key'
as signing desk ben git commit -q --allow-empty -m 'from the desk' 2>/dev/null
id=$(opens ana desk --set 'what.work=answers in a day')
entry ana
printf 'key = %s\n' "$(public desk)" >"$SCRATCH/line"
claims key "$SCRATCH/line"
met_by key cleo
detected 'she has had the key since the beginning' D7 '^E205.*people/cleo.ini.*ben'
signing desk as ben moot consent "$id" >/dev/null 2>&1
like 'what it signs is his' "$(moot tally "$id" --json)" '"person":"ben","option":"a","stance":"consent"'
unlike 'and not hers' "$(moot tally "$id" --json)" '"person":"cleo","option":"a","stance":"consent"'
moot signers >"$SCRATCH/signers"
is 'nor do moot signers say so' "$(grep -c "$(public desk | cut -d' ' -f2)" "$SCRATCH/signers")-$(grep "$(public desk | cut -d' ' -f2)" "$SCRATCH/signers" | cut -d, -f1)" 1-ben
done_testing
