#!/bin/sh
# SPDX-License-Identifier: MIT
# A term is agreed that begins before it was asked for.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=b2c3d4e5f6
folder=negotiations/2026/0108-log-$id
mkdir -p $folder/a/roles
printf '[role]\nautonomy = how\n[holder cleo]\nfrom = 2025-01-01\nuntil = 2026-06-30\nby = %s\n' $id >$folder/a/roles/log.ini && git add .
as cleo git commit -q -m 'log? cleo'
for who in ana ben; do
	printf 'Yes.\n\nConsent: a\n' >$folder/voice-$who-0108T120000-aaaa.md && git add . && as $who git commit -q -m "log: $who consents to a"
done
mark
cp $folder/a/roles/log.ini roles/log.ini
printf '[decision]\noption = a\n' >$folder/decision-cleo-aaaa.ini && git add .
attack 'a term of last year' A1 "^E406.*$id/a.*before the opening" as cleo git commit -q -m 'log: cleo'
is 'nobody held it then' "$(holders_of log --at 2025-06-01)" ''
is 'nor now' "$(holders_of log)" ''
done_testing
