#!/bin/sh
# SPDX-License-Identifier: MIT
# Where names are enough, keys still guard themselves (rule V4).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"

for one in ana ben cleo eve; do new_key $one; done
named_with_keys() {
	with_keys
	sed -i '/^key = /d' people/cleo.ini
	sed -i 's/^identity = signed/identity = named/' moot.ini
}
founding=named_with_keys tidemark
clock 2026-01-07

sed -i "s|^key = .*|key = $(public eve)|" people/ana.ini
signing - as ana git commit -qam 'ana: another key'
like 'whoever has her address does not change her keys' "$(moot verify --porcelain)" '^E601.*people/ana.ini.*a change of keys is signed by one that ana has'
git reset -q --hard HEAD~1
sed -i '/^key = /d' people/ana.ini
signing eve as ana git commit -qam 'ana: no key'
like 'nor takes them away, by another key' "$(moot verify --porcelain)" '^E601.*people/ana.ini'
git reset -q --hard HEAD~1
sed -i "s|^key = .*|&\\nkey = $(public eve)|; s/^until = .*/until = 2026-12-30/" people/ana.ini
signing - as ana git commit -qam 'ana: until the day before'
like 'nor along with something that is hers to do' "$(moot verify --porcelain)" '^E601.*people/ana.ini'
git reset -q --hard HEAD~1

new_key ana2
sed -i "s|^key = .*|&\\nkey = $(public ana2)|" people/ana.ini
as ana git commit -qam 'ana: a second key'
ok 'she does, by a key of hers' moot verify
sed -i "s|^email = .*|&\\nemail = ana@elsewhere.example|" people/ana.ini
signing - as ana git commit -qam 'ana: an address'
ok 'the rest of her section needs none' moot verify
sed -i "s|^email = .*|&\\nkey = $(public cleo)|" people/cleo.ini
signing - as cleo git commit -qam 'cleo: a first key'
ok 'nor does the first key of somebody' moot verify
sed -i '/^key = /d' people/cleo.ini
signing - as cleo git commit -qam 'cleo: no key'
like 'which guards itself from then on' "$(moot verify --porcelain)" '^E601.*people/cleo.ini.*one that cleo has'
done_testing
