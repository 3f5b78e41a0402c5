#!/bin/sh
# SPDX-License-Identifier: MIT
# Earlier thanks take more of what their giver has to give: whoever moves another's sentences about would
# have a larger share.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"

digest() { moot reputation --digest --at 2026-02-10; }
tidemark
clock 2026-01-10
file=journals/ana/2026-01-10.md
as ana commit_file $file "$(printf 'A good day.\n')" 'ana: a day' >/dev/null
as ana commit_file $file "$(printf 'A good day.\n\nThanks @cleo for the tide tables.\n\nThanks @cleo for the map. Thanks @ben for the gauge.\n')" 'ana: thanks' >/dev/null
honestly=$(digest)
git tag before
shares() { moot reputation --events --at 2026-02-10 --porcelain | cut -f 1,2,10; }
is 'who is thanked first has more' "$(shares | cut -f 2,3 | tr '\t\n' '  ')" 'cleo 8192 cleo 8128 ben 8064 '
clock 2026-01-20
printf 'Thanks @ben for the gauge.\n\nThanks @cleo for the map.\n\nThanks @cleo for the tide tables.\n\nA good day.\n' >$file
git_takes 'ben puts himself first' as ben git commit -q -a -m 'in order'
is 'in vain' "$(digest)" "$honestly"
printf '\nA word more.\n' >>$file && as ana git commit -q -a -m 'ana: a word'
is 'after her next commit, too' "$(digest)" "$honestly"
sed -i '/tide tables/d' $file && git_takes 'he takes one out besides' as ben git commit -q -a -m 'shorter'
is 'in vain' "$(digest)" "$honestly"
git checkout -q -B main before
sed -i 's/ Thanks @ben for the gauge.//' $file && git_takes 'he takes his own out' as ben git commit -q -a -m 'one'
printf 'Thanks @ben for the gauge.\n\n' | cat - $file >x && mv x $file && git_takes 'and puts it in front' as ben git commit -q -a -m 'two'
is 'in vain' "$(digest)" "$honestly"
done_testing
