#!/bin/sh
# SPDX-License-Identifier: MIT
# What was agreed as a trial is kept after its end by its comment, its decision, or by being written again.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana desk --set 'what.work=letters' --trial 10d)
says ben consent "$id"
clock 2026-01-10
says cleo consent "$id" --decide || says cleo decide "$id"
work() { moot show roles/desk.ini "$@" 2>/dev/null | sed -n 's/^work = \([a-z]*\).*/\1/p'; }
is 'it runs from the day of the decision' "$(work)" letters
mark
changes='^show roles/desk.ini|^why roles/desk.ini' # a comment is anybody's
sed -i 's/until 2026-01-20/until 2036-01-20/' roles/desk.ini
git_takes 'its comment says ten years' as cleo git commit -q -a -m 'desk: a typing error'
unmoved '  and what stands has not moved'
is '  it ends when it was agreed to' "$(work --at 2026-01-20)-$(work --at 2026-01-21)" letters-answers
changes=
sed -i 's/^work = letters ;.*/work = letters/' roles/desk.ini
git_takes 'its comment is taken out' as cleo git commit -q -a -m 'desk: a typing error'
is '  it ends all the same' "$(work --at 2026-01-20)-$(work --at 2026-01-21)" letters-answers
sed -i 's/^trial-until = .*/trial-until = 2036-01-20/' "$(folder_of "$id")"/decision-*
git_takes 'its decision is edited' as cleo git commit -q -a -m 'a typing error'
detected '  verify names rule V1' V1 '^E602.*/decision-cleo-'
is '  it ends all the same' "$(work --at 2026-01-20)-$(work --at 2026-01-21)" letters-answers
# after its end, by somebody whose it is not to change
clock 2026-01-22
entry ana
entry ben
sed -i 's/^work = .*/work = letters/;/^until/a note = x' roles/desk.ini
git_takes 'it is written again' as cleo git commit -q -a -m 'desk: as it was'
is '  and is over' "$(work)" answers
detected '  verify names rule A3' A3 '^E601.*roles/desk.ini'
done_testing
