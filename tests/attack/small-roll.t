#!/bin/sh
# SPDX-License-Identifier: MIT
# A further option reuses a small roll for the charter, and for another role.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana desk --set 'what.work=answers in a day')
folder=$(folder_of "$id")
mkdir -p "$folder/b-ben" && { cat moot.ini && printf '[use]\nholder = light\n'; } >"$folder/b-ben/moot.ini" && git add .
mark
attack 'an option for the charter' N3 "^E406.*$id.*/b-ben.*policy" as ben git commit -q -m 'desk? ben'
mkdir -p "$folder/c-cleo/roles" && sed 's/autonomy = how/autonomy = why/' roles/release.ini >"$folder/c-cleo/roles/release.ini" && git add .
attack 'an option for the autonomy of another role' N3 "^E406.*$id.*/c-cleo.*policy" as cleo git commit -q -m 'desk? cleo'
done_testing
