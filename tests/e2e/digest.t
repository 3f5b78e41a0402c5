#!/bin/sh
# SPDX-License-Identifier: MIT
# The digest is a function of what people wrote: not of the way it was brought together, nor of
# anything that x writes about x (reputation.md sections 2 and 5).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

digest() { moot "$@" reputation --digest --at 2026-01-20; } # a score ages with the day
score() { moot reputation --porcelain --at 2026-01-20 | awk -F '\t' -v who="$1" '$1 == who { print $2 }'; }
thanks() { # thanks WHO WHOM DAY
	(
		"$1"
		commit_file "journals/$1/2026/$3.md" "Thanks @$2 for the help, #work." "$1: $3"
	)
}

tidemark
clock 2026-01-10
thanks ben cleo 2026-01-10
thanks ana ben 2026-01-11
before=$(digest)
is 'the same clone says the same twice' "$(digest)" "$before"
for where in 'TZ=Pacific/Auckland' 'LC_ALL=C' 'LC_ALL=tr_TR.UTF-8 TZ=America/Lima'; do
	is "with $where too" "$(env $where moot reputation --digest --at 2026-01-20)" "$before"
done
git clone -q . ../other
is 'and so does another clone' "$(digest -C ../other)" "$before"
rm -rf .git/moot
is 'and one without a cache' "$(digest)" "$before"

# --- how it was brought together ---
cd ..
rm -rf left right && git clone -q tidemark left && git clone -q tidemark right
clock 2026-01-12
(cd left && thanks cleo ana 2026-01-12)
(cd right && thanks ben ana 2026-01-12)
cp -r left left2 && cp -r right right2
clock 2026-01-13
(cd left && as ana git pull -q --no-rebase --no-edit ../right main)
(cd right2 && as ana git pull -q --no-rebase --no-edit ../left2 main)
is 'a merge made either way round gives one digest' "$(digest -C left)" "$(digest -C right2)"
unlike 'which is not the one before it' "$(digest -C left)" "^$before$"

cp -r tidemark fork && cd fork || exit 1
clock 2026-01-14
git checkout -q --orphan lonely && git rm -q -r --cached . && git clean -q -f -d -x -e .git
commit_file README 'a fork from nothing' 'fork' >/dev/null
as ana git merge -q --no-edit --allow-unrelated-histories main >/dev/null 2>&1
is 'a fork from the root that merges main changes nothing' "$(digest)" "$before"
cd ../tidemark || exit 1

# --- nothing x writes raises x ---
mine=$(score ben)
clock 2026-01-15
as ben commit_file journals/ben/2026/self.md 'Thanks @ben for everything, @Ben and @BEN too.' 'ben: self' >/dev/null
is 'thanking oneself in any case is nothing' "$(score ben)" "$mine"
as ben commit_file journals/cleo/2026/forged.md 'Thanks @ben for everything.' 'cleo: thanks' >/dev/null
is 'writing it into another journal is nothing' "$(score ben)" "$mine"
like 'but is shown' "$(moot reputation --events --all)" 'ben .*void: (foreign|committer)'
printf '\nOnce more: thanks @ben.\n' >>journals/ana/2026/2026-01-11.md
git add -A && as ben git commit -q -m 'ana: more'
is 'nor is adding a sentence to one' "$(score ben)" "$mine"
printf '\nAnd a word of mine.\n' >>journals/ana/2026/2026-01-11.md
git add -A && as ana git commit -q -m 'ana: a word'
is 'also after the next commit of its owner' "$(score ben)" "$mine"
GIT_COMMITTER_NAME='Ben Okafor' GIT_COMMITTER_EMAIL=ben@tidemark.example \
	git commit -q --allow-empty -m 'ana: praise' -m 'Thanks-to: Ben Okafor <ben@tidemark.example>'
is 'nor is committing what another is said to have written' "$(score ben)" "$mine"

# --- names ---
clock 2026-01-16
raised=$(as ana commit_file journals/ana/2026/2026-01-16.md 'Thanks @BEN for the review.' 'ana: 16' >/dev/null && score ben)
unlike 'a handle in capitals is the same person' "$raised" "^$mine$"
as cleo commit_file journals/cleo/2026/2026-01-16.md 'Thanks @b\314\201en and @bén, whoever that is.' 'cleo: 16' >/dev/null
is 'one with an accent is nobody' "$(score ben)" "$raised"
now=$(digest)
printf 'Ana Reyes <ana@tidemark.example> <ben@tidemark.example>\n' >.mailmap
git add .mailmap && as ben git commit -q -m 'a mailmap that takes an address'
is 'a mailmap cannot map an address that stands under people/' "$(score ben)" "$raised"
git rm -q --cached .mailmap && rm .mailmap && as ben git commit -q -m 'without it'
is 'and without it everything is as before' "$(digest)" "$now"

# --- two addresses that turn out to be one person: a thanks becomes a self-thanks ---
cd .. && mkdir history && cd history && git init -q .
clock 2026-01-05
commit_file a 'a' 'start' >/dev/null
GIT_AUTHOR_NAME=Zoe GIT_AUTHOR_EMAIL=zoe@home.example GIT_COMMITTER_NAME=Zoe GIT_COMMITTER_EMAIL=zoe@home.example \
	git commit -q --allow-empty -m 'work' -m 'Helped-by: Zoe Work <zoe@work.example>'
like 'two addresses are two people' "$(moot reputation)" 'Zoe Work'
printf 'Zoe <zoe@home.example> <zoe@work.example>\n' >.mailmap
git add .mailmap && git commit -q -m 'mailmap'
unlike 'a mailmap that joins them leaves a self-thanks, which is none' "$(moot reputation)" 'Zoe'
done_testing
