#!/bin/sh
# SPDX-License-Identifier: MIT
# Recall and its second; contested decisions; appeals; reviews that are kept.
. "${0%/*}/lib.sh"

dina() { person dina 'Dina Haas'; }
found() { # ana, ben, cleo and dina, and a role of ben's
	clock 2026-01-05
	ana
	moot init --template coop --name Tidemark "$1"
	cd "$1" || exit 1
	moot join ben --name 'Ben Okafor' --email ben@tidemark.example
	moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example
	moot join dina --name 'Dina Haas' --email dina@tidemark.example
	moot act release-lead --set role.autonomy=what --holder ben..2026-12-31
	git config advice.moot false
	clock 2026-01-06
	for who in ben cleo dina; do
		as "$who" moot write -m 'Begun.'
	done
}
state() { moot tally "$1" --json | sed 's/.*"state":"\([a-z]*\)","policy".*/\1/'; }
say() { # say WHO WORD...: in silence
	who=$1
	shift
	as "$who" moot "$@" >/dev/null 2>&1
}
(found one) >/dev/null 2>&1
cd one || exit 1

# --- a recall opens with a second ---
clock 2026-02-02
expect_status 129 'a recall gives its reasons' as cleo moot recall release-lead ben
expect_status 1 'only a holder is recalled' as cleo moot recall release-lead dina -m x
expect_status 1 'ending the own term is an act' as ben moot recall release-lead ben -m x
id=$(as cleo moot recall release-lead ben --porcelain -m 'Two releases left without a second reader.' 2>/dev/null)
is 'it is of its kind' "$(grep -E '^(kind|role|person|policy) = ' negotiations/2026/*/negotiation.ini)" \
	'policy = standard
kind = recall
role = release-lead
person = ben'
is 'the recalled is on the roll to be heard' "$(moot show "$id" | grep -o 'ben ([a-z]*, heard)')" \
	'ben (holder, heard)'
is 'its sentence is one' "$(git log -1 --format=%s)" 'release-lead? cleo: recall of ben'
like 'it waits for a second' "$(moot status)" 'second +release-lead .*calls for the recall of ben'
like 'who holds the role meanwhile' "$(COLUMNS=200 moot status)" 'recall of ben, who holds release-lead unless it passes'
is '  as show says too' "$(moot show "$id" | grep -A1 'ben holds' | tr -s ' ' | tr -d '\n')" \
	' ben holds release-lead unless it passes; nobody who decides it is taken out of the group before it is over'
unlike 'not for that of the recalled' "$(as ben moot status)" 'calls for the recall'
expect_status 1 'who calls it does not second it' as cleo moot second "$id"
expect_status 1 'nor does whom it is about' as ben moot second "$id"
say ben consent "$id"
is 'whose consent is none either' "$(state "$id")" open
cp -r . ../two
like 'a consent seconds it' "$(COLUMNS=100 moot consent "$id" -m 'I asked him and he had no time.' 2>&1)" \
	'^seconded: the negotiation is open until 16 February. ben is heard, and does not decide it'
like 'the recalled is heard' "$(as ben moot object "$id" -m 'It harms the launch.' 2>&1)" \
	'recorded as a concern'
expect_status 1 'and cannot shorten the roll by an act' as ben moot act --person dina --until 2026-02-03
say ben act --person ben --until 2026-12-30
is 'who is on the roll stays so' "$(moot tally "$id" --json | grep -o '"person":"[a-z]*","because"' | wc -l)" 4
say dina amend "$id" --holder ben..2026-02-28 --holder dina:2026-03-01..2026-12-31 -m 'I can do it.'
for who in ana cleo; do
	say "$who" consent "$id" b
done
say ben consent "$id" b
clock 2026-02-06
is 'a counter-proposal may win' "$(moot decide "$id" | sed -n 's/.*] //p')" \
	'release-lead: ben until 2026-02-28, dina until 2026-12-31'
ok 'the history holds' moot check
like 'who was recalled holds it to the end' "$(moot roles release-lead --at 2026-02-28)" 'ben until 28 February'
unlike 'and no longer' "$(moot roles --at 2026-03-01)" 'ben until 31 December'

cd ../two || exit 1
clock 2026-02-10
expect_status 1 'after seven days a second is too late' moot second "$id"
is 'without one it has lapsed' "$(state "$id")" lapsed
say ana consent "$id"
is 'whatever is said' "$(state "$id")" lapsed
is 'which may be recorded before its close' "$(moot decide "$id" >/dev/null 2>&1; git log -1 --format=%s)" \
	'release-lead: lapsed'
ok 'the history of it holds' moot check
id=$(as ana moot propose release-lead --holder ben..2026-02-20 --porcelain -m x 2>/dev/null)
is 'a term that is shortened otherwise falls under the same policy' \
	"$(sed -n 's/^policy = //p' negotiations/2026/0210-*/negotiation.ini)" standard

# --- nobody takes away who decides it ---
cp -r . ../held
cd ../held || exit 1
clock 2026-02-11
before=$(as dina moot propose --person cleo --set member.until=2026-02-20 --porcelain -m x 2>/dev/null)
held=$(as ana moot recall release-lead ben --porcelain -m 'Again.' 2>/dev/null)
say cleo second "$held"
out=$(as ben moot propose --person dina --set member.until=2026-02-12 --porcelain -m 'She is loud.' 2>/dev/null)
for who in cleo ana; do
	say "$who" consent "$out"
done
say dina object "$out" -m 'It harms me.'
clock 2026-02-18
expect_status 1 'whoever decides a recall is not removed meanwhile' as ben moot decide "$out"
like 'which is told' "$(cat "$SCRATCH/err")" 'dina decides on the recall of ben \(.*\), which is to be over first \(rule N4\)'
for who in ana ben; do
	say "$who" consent "$before"
done
ok 'what was opened before is decided' as ben moot decide "$before"
folder=$(echo negotiations/2026/*-"$out")
cp -r . ../forced
cp "$folder/a/people/dina.ini" people/
printf '[decision]\noption = a\n' >"$folder/decision-ben-1.ini"
git add . && as ben git commit -q -m 'by hand'
like 'nor by hand' "$(moot verify 2>&1)" 'void: dina decides on the recall of ben'
cd ../forced || exit 1
say dina withdraw "$held"
say ana withdraw "$held"
say cleo withdraw "$held"
ok 'once it is over' moot decide "$held"
ok 'it is decided like everything else' as ben moot decide "$out"
ok 'the history of it holds' moot verify
cd ../two || exit 1

# --- contested ---
clock 2026-02-11
say dina consent "$id"
say cleo consent "$id"
clock 2026-02-14
moot decide "$id" >/dev/null 2>&1
is 'three consented' "$(state "$id")" adopted
say cleo withdraw "$id" -m 'I was told the half of it.'
is 'without one of them it would have passed as well' "$(state "$id")" adopted
say dina withdraw "$id" -m 'So was I.'
is 'without two it would not' "$(state "$id")" contested
like 'which is told with the reason' "$(COLUMNS=200 moot show "$id")" 'contested.*cleo, dina took back what'
like 'and is due' "$(moot status --all)" '^  contested +release-lead'
say dina consent "$id" -m 'Now I know the other half.'
is 'a late consent does not count' "$(state "$id")" contested
clock 2026-02-21
id=$(as ana moot propose release-lead --holder dina:2026-02-21..2026-12-31 --porcelain -m x 2>/dev/null)
for who in cleo dina; do
	say "$who" consent "$id"
done
clock 2026-02-24
moot decide "$id" >/dev/null 2>&1
ok 'a holder in force acts' as dina moot act release-lead --set 'what.work=every Thursday'
clock 2026-02-25
say ben object "$id" -m 'I was away, and it harms what I had promised to the clients.'
is 'an objection of somebody absent contests a decision until its close' "$(state "$id")" contested
expect_status 1 'its holder is a caretaker' as dina moot act release-lead --set 'what.work=every day'
like 'and told so' "$(cat "$SCRATCH/err")" 'caretaker.*A6'
ok 'who may call the election' as dina moot renew release-lead --from 2026-03-20 --until 2026-12-31
cp -r . ../three
say ben withdraw "$id"
is 'who withdraws the objection ends the contest' "$(state "$id")" adopted
cd ../three || exit 1
clock 2026-03-10
say cleo object "$id" -m 'I do not like it any more, and it harms me.'
say ben withdraw "$id"
is 'who was not absent, and comes after the close, contests nothing' "$(state "$id")" adopted

# --- reviews ---
like 'a decision has its review' "$(sed -n 's/^review = //p' negotiations/2026/0221-*/decision-*)" 2027-02-24
expect_status 1 'before it is due it is not kept' moot keep "$id"
cd .. || exit 1
(
	clock 2026-01-05
	ana
	moot init --template coop --name Tidemark five
	cd five || exit 1
	printf '\n[policy soon]\nmethod = consent\nopen = 1d..7d\nearly = yes\nreview = 2m\n' >>moot.ini
	sed -i 's/^\[use\]/[use]\nhow = soon/' moot.ini
	git commit -q -m 'look again soon' -- moot.ini
	moot join ben --name 'Ben Okafor' --email ben@tidemark.example
	moot act clients --holder ana..2026-06-30
	clock 2026-01-06
	as ben moot write -m 'Begun.'
) >/dev/null 2>&1
cd five || exit 1
git config advice.moot false
clock 2026-01-07
id=$(moot propose clients --set how.tools=phone --porcelain -m x)
say ben consent "$id" --decide
clock 2026-02-19
unlike 'two weeks before nothing is due' "$(moot status --all)" review
clock 2026-03-01
like 'a review becomes due' "$(moot status)" '^  review +clients'
like 'with the way to keep it' "$(moot status)" "moot keep $(printf %.4s "$id")"
like 'it is kept for another period' "$(as ben moot keep "$id" -m 'It rings.' 2>&1)" 'looked at again by 1 May'
unlike 'and no longer due' "$(moot status --all)" review
like 'until then' "$(moot status --at 2026-04-20)" '^  review +clients'
expect_status 1 'what was not decided is not kept' moot keep "$(moot propose clients --set how.tools=x --porcelain)"

# --- appeals ---
cd ../one || exit 1
clock 2026-03-02
id=$(moot propose release-lead --set role.autonomy=who --porcelain -m x)
say ben object "$id" -m 'It harms all of us to wait for one.'
expect_status 1 'what is not over is not appealed from' moot propose release-lead --set role.autonomy=who --answers "$id"
clock 2026-03-17
expect_status 1 'nor another change' moot propose release-lead --set role.autonomy=why --answers "$id"
appeal=$(moot propose release-lead --set role.autonomy=who --answers "$id" --porcelain -m 'Again.')
like 'the voice is named' "$(cat negotiations/2026/0317-*/negotiation.ini)" '^answers = negotiations/2026/0302-.*/voice-ben-'
is 'the same change is decided under appeal' "$(moot show "$appeal" | grep -o 'policy appeal' | head -n 1)" 'policy appeal'
say ben object "$appeal" -m 'Still.'
say cleo consent "$appeal"
clock 2026-03-24
like 'two thirds of the whole roll are asked for' "$(moot decide "$appeal" 2>&1)" '2 of 4 are for it, and policy appeal asks for 2/3'
say dina consent "$appeal"
ok 'an objection does not block it' moot decide "$appeal"
ok 'which holds' moot check
mkdir -p negotiations/2026/0324-release-lead-zzzzzzzzz1/a/roles
printf '[negotiation]\nanswers = negotiations/nowhere.md\n' >negotiations/2026/0324-release-lead-zzzzzzzzz1/negotiation.ini
sed 's/^autonomy = .*/autonomy = why/' roles/release-lead.ini >negotiations/2026/0324-release-lead-zzzzzzzzz1/a/roles/release-lead.ini
git add negotiations && git commit -q -m 'by hand' -- negotiations
is 'what answers nothing is decided as usual' "$(moot show zzzzzzzzz1 | grep -o 'policy [a-z]*' | head -n 1)" 'policy standard'
done_testing
