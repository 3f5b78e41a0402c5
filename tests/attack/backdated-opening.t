#!/bin/sh
# SPDX-License-Identifier: MIT
# An opening is dated back, so that it could be decided at once.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
clock 2026-01-20
entry ana
entry cleo
id=b2c3d4e5f6
folder=negotiations/2026/0108-desk-$id
mkdir -p $folder/a/roles && sed 's/work = .*/work = nothing/' roles/desk.ini >$folder/a/roles/desk.ini
printf '[negotiation]\nopened = 2026-01-08\ndecidable = 2026-01-08\ncloses = 2026-01-22\n' >$folder/negotiation.ini && git add .
git_takes 'an opening of twelve days ago' as cleo env GIT_AUTHOR_DATE=2026-01-08T12:00:00Z GIT_COMMITTER_DATE=2026-01-08T12:00:00Z git commit -q -m 'desk? cleo'
is 'it is of the day that others have proven' "$(moot tally $id --porcelain | cut -f5)" 2026-01-20
says ana consent $id
mark
cp $folder/a/roles/desk.ini roles/desk.ini
printf '[decision]\noption = a\n' >$folder/decision-cleo-aaaa.ini && git add .
attack 'and is decided' N7 '^E605.*decision-cleo-aaaa.ini.*decidable from' as cleo git commit -q -m 'desk: nothing'
marked 'the change'
done_testing
