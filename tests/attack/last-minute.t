#!/bin/sh
# SPDX-License-Identifier: MIT
# An option is added when nobody can answer it any more.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana desk --set 'what.work=answers in a day')
says ben consent "$id"
clock 2026-01-15
folder=$(folder_of "$id")
mkdir -p "$folder/c-cleo/roles" && sed 's/work = .*/work = nothing/' roles/desk.ini >"$folder/c-cleo/roles/desk.ini"
mark
git add .
attack 'an option on the last day' N7 "^E406.*/c-cleo.*too late" as cleo git commit -q -m 'desk? cleo'
like 'it is void' "$(moot show "$id")" 'c-cleo +void'
done_testing
