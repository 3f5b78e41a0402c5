#!/bin/sh
# SPDX-License-Identifier: MIT
# An opening names a commit of today on an old line, to be counted by the old roll.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana --person ben --set member.until=2026-01-22)
says cleo consent "$id"
clock 2026-01-24
says ana decide "$id"
clock 2026-01-26
branch_off old founded
as ben git commit -q --allow-empty -m 'still here'
from=$(git rev-parse HEAD)
git_takes 'the old line with a commit of today is merged' met_by old
two=b2c3d4e5f6
folder=negotiations/2026/0126-desk-$two
mkdir -p $folder/a/roles && sed 's/work = .*/work = nothing/' roles/desk.ini >$folder/a/roles/desk.ini
printf '[negotiation]\nfrom = sha1:%s\n' "$from" >$folder/negotiation.ini && git add .
git_takes 'and named by an opening' as cleo git commit -q -m 'desk? cleo'
is 'the roll is what stood' "$(moot tally $two --porcelain | cut -f9)" 'ana:holder,cleo:member'
told '  verify names rule N2' N2 '^E404.*from = '
done_testing
