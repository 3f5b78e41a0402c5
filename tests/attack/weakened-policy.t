#!/bin/sh
# SPDX-License-Identifier: MIT
# The rules are changed while a negotiation is open, or by whom they do not allow.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ana release --holder ana:2026-07-01..2026-12-31)
mark
printf '[policy standard]\nmethod = advice\nopen = 0d..30d\n' >>moot.ini
git_takes 'the policy is rewritten by hand' as ana git commit -q -a -m 'charter'
unmoved 'the charter is as it was'
expect_status 1 'and nobody is asked less' as ana moot decide "$id"
git checkout -q HEAD~1 -- moot.ini && as ben git commit -q -m 'put back'

# by decision: what is open passes under the old and the new alike
rule=$(opens ana --charter --set 'policy standard.method=consent' --set 'policy standard.quorum=0/1' \
	--set 'policy standard.open=0d..14d' --set 'policy standard.early=yes')
is 'a policy is entrenched' "$(moot tally "$rule" --porcelain | cut -f4)" entrenched
says ben consent "$rule"
says cleo consent "$rule"
clock 2026-01-20
says ana decide "$rule"
clock 2026-01-21
like 'it is weaker now' "$(moot show charter)" 'quorum = 0/1'
old=$(opens ana desk --set 'who.with=release')
is 'for what is opened from now on' "$(moot tally "$old" --porcelain | cut -f6)" 2026-01-21
is 'what was opened before keeps what it was opened under' "$(moot tally "$id" --porcelain | cut -f6)" 2026-01-09
like 'quorum too' "$(moot tally "$id" | tr -s "\n " " ")" '1 of 3 have spoken, and policy standard asks for 1/2'

# an option for what needs more, in a negotiation that was opened for less
folder=$(folder_of "$old")
mkdir -p "$folder/b-ben/roles" && sed 's/autonomy = what/autonomy = why/;s/\[what\]/[pay]\namount = 1 EUR\/month\nfrom = 2026-01-21\nuntil = 2026-06-30\nby = '"$old"'\n[what]/' roles/desk.ini >"$folder/b-ben/roles/desk.ini"
git add .
git_takes 'pay is amended to a change of text' as ben git commit -q -m 'desk? ben'
like 'and is void' "$(moot show "$old")" 'b-ben +void: it needs policy significant'
done_testing
