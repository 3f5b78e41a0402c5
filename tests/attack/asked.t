#!/bin/sh
# SPDX-License-Identifier: MIT
# What each attack is compared by: every command that reads is asked, and its answers can move at all.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
missing=
for words in $(moot help 2>&1 | sed -n 's/^    \([a-z-]*\)  .*/\1/p'); do
	moot "$words" -h 2>/dev/null | grep -q -e '--commit' || continue
	grep -q "^$words\b" "$SCRATCH/questions" || missing="$missing $words"
done
is 'all that read are asked, but for those which are there to find something' "$missing" ' check verify'
is 'none of them does not know its words' "$(grep -c '^= 129' "$SCRATCH/mark")" 0

# The same that attacks try to have without it, but agreed: each answer is another one then.
id=$(opens ana release --holder cleo:2026-07-01..2026-09-30 --set 'pay.amount=9 EUR/month' --set 'pay.until=2026-09-30' --set role.topics=boats)
rule=$(opens ana --charter --set 'policy light.open=2d..9d')
for one in ben cleo; do
	says $one consent "$id"
	says $one consent "$rule"
done
says ben withdraw "$asked"
sed -i 's/^email = .*/&\nkey = ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyM/' people/ana.ini
as ana git commit -q -a -m 'ana: a key'
as ben commit_file journals/ben/9.md 'Thanks @ana for the desk.' 'ben: thanks' >/dev/null
clock 2026-01-23
says ana decide "$id"
says cleo decide "$rule"
views >"$SCRATCH/now"
awk '/^\$ / { question = $0; next } { answer[FILENAME, question] = answer[FILENAME, question] $0 "\n" }
	FNR == NR { next } END { for (key in answer) { split(key, part, SUBSEP)
	if (part[1] == ARGV[1] && answer[ARGV[1], part[2]] != answer[ARGV[2], part[2]]) print part[2] } }' \
	"$SCRATCH/mark" "$SCRATCH/now" >"$SCRATCH/moved"
for words in $(cut -d' ' -f1 "$SCRATCH/questions" | sort -u); do
	like "what is agreed moves the answers of $words" "$(cat "$SCRATCH/moved")" "^\\$ $words\\b"
done
# and unmoved says so
unmoved 'it' >"$SCRATCH/said"
test_count=$((test_count - 1)) test_failed=$((test_failed - 1))
like 'it has not gone unseen' "$(cat "$SCRATCH/said")" '^not ok'
for place in 'here:' 'in a new clone:'; do
	like "... $place" "$(cat "$SCRATCH/said")" "$place"
done
done_testing
