#!/bin/sh
# SPDX-License-Identifier: MIT
# Whatever somebody does to the journals of others, to their own, or with accounts of their making, does
# not raise their own score; and what they did to others is listed.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"

at='--at 2026-02-10'
# shellcheck disable=SC2086
scores() { moot reputation $at --json | sed -n 's/.*"person":"\([^"]*\)","score":"\([0-9]*\)".*/\1 \2/p' | LC_ALL=C sort; }
score() { scores | sed -n "s/^$1 //p"; }
digest() { moot reputation --digest --at 2026-02-10; }

tidemark
dated_entry ana 2026-01-10 'Thanks @ben and @cleo for the tide tables.'
dated_entry cleo 2026-01-11 'Thanks @ben for the gauge. Kudos to @ana.'
dated_entry ben 2026-01-12 'Thanks @ana for asking.'
git tag before
before=$(scores)
bens=$(score ben)
anew() { git checkout -q -B main before; } # everything as it was
clock 2026-01-20

# --- accounts of his own making ---
for i in 1 2 3 4 5 6 7 8; do
	printf '[person]\nname = Friend %d\nemail = friend%d@bens.example\n' $i $i >people/friend-$i.ini
done
git add people && git_takes 'ben adds eight acquaintances' as ben git commit -q -m 'acquaintances'
is 'who change nobody' "$(scores)" "$before"
# shellcheck disable=SC2046
as ben commit_file journals/ben/2026-01-20.md "Thanks $(printf '@friend-%d, ' 1 2 3 4 5 6 7) @friend-8." 'ben: thanks' >/dev/null
for i in 1 2 3 4 5 6 7 8; do
	GIT_AUTHOR_NAME="Friend $i" GIT_AUTHOR_EMAIL=friend$i@bens.example GIT_COMMITTER_NAME="Friend $i" \
		GIT_COMMITTER_EMAIL=friend$i@bens.example commit_file journals/friend-$i/a.md \
		"Thanks @ben. Thanks @friend-$((i % 8 + 1))." "friend-$i: thanks" >/dev/null
done
is 'and, thanking him in a ring, add nothing to him' "$(score ben)" "$bens"
anew
printf '[person]\nname = Bea\nemail = ana@tidemark.example\n' >people/bea.ini
git add people && git_takes "a file that claims another's address" as ben git commit -q -m bea
is 'takes nothing from her' "$(scores)" "$before"
anew
sed -i '/^email/a email = spare@bens.example' people/ben.ini && git_takes 'a second address of his' as ben git commit -q -a -m 'address'
(
	GIT_AUTHOR_NAME=Spare GIT_AUTHOR_EMAIL=spare@bens.example GIT_COMMITTER_NAME=Spare GIT_COMMITTER_EMAIL=spare@bens.example
	export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
	git commit -q --allow-empty -m x -m 'Helped-by: ben'
)
is 'thanks him in vain' "$(score ben)" "$bens"
anew

# --- in the journals of others ---
foreign() { # foreign TITLE [SCORE]: ben's score is what it was, and both lists name him
	is "$1: no gain" "$(score ben)" "${2:-$bens}"
	like "$1: log --foreign" "$(moot log --foreign --porcelain | cut -f8)" '(^|,)ben(,|$)'
	like "$1: check --strict" "$(COLUMNS=200 moot check --strict 2>&1)" 'brought in by ben, not by its owner: shown, not counted'
}
printf '\nMany thanks to @ben, too.\n' >>journals/ana/2026-01-10.md
git_takes 'a sentence more' as ben git commit -q -a -m 'one more'
foreign 'a sentence in an old entry'
printf '\nOne more line of hers. #tides\n' >>journals/ana/2026-01-10.md && as ana git commit -q -a -m 'ana: a line'
like 'after her next commit, with a topic' "$(moot log --foreign --porcelain | cut -f8)" ben
like 'it is still not hers' "$(moot reputation --events --all $at --json | grep 'void":"foreign')" '"giver":"ana","receiver":"ben".*"topic":"tides"'
printf '# 2026-01-10 A day\n' | cat - journals/ana/2026-01-10.md >x && mv x journals/ana/2026-01-10.md && as ana git commit -q -a -m 'ana: a date'
is 'nor after one with a date' "$(moot reputation --events $at --porcelain | grep -c '^ana	ben	thanks')" 1
sed -i 's/^Many thanks to @ben, too.$/Thanks to @ben, truly./' journals/ana/2026-01-10.md && as ana git commit -q -a -m 'ana: in her words'
is 'only what she says herself is' "$(moot reputation --events $at --porcelain | grep -c '^ana	ben	thanks')" 2
anew
commit_file journals/ana/new.md 'Thanks @ben.' x >/dev/null && GIT_AUTHOR_NAME=x as ben git commit -q --amend --reset-author -m x
foreign 'a file in her folder'
anew
git mv journals/ana/2026-01-10.md journals/ana/2026-01-09.md && git_takes 'her entry renamed' as ben git commit -q -m 'moved'
foreign 'a renamed journal'
is 'nor another for anybody' "$(scores)" "$before"
anew
# what others take out goes on counting, and is told
taken() { # taken TITLE PATH: both lists tell that ben took out what is there
	like "$1: log --foreign" "$(COLUMNS=200 moot log --foreign | tr '\n' ' ')" "$2" && like "$1: by whom" \
		"$(COLUMNS=200 moot log --foreign | tr '\n' ' ')" "taken out by ben, counts as before +$3"
	like "$1: check --strict" "$(COLUMNS=200 moot check --strict 2>&1)" "^$3: warning: ben took out what its owner had written.*E303"
}
git rm -q journals/cleo/2026-01-11.md && git_takes "ben deletes an entry of cleo's" as ben git commit -q -m 'tidy'
is 'which changes nobody' "$(scores)" "$before"
taken 'an entry taken out' 'cleo +tidy +thanks ben, thanks ana, taken out by ben' journals/cleo/2026-01-11.md
git revert -q --no-edit HEAD 2>/dev/null || as cleo git revert --no-edit HEAD >/dev/null
unlike 'what is back is told no more' "$(moot check --strict 2>&1)" E303
anew
sed -i 's/ Kudos to @ana.//' journals/cleo/2026-01-11.md && git_takes 'a sentence of hers' as ben git commit -q -a -m 'shorter'
taken 'a sentence taken out' 'thanks ana, taken out by ben' journals/cleo/2026-01-11.md
printf '\nA line of hers.\n' >>journals/cleo/2026-01-11.md && as cleo git commit -q -a -m 'cleo: more'
taken 'after her next commit, too' 'thanks ana, taken out by ben' journals/cleo/2026-01-11.md
anew
sed -i 's/ Kudos to @ana.//' journals/cleo/2026-01-11.md && as cleo git commit -q -a -m 'cleo: shorter'
git rm -q journals/ana/2026-01-10.md && as ana git commit -q -m 'ana: taken out'
is 'what its owner takes out is nobody else'\''s' "$(moot check --strict 2>&1 | grep -c E303)$(moot log --foreign --porcelain | grep -c .)" 00
anew
git checkout -q -b apart && as ana git commit -q --allow-empty -m 'meanwhile' && git checkout -q main
sed -i 's/ Kudos to @ana.//' journals/cleo/2026-01-11.md && as cleo git commit -q -a -m 'cleo: shorter'
git checkout -q apart && as ben git merge -q --no-edit main
is 'nor is what somebody merges' "$(moot check --strict 2>&1 | grep -c E303)" 0
git checkout -q main
anew
# the words of an entry stay whose they were, whatever the ends of lines
sed -i 's/$/\r/' journals/ana/2026-01-10.md && git_takes 'other ends of lines' as cleo git commit -q -a -m 'crlf'
is 'change nothing' "$(digest)" "$(git checkout -q before && digest; git checkout -q main)"
anew
clock 2026-01-22
printf '# 2025-02-01 Long ago\n\nThanks @ben for the boat.\n' >journals/ana/old.md && git add . && as ana git commit -q -m 'ana: an old note'
old=$(score ben)
unlike 'an old thanks counts' "$old" "^$bens\$"
sed -i '1s/.*/# Not so long ago/' journals/ana/old.md && git_takes 'a date taken out' as ben git commit -q -a -m 'tidy'
is 'makes no thanks younger' "$(score ben)" "$old"
anew

# --- merges and other histories of the same ---
git checkout -q -b side && printf 'Thanks @ben for the tide tables.\n\n' | cat - journals/ana/2026-01-10.md >x && mv x journals/ana/2026-01-10.md
as ben git commit -q -a -m 'the same words' && git checkout -q main
printf '\nThanks @ben for the tide tables.\n' >>journals/ana/2026-01-10.md && as ana git commit -q -a -m 'ana: again'
once=$(score ben)
printf 'journals/** merge=union\n' >.gitattributes && git add . && as ana git commit -q -m attributes
git_takes 'she pulls what he wrote in her journal' as ana git merge -q --no-edit side
is 'her words stand there twice' "$(grep -c '^Thanks @ben for the tide tables.$' journals/ana/2026-01-10.md)" 2
is 'and count once' "$(score ben)" "$once"
anew
git checkout -q -b evil && dated_entry cleo 2026-01-23 'On #maps.' && git checkout -q main
as ben git merge -q --no-ff --no-commit evil && printf '\nThanks @ben.\n' >>journals/cleo/2026-01-11.md && git add -A &&
	git_takes 'a merge that says more than its sides' as ben git commit -q -m 'merge'
foreign 'an evil merge'
anew
git checkout -q -b hers && dated_entry ana 2026-01-24 'Thanks @ben and @cleo for the map.' && git checkout -q main
clock 2026-01-25
as cleo git commit -q --allow-empty -m 'meanwhile'
git checkout -q hers && as ben git rebase -q main >/dev/null 2>&1
is 'her commit, rebased by him' "$(git log -1 --format='%an, %cn')" 'Ana Reyes, Ben Okafor'
is 'gives him nothing' "$(moot reputation --events --all --porcelain --at 2026-02-10 | grep -c '^ana	ben	.*2026-01-24.*	committer$')" 1
is 'and others what she wrote' "$(moot reputation --events --porcelain --at 2026-02-10 | grep -c '^ana	cleo	thanks.*2026-01-24')" 1
anew
done_testing
