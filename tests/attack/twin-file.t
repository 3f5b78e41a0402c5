#!/bin/sh
# SPDX-License-Identifier: MIT
# A file in roles/ whose name differs from a role's in letters that look alike.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
for twin in Release.ini "rele$(printf '\320\260')se.ini" 're1ease.ini' "release$(printf '\342\200\213').ini"; do
	sed 's/holder ben/holder cleo/;s/autonomy = how/autonomy = why/' roles/release.ini >"roles/$twin" && git add roles
	git_takes "a role called $twin" as cleo git commit -q -m 'roles'
	unmoved '  and what stands has not moved'
	detected '  verify finds it' V4 '^E601.*roles/'
	git rm -q "roles/$twin" && as cleo git commit -q -m 'away'
done
done_testing
