#!/bin/sh
# SPDX-License-Identifier: MIT
# A decision is made again when the text that it changed has returned.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana desk --set 'what.work=nothing')
says ben consent "$id"
says cleo consent "$id" --decide
says ana act desk --set 'what.work=answers'
folder=$(folder_of "$id")
mark
sed -i 's/work = .*/work = nothing/;s/autonomy = what/autonomy = what/' roles/desk.ini
sed 's/^option = .*/option = a/' "$folder"/decision-* | grep -v '^voices' >"$folder/decision-ben-zzzz.ini" && git add .
attack 'the same decision once more' N12 "^E605.*decision-ben-zzzz.ini.*decided before" as ben git commit -q -m 'desk: nothing'
marked 'the change'
done_testing
