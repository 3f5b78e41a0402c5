#!/bin/sh
# SPDX-License-Identifier: MIT
# What is kept in .git/moot/ changes no answer: fresh, with facts, with answers, with damaged ones.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles tidemark
for day in 10 11 12 13; do
	clock 2026-01-$day
	entry ana
	as ben commit_file journals/ben/2026/2026-01-$day.md "Thanks @cleo for day $day, #work. @ana, how was it?" "ben: $day" >/dev/null
	as cleo commit_file journals/cleo/2026/2026-01-$day.md "As in [his](../../ben/2026/2026-01-$day.md). Thanks @ben and @ana." "cleo: $day" >/dev/null
	id=$(moot propose release --set "how.tools=tool $day" -m "day $day" --porcelain 2>/dev/null)
	as ben moot consent "$id" >/dev/null 2>&1
	[ $day = 13 ] || as cleo moot consent "$id" --decide >/dev/null 2>&1
done
git commit -q --allow-empty -m 'work: something' -m 'Helped-by: Cleo Lind <cleo@tidemark.example>
Reviewed-by: Ben Okafor <ben@tidemark.example>'

answers() {
	for command in 'reputation --digest' 'reputation --events --all' 'why cleo' 'status --all' roles tree verify \
		"show $id" 'log -n 5' 'check --commit HEAD'; do
		# shellcheck disable=SC2086
		moot $command --at 2026-02-01 2>&1
	done
}
forget_answers() { rm -rf .git/moot/answers; }

rm -rf .git/moot
fresh=$(answers)
like 'there is something to answer' "$fresh" 'tool 12'
is 'answers that were kept are the same' "$(answers)" "$fresh"
forget_answers
is 'and those from facts that were kept' "$(answers)" "$fresh"
is 'another git clone says the same' "$(git clone -q . ../other && cd ../other && answers)" "$fresh"

facts=$(echo .git/moot/facts-*.data)
index=$(echo .git/moot/facts-*.index)
size=$(wc -c <"$facts")
cp "$facts" ../facts
# damage AT BYTES: bytes of the facts are others
damage() {
	cp ../facts "$facts"
	printf "$2" | dd of="$facts" bs=1 seek="$1" conv=notrunc 2>/dev/null
	forget_answers
}
worst=
for part in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
	damage $((size * part / 20 + part)) '\377\000\377'
	[ "$(answers)" = "$fresh" ] || worst="$worst $part"
done
is 'facts that are damaged anywhere are found anew' "$worst" ''
worst=
for part in 1 3 5 7 9 11 13 15 17 19; do
	head -c $((size * part / 20)) ../facts >"$facts"
	forget_answers
	[ "$(answers)" = "$fresh" ] || worst="$worst $part"
done
is 'so are those that were cut off' "$worst" ''
: >"$facts" && forget_answers
is 'and those of an empty file' "$(answers)" "$fresh"
echo 'no facts at all' >"$facts"
[ -f "$index" ] && echo 'no index' >"$index"
forget_answers
is 'and those of a file that is none' "$(answers)" "$fresh"
rm -rf .git/moot && mkdir -p .git/moot/answers && mkdir "$facts"
is 'a folder in their place is no trouble' "$(answers)" "$fresh"

rm -rf .git/moot
answers >/dev/null
for kept in .git/moot/answers/*; do
	printf 'x' | dd of="$kept" bs=1 seek=45 conv=notrunc 2>/dev/null
done
is 'answers that are damaged are given anew' "$(answers)" "$fresh"

rm -rf .git/moot
moot roles >/dev/null 2>&1
clock 2026-01-20
as ben commit_file journals/ben/2026/2026-01-20.md 'Thanks @ana for all of it.' 'ben: 20' >/dev/null
kept=$(answers)
rm -rf .git/moot
is 'a further commit is found on top of what was kept' "$kept" "$(answers)"

(moot reputation >/dev/null 2>&1; moot status --all >/dev/null 2>&1) &
moot reputation --digest >/dev/null 2>&1 &
rm -rf .git/moot
moot reputation --digest --at 2026-02-02 >/dev/null 2>&1 &
wait
fresh=$(answers)
rm -rf .git/moot
is 'several at once disturb nobody' "$fresh" "$(answers)"

# What check says of a clean work tree is kept; what else stands there is seen all the same.
forget_answers
kept_answers() { find .git/moot/answers -type f | wc -l | tr -d ' '; }
clean=$(moot check 2>&1)
is 'check is kept where the work tree is clean' "$(kept_answers)" 1
sed -i 's/^title/tilte/' roles/release.ini
like 'a change that is not committed is found' "$(moot check 2>&1)" "roles/release.ini:.*unknown key 'tilte'"
git checkout -q roles/release.ini
mkdir Roles && echo '[role]' >Roles/release.ini
like 'so is a folder that git does not know' "$(moot check 2>&1)" "Roles: error: looks like 'roles'"
rm -r Roles
: >people/hasty.ini
like 'and a file' "$(moot check 2>&1)" 'people/hasty.ini'
rm people/hasty.ini
is 'then it is clean again' "$(moot check 2>&1)" "$clean"
is 'and nothing else was kept' "$(kept_answers)" 1

# What is said beside an answer is kept with it.
as ben commit_file roles/theft.ini '[role]
title = Theft' 'ben: a role of my own' >/dev/null
forget_answers
moot tree >first 2>first.said
like 'a role that nobody agreed to is warned of' "$(cat first.said)" '^warning: roles/theft.ini is void'
is 'an answer with a warning is kept' "$(find .git/moot/answers -type f | wc -l | tr -d ' ')" 1
mv .git/objects kept-objects && mkdir .git/objects
moot tree >second 2>second.said
is 'and given again, warning and all, without reading an object' \
	"$(cat second second.said)" "$(cat first first.said)"
rmdir .git/objects && mv kept-objects .git/objects
done_testing
