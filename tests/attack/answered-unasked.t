#!/bin/sh
# SPDX-License-Identifier: MIT
# Whoever decides writes into the decision that a commit of theirs is answered for.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
voice=$(ls "$asked_folder"/voice-ben-*)
printf 'Gladly.\n\nConsent: a\n' >"$voice" && as cleo git commit -q -a -m 'a typing error'
wrong=$(git rev-parse HEAD)
detected 'an objection was edited' V1 '^E602.*voice-ben-'
id=$(opens ana desk --set 'what.work=answers in a day')
says ben consent "$id"
clock 2026-01-10
folder=$(folder_of "$id")
# what cleo decides says more than what was asked
sed -i 's/work = .*/work = answers in a day/' roles/desk.ini
printf '[decision]\noption = a\nratifies = sha1:%s\n' "$wrong" >"$folder/decision-cleo-aaaa.ini" && git add .
git_takes 'a decision answers for it, and nobody was asked' as cleo git commit -q -m 'desk: answers in a day'
detected 'it is as wrong as it was' V1 '^E602	error.*voice-ben-'
named V3 '^E404.*was not asked at the opening'
result $? 'and the decision is told of'
is 'what was agreed is so' "$(moot show roles/desk.ini | grep -c 'answers in a day')" 1
is 'the objection stands' "$(moot tally "$asked" --porcelain --at 2026-01-20 | cut -f3)" blocked
# proposed, it waits for its decision
two=$(opens ana desk --set 'how.hours=in the morning' --ratifies "${wrong}")
detected 'asked is not answered' V1 '^E602	error.*voice-ben-'
says ben consent "$two" -m 'He meant well.'
clock 2026-01-13
says ana decide "$two"
ok 'agreed to, it is answered' moot verify
like 'and listed' "$(moot verify --porcelain)" "^E602	note.*voice-ben-.*answered for by $two"
unlike 'for check too' "$(moot check 2>&1)" 'E602'
like 'on the same day again' "$(moot verify --porcelain)" "answered for by $two"
is 'the objection stands all the same' "$(moot tally "$asked" --porcelain --at 2026-01-20 | cut -f3)" blocked
expect_status 128 'what is no commit is not asked about' as ana moot propose desk --set 'how.hours=never' --ratifies 123456
# what comes later than the opening cannot have been meant
printf '[negotiation]\nratifies = sha1:%s\n' "$(printf '%040d' 7)" >"$SCRATCH/facts"
three=negotiations/2026/0113-desk-b2c3d4e5f6
mkdir -p $three/a/roles && sed 's/work = .*/work = nothing/' roles/desk.ini >$three/a/roles/desk.ini
cp "$SCRATCH/facts" $three/negotiation.ini && git add . && as cleo git commit -q -m 'desk? cleo'
told 'a commit that nobody has is told of' V3 '^E404.*desk-b2c3d4e5f6.*no commit that came before'
done_testing
