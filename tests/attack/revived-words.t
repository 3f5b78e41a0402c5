#!/bin/sh
# SPDX-License-Identifier: MIT
# Words that their author has answered are brought in again, by a line that does not know the answer.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana desk --set 'what.work=answers in a day')
branch_off old && git checkout -q main
says ben object "$id" -m 'Nobody is here on Mondays, and people would wait for nothing.'
first=$(git rev-parse HEAD)
says ben consent "$id" -m 'With Mondays left out I can live with it.'
mark
before=$(moot tally "$id" --json)
git checkout -q old
git_takes 'what he said first is picked' as eve git cherry-pick "$first"
git_takes 'and merged after what he said last' met_by old eve
unmoved '  and what stands has not moved'
is 'it was said once, and answered' "$(moot tally "$id" --json)" "$before"
is 'on every day' "$(moot tally "$id" --json --at 2026-01-08)" "$before"
ok 'nothing is wrong with that history' moot verify
# from before the words that it repeats, so that it comes first in every order
clock 2026-01-09
git checkout -q old~1
as eve env GIT_COMMITTER_DATE=2026-01-07T23:00:00Z git cherry-pick "$first" >/dev/null 2>&1
older=$(git rev-parse HEAD)
git checkout -q main
git_takes 'the same, dated back' as eve git merge -q --no-edit "$older"
is 'it is answered all the same' "$(state_of "$id")" decidable
# and where what was accepted had been declined before
two=$(opens ana post --holder ben:2026-01-09..2026-02-28)
git branch younger
says ben decline "$two" -m 'Not now.'
declined=$(git rev-parse HEAD)
says ben accept "$two" -m 'If it ends in February.'
says cleo consent "$two"
says ana consent "$two" 2>/dev/null
clock 2026-01-17
ok 'the term is decided' as ana moot decide "$two"
mark
git checkout -q younger
as eve git cherry-pick "$declined" >/dev/null 2>&1
git_takes 'what he declined is picked and merged' met_by younger eve
is 'he holds it' "$(holders_of post)" ben
unmoved '  and what stands has not moved'
# signed by itself, words go with whoever has them
cd "$SCRATCH/field" && rm -rf tidemark
# shellcheck source=tests/attack/signed.sh
. "$TOP/tests/attack/signed.sh"
signed_group
id=$(opens ana desk --set 'what.work=answers in a day')
git branch old
folder=$(folder_of "$id")
word() { # word NAME TEXT: ben's, signed by itself and brought in by ana
	printf '%s\n' "$2" >"$folder/$1"
	ssh-keygen -q -Y sign -f "$KEYS/ben" -n "moot:$id/$1" "$folder/$1" 2>/dev/null
	git add "$folder" && as ana git commit -q -m "$1"
}
word voice-ben-1.md 'Nobody is here on Mondays, and people would wait for nothing.

Object: a'
kept=$(git rev-parse HEAD)
word voice-ben-2.md 'With Mondays left out I can live with it.

Consent: a'
before=$(moot tally "$id" --json)
git checkout -q old && git checkout -q "$kept" -- "$folder"
as cleo git commit -q -m 'as said' && git checkout -q main
git_takes 'a signed objection comes again in a commit of cleo' as cleo git merge -q --no-edit old
is 'its author has answered it' "$(moot tally "$id" --json)" "$before"
done_testing
