#!/bin/sh
# SPDX-License-Identifier: MIT
# Whoever takes another's thanks out of that person's journal changes nobody's score: neither that of
# whom it thanked, nor the own one, for which more would be left to give.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"

digest() { moot reputation --digest --at 2026-02-10; }

tidemark
dated_entry ana 2026-01-10 "$(printf 'Thanks @cleo for the tide tables.\n\nThanks @ben for the gauge.\n\nA line more. #tides\n')"
dated_entry cleo 2026-01-11 'Kudos to @ana.'
dated_entry ana 2026-01-12 'Thanks @cleo and @ben.'
git tag before
honestly=$(digest)
why=$(moot why cleo --at 2026-02-10 --json | sed 's/"path.*"sentence/"sentence/')
clock 2026-01-20
file=journals/ana/2026-01-10.md
untouched() { # untouched TITLE: who looks sees the same numbers
	is "$1" "$(digest)" "$honestly"
}
anew() { git checkout -q -B main before; }

sed -i '/@cleo/d' $file && git_takes 'ben deletes her thanks to cleo' as ben git commit -q -a -m 'shorter'
untouched 'which changes nothing'
is 'nor how it is told' "$(moot why cleo --at 2026-02-10 --json | sed 's/"path.*"sentence/"sentence/;s/,"taken_by.*}/}/')" "$why"
by=$(git rev-parse --short=10 HEAD)
like 'but that it stands there no more' "$(moot why cleo --at 2026-02-10)" "  $file:1, taken out by ben in $by\$"
like 'in JSON too' "$(moot why cleo --at 2026-02-10 --json)" "\"path\":\"$file\",\"line\":1,.*\"taken_by\":\"ben\",\"taken_in\":\"${by}[0-9a-f]*\"}"
like 'and among the events' "$(moot reputation --events --at 2026-02-10)" "ana -> cleo  thanks 4  tides  $file:1, taken out by ben in $by\$"
like 'it is told' "$(COLUMNS=200 moot check --strict 2>&1)" "^$file: warning: ben took out what its owner had written: 1 acknowledgement or mention goes on counting"
like 'in the log' "$(COLUMNS=200 moot log --foreign)" 'thanks cleo, taken out by ben, counts as before'
rm -rf .git/moot
untouched 'and nothing remembered says otherwise'
printf '\nA line of hers.\n' >>$file && as ana git commit -q -a -m 'ana: a line'
untouched 'after her next commit, too'
git show before:$file >$file && as cleo git commit -q -a -m 'cleo: put back'
untouched 'nor does it when cleo puts it back'
is 'of which nothing is told' "$(moot check --strict 2>&1 | grep -c E303)$(moot log --foreign --porcelain | grep -c .)" 00
sed -i '/@cleo/d' $file && as ana git commit -q -a -m 'ana: a word taken back'
unlike 'and then she may take it back' "$(digest)" "^$honestly\$"
is 'once and for all' "$(moot check --strict 2>&1 | grep -c E303)" 0
anew

git rm -q $file && git_takes 'the file' as ben git commit -q -m 'tidy'
untouched 'a deleted file'
as ana commit_file $file 'Begun again.' 'ana: again' >/dev/null
untouched 'of which she writes another'
anew
git rm -q -r journals/ana && git_takes 'her folder' as ben git commit -q -m 'tidy'
untouched 'a deleted folder'
anew
git mv $file journals/ana/2026-01-01.md && git_takes 'another name' as ben git commit -q -m 'renamed'
untouched 'a renamed file'
anew
sed -i 's/Thanks @cleo/Thanks @ben/' $file && git_takes 'another receiver' as ben git commit -q -a -m 'renamed'
untouched 'other words'
anew
printf '\nAll on #boats and #ropes.\n' >>$file && git_takes 'two more topics' as ben git commit -q -a -m 'topics'
untouched 'other topics'
anew
sed -i '1i ```' $file && git_takes 'a fence around it' as ben git commit -q -a -m 'code'
untouched 'what is code now'
anew
rm $file && ln -s 2026-01-12.md $file && git_takes 'a link in its place' as ben git commit -q -a -m 'link'
untouched 'a link'
anew
{ sed '/@ben/d' $file && truncate -s 65M "$SCRATCH/zeros" && cat "$SCRATCH/zeros"; } >"$SCRATCH/large" && mv "$SCRATCH/large" $file
git_takes 'more than is read' as ben git commit -q -a -m 'large'
untouched 'an unreadable file'
anew

# --- by merges ---
git checkout -q -b hers && dated_entry ana 2026-01-21 'Thanks @cleo for the map.' && git checkout -q main
clock 2026-01-22
as ben git commit -q --allow-empty -m 'meanwhile'
git merge -q --no-edit hers && merged=$(digest) && git reset -q --hard HEAD~1
git checkout -q main && git_takes 'he merges it without its content' as ben git merge -q -s ours --no-edit hers
is 'and it counts' "$(digest)" "$merged"
git reset -q --hard HEAD~1
git checkout -q hers && git_takes 'or the other way round' as ben git merge -q --no-edit -X ours main
git rm -q -r journals && git_takes 'with nothing left of the journals' as ben git commit -q --amend --no-edit
is 'it counts' "$(digest)" "$merged"
git checkout -q main && anew
git checkout -q -b without && git rm -q $file && as ana git commit -q -m 'ana: taken out' && taken=$(digest)
git checkout -q main && as ben git commit -q --allow-empty -m 'meanwhile'
as ben git merge -q --no-commit without >/dev/null && git checkout -q before -- $file &&
	git_takes 'what she took out comes back by his merge' as ben git commit -q -m 'merge'
is 'and is his' "$(digest)" "$taken"
is 'in no list of what was taken out' "$(moot check --strict 2>&1 | grep -c E303)" 0
done_testing
