#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody writes somebody else's address into their own file, or their own into somebody else's.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
mark
printf 'email = ana@tidemark.example\n' >"$SCRATCH/line"
sed -i "/^email/r $SCRATCH/line" people/cleo.ini
git_takes 'cleo claims the address of ana' as cleo git commit -q -a -m 'cleo: another address'
is 'who ana is has not changed' "$(as ana moot act desk --set 'what.work=still ana' | sed 's/^.*\] //')" 'desk: what.work still ana'
says ana act desk --set 'what.work=answers'
mark
sed -i 's/^email = .*/email = eve@tidemark.example/' people/ben.ini
git_takes 'eve puts herself in the place of ben' as eve git commit -q -a -m 'ben: a new address'
unmoved 'ben is who he was'
sed -i 's/tools = make/tools = eve/' roles/release.ini
git_takes 'and acts as him' as eve git commit -q -a -m 'release: tools'
unmoved 'nobody knows her'
git checkout -q HEAD~2 -- people roles && as cleo git commit -q -m 'put back'
printf '[person]\nname = Ben Okafor\nemail = ben@tidemark.example\n' >people/a-ben.ini
git add people
git_takes 'a second ben, first in the alphabet' as cleo git commit -q -m 'an acquaintance'
is 'an address is the one'\''s who had it first' "$(as ben moot act release --set 'how.tools=ninja' | sed 's/^.*\] //')" 'release: how.tools ninja'
says ben act release --set 'how.tools=make'
printf 'Ben Okafor <ben@tidemark.example> Eve Stranger <eve@tidemark.example>\n' >.mailmap && git add .mailmap
git_takes 'a mailmap makes eve ben' as cleo git commit -q -m 'mailmap'
mark
sed -i 's/tools = make/tools = eve/' roles/release.ini
git_takes 'and she acts as him' as eve git commit -q -a -m 'release: tools'
unmoved 'a mailmap says nothing about who may do what'
found 'it is listed' 'roles/release.ini: error: changed without agreement: its author is nobody known here'
done_testing
