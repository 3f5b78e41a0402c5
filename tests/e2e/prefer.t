#!/bin/sh
# SPDX-License-Identifier: MIT
# Rankings: policies of method ranked, and moot prefer.
. "${0%/*}/lib.sh"

dina() { person dina 'Dina Haas'; }
found() { # found COUNT UNRANKED TIES [KEY]: four members, and how = ranks
	cd "$SCRATCH/field" || exit 1
	clock 2026-01-05
	ana
	moot init --template coop --name Tidemark "$1-$2-$3"
	cd "$1-$2-$3" || exit 1
	sed -i 's/^\[use\]/[use]\nhow = ranks/' moot.ini
	printf '\n[policy ranks]\nmethod = ranked\ncount = %s\nunranked = %s\nquorum = 1/2\nopen = 1d..7d\nearly = yes\n%s\n%s\n' \
		"$1" "$2" "${3:+ties = $3}" "${4-}" >>moot.ini
	git commit -q -m 'rankings' -- moot.ini
	moot join ben --name 'Ben Okafor' --email ben@tidemark.example
	moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example
	moot join dina --name 'Dina Haas' --email dina@tidemark.example
	moot act clients --holder ana..2026-06-30
	git config advice.moot false
	clock 2026-01-06
	for who in ben cleo dina; do
		as "$who" moot write -m 'Begun.'
	done
	clock 2026-01-07
	id=$(moot propose clients --set how.tools=mail --porcelain -m x)
	as ben moot amend "$id" --set how.tools=phone -m y
	as cleo moot amend "$id" --set how.tools=letters -m z
}
prefer() { as "$1" moot prefer "$id" "$2" >/dev/null 2>&1; }
winners() { moot tally "$id" --json | sed 's/.*"winners":\[\([^]]*\)\].*/\1/; s/"//g'; }
why() { moot decide "$id" 2>&1 | head -n 1 | sed 's/^fatal: [^:]*: //'; }

found schulze ignore '' >/dev/null 2>&1
cd "$SCRATCH/field/schulze-ignore-" || exit 1
like 'before anybody ranks nothing can be decided' "$(why)" 'nobody has ranked the options yet'
expect_status 128 'only what is there is ranked' moot prefer "$id" 'a > q'
like 'and what is there is told' "$(cat "$SCRATCH/err")" 'the options are a, b-ben, c-cleo'
expect_status 129 'nothing is no ranking' moot prefer "$id" ' > '
expect_status 129 'and twice is once too much' moot prefer "$id" 'a > b > a'
prefer ana 'a > b > none > c'
is 'a voice says it' "$(tail -n 1 "$(git show --format= --name-only)")" 'Prefer: a > b > none > c'
prefer ben 'b > a > none > c'
prefer cleo 'c > b > none > a'
is 'the winner of all pairs wins' "$(winners)" b-ben
like 'while it waits, the winner says for what' "$(moot tally "$id" | head -n 1)" 'open: it is decidable from '
prefer dina 'a > b > none > c'
like 'a tie that nothing breaks decides nothing' "$(why)" 'a tie: a, b-ben'
prefer dina 'none > b > a > c'
prefer ben 'none > b > a > c'
prefer cleo 'none > c > b > a'
is 'none is an option that wins' "$(why)" 'none wins the count (rule N3)'
prefer ben 'b > a > none > c'
prefer dina 'b > a > none > c'
prefer cleo 'c > b > none > a'
like 'the pairs are shown' "$(moot tally "$id")" '^  A  b-ben +3  4  3$'
like 'show tells who prefers what' "$(moot show "$id")" '^    ben prefers b > a > none > c$'
as ana moot object "$id" b -m 'Phones ring in the afternoon, which harms my mother.' >/dev/null 2>&1
is 'an objection does not block what wins the count' "$(moot decide "$id" 2>/dev/null | sed 's/.*] //')" \
	'clients: how.tools phone'
ok 'the history holds' moot check

found schulze ignore lot >/dev/null 2>&1
cd "$SCRATCH/field/schulze-ignore-lot" || exit 1
prefer ana 'a > b > none > c'
prefer ben 'b > a > none > c'
lines=$(printf '%s\n' 'ana 1 a' 'ana 2 b-ben' 'ana 3 none' 'ana 4 c-cleo' 'ben 1 b-ben' 'ben 2 a' \
	'ben 3 none' 'ben 4 c-cleo' 'ana consent a' 'ana consent b-ben' 'ben consent a' \
	'ben consent b-ben' 'cleo consent c-cleo' | LC_ALL=C sort)
is 'a lot that everybody can draw breaks a tie' "$(winners)" \
	"$(for option in a b-ben; do
		printf '%s\n%s\n%s' "$id" "$lines" "$option" | sha256sum | sed "s/-/$option/"
	done | sort | sed -n '1s/.*  //p')"

found schulze last '' >/dev/null 2>&1
cd "$SCRATCH/field/schulze-last-" || exit 1
prefer ana 'a > none'
prefer ben 'a > none'
prefer cleo 'b > a > none'
is 'what is left out is behind' "$(winners)" a
like 'where saying nothing would let another win a warning says so' "$(moot tally "$id" --json)" \
	"\"warning\":\"if unranked .*'a' would not win"

found stv ignore '' >/dev/null 2>&1
cd "$SCRATCH/field/stv-ignore-" || exit 1
prefer ana 'a > none'
is 'one voice wins the count' "$(winners)" a
like 'and is not enough: two must say yes' "$(why)" 'consent of two people .rule N6'

found approval ignore '' >/dev/null 2>&1
cd "$SCRATCH/field/approval-ignore-" || exit 1
prefer ana 'a > b > none'
prefer ben 'b > none'
prefer cleo 'c > none > b'
is 'what stands before none is approved' "$(winners)" b-ben

found star ignore '' >/dev/null 2>&1
cd "$SCRATCH/field/star-ignore-" || exit 1
prefer ana 'a > b > none'
prefer ben 'b > a > none'
prefer cleo 'b > none'
is 'ranks are scores for star' "$(winners)" b-ben

found schulze last lot 'margins = yes' >/dev/null 2>&1
cd "$SCRATCH/field/schulze-last-lot" || exit 1
prefer ana 'a > none'
like 'a policy may count margins' "$(moot tally "$id")" '^counted by Schulze, margins '

cd "$SCRATCH/field/schulze-ignore-" || exit 1
id=$(moot propose clients --set role.autonomy=how --porcelain -m x 2>/dev/null)
expect_status 1 'other policies count no rankings' moot prefer "$id" a
done_testing
