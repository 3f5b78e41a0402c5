#!/bin/sh
# SPDX-License-Identifier: MIT
# A decision that passes says of people that they agreed, or leaves out that they were absent.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana post --holder cleo:2026-01-13..2026-03-31 --set 'pay.amount=100 EUR/month')
says cleo consent "$id"
clock 2026-01-27
folder=$(folder_of "$id")
cp "$folder/a/roles/post.ini" roles/post.ini
printf '[decision]\noption = a\ntally = ana consent\ntally = ben consent\ntally = cleo object\n' >"$folder/decision-cleo-aaaa.ini" && git add .
git_takes 'ben is said to have consented, and she to have objected' as cleo git commit -q -m 'post: cleo' -m 'Agreed-by: ana
Agreed-by: ben'
told 'what was counted is told' N13 "^E605.*decision-cleo-aaaa.ini.*ben: consent.*silent"
named N13 '^E605.*decision-cleo-aaaa.ini.*cleo: object.*consent'
result $? '  of each'
like 'it passes with those who did' "$(moot why post)" 'decided 2026-01-27 by ana, cleo \('
like 'and they agreed to the pay' "$(moot pay)" 'agreed by ana, cleo \('
like 'verify explains it so' "$(moot verify --explain HEAD | tr '\n' ' ')" 'ana consent +cleo consent'
unlike 'nobody says that of ben' "$(moot why post; moot pay; moot verify --explain HEAD; moot show post; moot show "$id")" 'ben consent|by ana, ben|consent ana, ben'
clock 2026-01-28
says ben object "$id" -m 'Nobody is at the post on Mondays, and people would wait for nothing.'
is 'he was absent, and his objection before the close is heard' "$(state_of "$id")" contested
done_testing
