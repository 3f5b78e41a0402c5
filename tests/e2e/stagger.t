#!/bin/sh
# SPDX-License-Identifier: MIT
# All terms of a role that end on one day are told, with how they could follow each other.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
with_crew() {
	with_roles
	team crew 2026-12-31 ana ben cleo
}
founding=with_crew tidemark
advice='ana 2026-12-31, ben 2027-04-30, cleo 2027-08-31'

ok 'check says so, and finds nothing wrong' moot check
like 'with the day' "$(cat "$SCRATCH/out")" 'roles/crew.ini:3.*note: all terms of crew end on 2026-12-31 \[E507\]'
like 'and with a staggering, a third of a term apart' "$(cat "$SCRATCH/out")" "hint: staggered: $advice"
unlike 'status is silent while there is time' "$(moot status --all)" stagger
like 'and tells it two months before' "$(COLUMNS=200 moot status --all --at 2026-11-02)" \
	"stagger +crew +all its terms end on 31 December; staggered: $advice"
clock 2026-11-02
like 'so does a renewal of them' "$(as ana moot propose --renew 2>&1)" 'warning: all terms of crew end on 2027-12-27; staggered: '
id=$(opens ana crew --holder ben:2027-01-01..2027-04-30)
for who in ben cleo; do says $who consent "$id"; done
says ana decide "$id"
unlike 'one that ends otherwise is enough' "$(moot check 2>&1)" 'E507'
unlike 'and nothing is due' "$(moot status --all)" 'stagger'
done_testing
