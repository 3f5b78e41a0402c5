#!/bin/sh
# SPDX-License-Identifier: MIT
# An option is replaced by another one after people have consented to it.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana desk --set 'what.work=answers in a day')
says ben consent "$id"
says cleo consent "$id"
mark
folder=$(folder_of "$id")
sed 's/autonomy = what/autonomy = why/' roles/desk.ini >"$folder/a/roles/desk.ini"
attack 'an option is swapped' V1 "^E602.*$id.*/a/roles/desk.ini.*edited" as ana git commit -q -a -m 'a typing error'
cp "$folder/a/roles/desk.ini" roles/desk.ini
printf '[decision]\noption = a\n' >"$folder/decision-ana-aaaa.ini" && git add .
git_takes 'and what it became is decided' as ana git commit -q -m 'desk: autonomy'
is '  the autonomy is what it was' "$(moot roles desk --porcelain | cut -f5)" what
detected '  verify names rule N10' N10 "^E605.*decision-ana-aaaa.ini"
done_testing
