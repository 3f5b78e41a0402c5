#!/bin/sh
# SPDX-License-Identifier: MIT
# A stranger speaks as somebody whose file an option would give the stranger's address.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=b2c3d4e5f6
folder=negotiations/2026/0108-ben-$id
mkdir -p $folder/a/people && sed 's/^email = .*/&\nemail = eve@tidemark.example/' people/ben.ini >$folder/a/people/ben.ini
git add . && as cleo git commit -q -m 'ben? cleo'
mark
before=$(moot tally $id --json)
printf 'Of course.\n\nConsent: a\nAccept: a\n' >$folder/voice-0108T100000-aaaa.md && git add .
git_takes 'an option says whose address it is, and that address speaks' as eve git commit -q -m 'ben consents to a'
unmoved '  and what stands has not moved'
is 'she has not spoken for ben' "$(moot tally $id --json)" "$before"
told '  verify names rule V2' V2 "^E606.*voice-0108T100000-aaaa.md.*Eve Stranger"
printf 'No.\n\nObject: a\n' >"$asked_folder/voice-0108T100001-bbbb.md" && git add .
git_takes 'and speaks elsewhere' as eve git commit -q -m 'ben objects'
unmoved '  and what stands has not moved'
done_testing
