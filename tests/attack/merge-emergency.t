#!/bin/sh
# SPDX-License-Identifier: MIT
# An emergency, an opening and a decision that come by a merge commit itself.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off side
git checkout -q main
entry cleo
git checkout -q side
entry ben
git checkout -q main
git branch -q before
mark
changes='^log' # an honest entry comes with what is merged
git merge -q --no-commit --no-ff side >/dev/null 2>&1
folder=negotiations/2026/0108-release-b2c3d4e5f6
mkdir -p $folder/a/roles && sed -i 's/work = .*/work = nothing/' roles/release.ini && cp roles/release.ini $folder/a/roles/
printf '[negotiation]\nkind = emergency\n' >$folder/negotiation.ini && git add .
attack 'an emergency' V7 "^E603.*roles/release.ini" as cleo git commit -q -m 'release: work nothing' -m 'Emergency: The harbour is on fire.'
named V7 "^E603.*$folder/negotiation.ini"
result $? '  and its opening counts for nobody'
git reset -q --hard before
git merge -q --no-commit --no-ff side >/dev/null 2>&1
printf 'After all.\n\nWithdraw:\n' >"$asked_folder/voice-ben-0108T120000-aaaa.md" && cp "$asked_folder/a/roles/release.ini" roles/
printf '[decision]\noption = a\n' >"$asked_folder/decision-ben-aaaa.ini" && git add .
attack 'a voice and a decision' V7 '^E603.*decision-ben-aaaa.ini' as ben git commit -q -m "Merge branch 'side'"
marked 'it'
done_testing
