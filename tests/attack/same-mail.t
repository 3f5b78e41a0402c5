#!/bin/sh
# SPDX-License-Identifier: MIT
# A member lists the address and the key of another one.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
printf 'email = ana@tidemark.example\nkey = ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyM\n' >"$SCRATCH/line"
sed -i "/^email/r $SCRATCH/line" people/ben.ini && as ben git commit -q -a -m 'ben: a second address, and a key'
sed -i "/^email/r $SCRATCH/line" people/cleo.ini
git_takes 'an address that is ana'\''s, and a key that is ben'\''s' as cleo git commit -q -a -m 'cleo: another address'
is 'ana is ana' "$(as ana moot act desk --set 'what.work=still' -n 2>&1 | sed -n 1p)" 'desk: what.work still'
is '  and check names rule D7' "$(moot check people 2>&1 | grep -c 'rule D7')" 3
printf 'No.\n\nObject: a\n' >"$asked_folder/voice-cleo-0108T120000-zzzz.md" && git add .
git_takes 'she speaks under that address' as ana git commit -q -m 'release: cleo objects to a'
unlike '  and it is not her who has spoken' "$(moot tally "$asked" --json)" '"person":"cleo","option":"a","stance":"object"'
done_testing
