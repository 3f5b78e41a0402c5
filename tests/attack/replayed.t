#!/bin/sh
# SPDX-License-Identifier: MIT
# What was decided or said in one negotiation is used again in another; an id is used twice.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ana release --set 'how.tools=ninja')
says ben consent "$id"
says cleo consent "$id" --decide
folder=$(folder_of "$id")
two=$(opens ana release --holder ana:2026-07-01..2026-12-31)
second=$(folder_of "$two")
mark
cp "$folder"/decision-* "$folder"/voice-ben-* "$folder"/voice-cleo-* "$second"/
cp "$second/a/roles/release.ini" roles/release.ini
git add .
git_takes 'a decision and its voices are copied into another negotiation' as ana git commit -q -m 'release: ana until 2026-12-31'
unmoved 'nothing is decided by it'
is 'nobody has said anything there' "$(moot tally "$two" --porcelain | cut -f10 | cut -d: -f1-3)" 'ana:a:consent'
found 'the decision is void' "$two/decision-cleo-.*: error: void"
git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'

# the same id again: in another folder, and by moving the folder
three=negotiations/2026/0106-desk-$id
mkdir -p "$three/a/roles" && sed 's/autonomy = what/autonomy = why/' roles/desk.ini >"$three/a/roles/desk.ini"
printf '\n[holder ana]\nfrom = 2026-07-01\nuntil = 2026-12-31\nby = %s\n' "$id" >>"$three/a/roles/desk.ini"
git add .
git_takes 'a new negotiation takes the id of one that was adopted' as ana git commit -q -m 'desk? ana'
found 'an id belongs to the first that used it' "0106-desk-$id: error: void: its id $id belongs to .*0106-release-$id \(rule D3\)"
cp "$three/a/roles/desk.ini" roles/desk.ini
git add .
git_takes 'and what it says is written' as ana git commit -q -m 'desk'
is 'the section of that name is not agreed' "$(holders_of desk --at 2026-07-01)" ''
is 'the id still names the first' "$(moot tally "$id" --porcelain | cut -f2,3)" 'release	adopted'
git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'
mark
git mv "$folder" "negotiations/2026/0106-desk-moved-$id"
git_takes 'the folder is moved' as cleo git commit -q -m 'tidied'
unmoved 'what was decided there stands'
found 'and the move is listed' 'deleted: what was said is never taken away'
done_testing
