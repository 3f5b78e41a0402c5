#!/bin/sh
# SPDX-License-Identifier: MIT
# moot check on what others have met: strange files are answered, strange journals never matter.
. "${0%/*}/lib.sh"

corpora=$MOOT_SHARED/corpora
if [ ! -d "$corpora/nasty" ]; then
	skip 'a generated history with broken input is read to the end' 'the corpora are not there'
	done_testing
fi

# --- a history made by a generator ---
if python3 "$corpora/synth.py" odd.git --people 20 --entries 200 --nasty >/dev/null 2>&1; then
	cd odd.git || exit 1
	expect_status 1 'a generated history with broken input is read to the end' \
		moot check --json --strict
	for file in $(git ls-tree -r --name-only HEAD roles people | grep -v ' ' | grep -v '^"'); do
		text=$(git show "HEAD:$file" | tr -d '\000')
		case $file,$text in
		roles/bom.ini,* | roles/long.ini,* | roles/dup.ini,* | roles/empty.ini,* | roles/link.ini,* | \
			roles/nobody.ini,* | roles/nosection.ini,* | roles/nul.ini,* | roles/unclosed.ini,*)
			like "$file has an answer" "$(grep -F "\"path\":\"$file\"" "$SCRATCH/out")" \
				'"code":"E[12]'
			;;
		esac
	done
	like 'so has a file whose name is none' "$(cat "$SCRATCH/out")" '"code":"E201",.*"path":"roles/sp ace.ini"'
	unlike 'no journal fails but for not being a file' \
		"$(moot check --porcelain | grep "$(printf '\tjournals/')")" '^E(1|201|202|204)'
	cd .. || exit 1
else
	skip 'a generated history with broken input is read to the end' 'python3 is not there'
fi

# --- files of others, as roles, people, agreements and journals at once ---
moot init --name Odd odd >/dev/null 2>&1
cd odd || exit 1
mkdir -p roles agreements journals/ana negotiations/2026
find "$corpora/nasty" -type f | sort | while read -r file; do
	count=$((${count:-0} + 1))
	cp "$file" "roles/role-$count.ini"
	cp "$file" "people/person-$count.ini"
	cp "$file" "agreements/agreement-$count.md"
	cp "$file" "journals/ana/$count.md"
	id=$(printf '%010d' "$count")
	mkdir -p "negotiations/2026/0105-odd-$id/a/roles"
	cp "$file" "negotiations/2026/0105-odd-$id/negotiation.ini"
	cp "$file" "negotiations/2026/0105-odd-$id/voice-ana-x-$count.md"
	cp "$file" "negotiations/2026/0105-odd-$id/decision-ana-$count.ini"
	cp "$file" "negotiations/2026/0105-odd-$id/a/roles/role-$count.ini"
done
files=$(find roles -type f | wc -l)
ok 'there are some' test "$files" -gt 50
# uncommitted, then committed by the founder
for state in uncommitted committed; do
	expect_status 1 "all are read, $state" moot check --json
	is "every role has an answer, $state" \
		"$(grep -o '"path":"roles/role-[0-9]*' "$SCRATCH/out" | sort -u | wc -l)" "$files"
	is "so has every person, $state" \
		"$(grep -o '"path":"people/person-[0-9]*' "$SCRATCH/out" | sort -u | wc -l)" "$files"
	is "and every agreement, $state" \
		"$(grep -o '"path":"agreements/agreement-[0-9]*' "$SCRATCH/out" | sort -u | wc -l)" "$files"
	unlike "no journal has one, $state" "$(cat "$SCRATCH/out")" '"path":"journals/'
	is "each line is whole, $state" "$(grep -vc '^{"v":1,"code":"E[0-9]*",.*}$' "$SCRATCH/out")" 0
	git add -A && git commit -q -m odd >/dev/null 2>&1
done
expect_status 1 'with strict the journals too' moot check --strict
expect_status 0 'and the log is read to the end' moot log

done_testing
