#!/bin/sh
# SPDX-License-Identifier: MIT
# A role is split by hand, so that fewer are asked about each half.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
for half in one two; do
	{ sed 's/title = .*/title = Half/;/^team/d' roles/release.ini && printf 'was = release\n'; } >roles/$half.ini
	sed -i 's/^autonomy = how/&\nteam = one\nwas = release/' roles/$half.ini
done
sed -i 's/^autonomy = how/&\nended = 2026-01-08/' roles/release.ini && git add .
attack 'two halves, and the whole has ended' V4 '^E601.*roles/one.ini' as ben git commit -q -m 'release: split'
marked 'the split'
id=b2c3d4e5f6
folder=negotiations/2026/0108-one-$id
mkdir -p $folder/a/roles && sed 's/work = .*/work = nothing/;/^.holder/,$d' roles/one.ini >$folder/a/roles/one.ini && git add .
git_takes 'and a change of one half is asked for' as ben git commit -q -m 'one? ben'
is 'everybody is asked' "$(moot tally $id --porcelain | cut -f9)" 'ana:member,ben:member,cleo:member'
done_testing
