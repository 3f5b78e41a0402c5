#!/bin/sh
# SPDX-License-Identifier: MIT
# Any git clone, before anything is set up: who is acknowledged, for what, and why.
. "${0%/*}/lib.sh"

new_repo plain
clock 2026-01-05
ada() {
	export GIT_AUTHOR_NAME='Ada Ng' GIT_AUTHOR_EMAIL=Ada@Example.org
	export GIT_COMMITTER_NAME='Ada Ng' GIT_COMMITTER_EMAIL=Ada@Example.org
}
bob() {
	export GIT_AUTHOR_NAME='Bob Ødegård' GIT_AUTHOR_EMAIL=bob@example.org
	export GIT_COMMITTER_NAME='Bob Ødegård' GIT_COMMITTER_EMAIL=bob@example.org
}
says_nothing=$(moot reputation 2>&1)
is 'before the first commit there is nothing' "$says_nothing" 'nothing was committed on this branch yet'
is 'and nothing else to look at' "$(moot status 2>&1)" 'fatal: no moot.ini in this folder or above it
hint: moot init founds a group here; moot reputation, why, log and show need none'
as ada commit_file a 1 'parser: begin' >/dev/null
like 'nor in one that thanks nobody' "$(moot reputation)" '^nobody has been acknowledged yet, as with Reviewed-by: or Reported-by:$'
is 'which log says too' "$(moot log 2>&1)" 'no commit acknowledges anybody yet, as with Reviewed-by: or Reported-by:'
clock 2026-01-08
as ada commit_file a 2 'parser: accept tabs

Reviewed-by: Bob Ødegård <bob@example.org>
Reported-by: Carol' >/dev/null
bob
git commit -q --allow-empty --author='Dora Lee <dora@example.org>' -m 'docs: say so'
GIT_AUTHOR_NAME='tidy[bot]' GIT_AUTHOR_EMAIL=tidy@bots.example git commit -q --allow-empty -m 'deps: newer

Tested-by: Ada Ng <ada@example.org>'
is 'one is one' "$(moot reputation --at 2026-01-05 | head -n 1)" \
	'0 acknowledgements in 4 commits. The voices are whoever wrote in the last two'
is 'people are the authors, by name' "$(moot reputation | sed '1,/^person/d' | sed 's/  .*//' | sort)" 'Bob Ødegård
Carol
Dora Lee'
is 'whose numbers open into the sentences' "$(moot why bob@example.org | sed 's/[0-9][0-9]* ppm/N ppm/; s/^ *[0-9]* /N /; s/([0-9]*)/(N)/')" \
	'Bob Ødegård <bob@example.org>  N ppm, from 1 acknowledgement:
N  2026-01-08 Ada Ng (N) reviewed-by #parser
N Reviewed-by: Bob Ødegård <bob@example.org>'
is 'who was acknowledged by nobody is told so' "$(moot why 'ada ng')" 'Ada Ng <ada@example.org>  nobody has acknowledged them yet'

# --- where there is nothing to show: why, and where there is ---
git init -q --bare ../server.git && git -C ../server.git symbolic-ref HEAD refs/heads/trunk
git push -q ../server.git main
is 'a branch that is not there has nothing' "$(moot -C ../server.git reputation 2>&1)" \
	'nothing was committed on this branch yet
there are other branches: main; --commit BRANCH reads one'
is 'which commands of a group say too' "$(moot -C ../server.git status 2>&1 | tail -n 1)" \
	'hint: nothing was committed on this branch yet; there are others: main (--commit BRANCH, or git checkout BRANCH)'
like 'so that it can be read' "$(moot -C ../server.git reputation --commit main)" '^Carol '
is 'long after the last commit nobody has a voice' "$(moot reputation --at 2029-01-01 | tail -n 3)" \
	"nobody's voice counts: all scores are 0, since nobody wrote in the two years
before 2029-01-01; the last commit of a person is of 2026-01-08, and may be
asked with --at"
like 'as on that day they had' "$(moot reputation --at 2026-01-08)" '^Carol '
(
	git init -q ../alone && cd ../alone || exit 1
	clock 2023-01-05
	bob
	commit_file a 1 'begin

Reported-by: Carol'
	clock 2026-01-08
	ada
	commit_file a 2 again
)
is 'a credit of somebody without a voice is no score, and that is said' \
	"$(moot -C ../alone reputation | tail -n 2)" \
	'nobody has a score: whoever acknowledged somebody has no voice on that day, or
it was too long ago'

(
	git init -q ../landed && cd ../landed || exit 1
	clock 2024-01-05
	ada
	for one in 1 2 3; do
		git commit -q --allow-empty --author='Bob <bob@example.org>' -m "part$one: more"
	done
	clock 2024-03-05
	GIT_AUTHOR_NAME='tidy[bot]' git commit -q --allow-empty -m 'deps: newer'
	git branch -q landed
	clock 2024-03-06
	for one in ada ng ada ng ng ada ng; do
		GIT_AUTHOR_EMAIL=$one@example.org git commit -q --allow-empty -m "a-part-of-a-rather-long-name: $one

Reviewed-by: Bob <bob@example.org>"
		git commit -q --allow-empty --author='Bob <bob@example.org>' -m "other

Reviewed-by: Ada Ng <ng@example.org>"
	done
)
landed='moot -C ../landed'
is 'where work was only landed, log says so' "$($landed log --commit landed 2>&1)" \
	'no commit has a trailer that acknowledges anybody, as with Reviewed-by: or Reported-by:; 1 was landed by others: moot reputation'
like 'a program gives no day to ask for' "$($landed reputation --commit landed --at 2029-01-01 | tr '\n' ' ')" 'last commit of a person is of 2024-01-05'
parts=$($landed why bob@example.org --at 2024-03-07 --top 6)
is 'two of one name are told apart' "$(printf '%s\n' "$parts" | grep -o 'Ada Ng <[^>]*>' | sort -u | tr '\n' ' ')" \
	'Ada Ng <ada@example.org> Ada Ng <ng@example.org> '
is 'no line is wider than the terminal' "$(printf '%s\n' "$parts" | awk 'length > 80')" ''
is 'nor in a topic' "$($landed why bob@example.org --at 2024-03-07 --topic a-part-of-a-rather-long-name --top 6 | awk 'length > 80')" ''
unordered='' unequal=''
for givers in 3 5 6 7 9; do
	seq $givers | sed 's/.*/g&\tr\t2024-03-05\t4\tdocs/' >../givers.tsv
	seq $givers | sed 's/.*/r\tg&\t2024-03-05\t4\tdocs/' >>../givers.tsv
	parts=$(moot why r --from ../givers.tsv --seeds "$(seq $givers | sed 's/^/g/' | paste -sd,)" --at 2024-03-07)
	numbers=$(printf '%s\n' "$parts" | sed -n '2,$s/^ *\([0-9][0-9]*\)  .*/\1/p')
	[ "$numbers" = "$(printf '%s\n' "$numbers" | sort -rn)" ] || unordered="$unordered $givers"
	[ "$(printf '%s\n' "$numbers" | awk '{ sum += $1 } END { print sum }')" = \
		"$(printf '%s\n' "$parts" | sed -n '1s/.*  *\([0-9]*\) ppm.*/\1/p')" ] || unequal="$unequal $givers"
done
is 'the parts are in order' "$unordered" ''
is 'and add up' "$unequal" ''

# --- show ---
is 'a person is shown, by name' "$(moot show 'ada ng' | sed 's/to [0-9]* ppm/to N ppm/')" 'Ada Ng <ada@example.org>
  wrote 2 commits, from 2026-01-05 to 2026-01-08
  acknowledged 0 times, which comes to N ppm'
is 'or by mail' "$(moot show BOB@example.org | sed 's/to [0-9]* ppm/to N ppm/')" 'Bob Ødegård <bob@example.org>
  wrote no commit here
  put in 2 commits of others
  acknowledged once, which comes to N ppm
  known for parser'
is 'as a record' "$(moot show carol --json | sed 's/"score":"[0-9]*","ppm":[0-9]*/SCORE/')" \
	'{"v":1,"person":"Carol",SCORE,"thanked":1,"cited":0,"asked":0,"mentioned":0,"topics":["parser"],"commits":0,"landed":0,"first":null,"last":null}'
is 'a commit is shown, and whom it acknowledges' "$(moot show HEAD~2 | sed 's/^[0-9a-f]\{10\} /ID /')" 'ID  2026-01-08  Ada Ng <ada@example.org>
  parser: accept tabs
  reviewed-by Bob Ødegård <bob@example.org>
  reported-by Carol'
is 'that whose work it puts in too' "$(moot show HEAD~1 --json | sed 's/"commit":"[0-9a-f]*"/COMMIT/')" \
	'{"v":1,COMMIT,"day":"2026-01-08","person":"Dora Lee <dora@example.org>","subject":"docs: say so","credits":[{"kind":"landed","person":"Dora Lee <dora@example.org>","units":4,"topic":"docs","void":null}]}'
like 'and why something does not count' "$(moot show HEAD)" '^  tested-by Ada Ng <ada@example.org>, which does not count: no-giver$'
is 'one that thanks nobody says so' "$(moot show HEAD~3 | tail -n 1)" '  acknowledges nobody'
is 'a file is shown as it was' "$(moot show a --commit HEAD~3)" 1
is 'and is a record' "$(moot show a --json)" '{"v":1,"path":"a","text":"2\n"}'
like 'a machine that writes is called by its name' "$(moot log -n 1)" '^2026-01-08  tidy\[bot\]  deps: newer$'
is 'in a record by name and mail' "$(moot log -n 1 --porcelain | cut -f2)" 'tidy[bot] <tidy@bots.example>'

# --- what is not there ---
expect_status 128 'what is nothing is told' moot show nix
is 'with where names come from' "$(cat "$SCRATCH/err")" "fatal: 'nix' is no person, commit or path here
hint: moot reputation --porcelain lists everybody who was acknowledged"
expect_status 128 'a part of a name is not enough' moot why Car
is 'but is understood' "$(tail -n 1 "$SCRATCH/err")" "hint: did you mean 'Carol'?"
git commit -q --allow-empty -m 'again' -m 'Helped-by: Carol Two <carol2@example.org>'
expect_status 128 'a part of two names neither' moot why Car
is 'and both are listed' "$(cat "$SCRATCH/err")" "fatal: 'Car' is more than one person here
hint: say it whole, or by mail: Carol Two <carol2@example.org>, Carol"
for words in status roles tree check verify "tally x" "propose x --holder y..+1m" 'write -m x'; do
	expect_status 128 "$words needs a group" moot $words
	is '  and says how there would be one' "$(cat "$SCRATCH/err")" 'fatal: no moot.ini in this folder or above it
hint: moot init founds a group here; moot reputation, why, log and show need none'
done

# --- odd names and encodings ---
git -c i18n.commitEncoding=ISO-8859-1 commit -q --allow-empty -F - <<END
$(printf 'caf\351: open early\n\nHelped-by: Andr\351 Br\374ckner <andre@example.org>')
END
like 'Latin-1 is read as what it says it is' "$(moot show 'André Brückner' 2>&1)" '^  known for café$'
printf 'tree %s\nauthor A\033[31mB <x@example.org> 1767830400 +0000\ncommitter Bob <bob@example.org> 1767830400 +0000\n\nodd\n\nHelped-by: \033]0;gotcha\007 Eve <eve@example.org>\n' \
	"$(git rev-parse 'HEAD^{tree}')" >"$SCRATCH/odd"
git reset -q --soft "$(git hash-object -t commit -w "$SCRATCH/odd")"
is 'nothing in a history reaches the terminal as a control' \
	"$(for words in reputation log 'show HEAD' 'reputation --events --all' 'why eve@example.org'; do moot $words 2>&1; done | LC_ALL=C tr -d '\n\040-\176\200-\377')" ''
# --- what the history acknowledges, told by kind ---
new_repo kinds && bob
commit_file a 1 'parser: begin' >/dev/null
git commit -q --allow-empty --author='Dora Lee <dora@example.org>' -m 'docs: say so'
git commit -q --allow-empty -m 'tests: more

Reviwed-by: Dora Lee <dora@example.org>
Fixes: 1234567
Signed-off-by: Dora Lee <dora@example.org>
Signed-of-by: Dora Lee <dora@example.org>
Co-mentored-by: Dora Lee <dora@example.org>
Helped-by: Carol'
moot reputation >"$SCRATCH/kinds" 2>"$SCRATCH/slips"
is 'how many of which kind, and what counts for nothing' "$(tr '\n' ' ' <"$SCRATCH/kinds" | sed 's/The voices.*//')" \
	'2 acknowledgements in 3 commits: 1 Helped-by, 1 landed; shown, not scored: 1 Co-mentored-by, 1 Reviwed-by, 1 Signed-of-by, 1 Signed-off-by. '
is 'a slip of the pen is told where it costs somebody, another word is not' "$(cat "$SCRATCH/slips")" \
	"hint: not scored, and perhaps slips of the pen: 'Reviwed-by' (1 time, for Reviewed-by?)"
commit_file b 1 'tests: by a program

Helped-by: Carol
Helped-by: Merge Queue <queue@example.org>
Helped-by: readme-bot <actions@users.noreply.github.com>
Helped-by: Ben Bot <ben@bot.example>' >/dev/null
robots() {
	moot reputation --events --all --json | grep -o '"receiver":"[^"]*".*"void":"robot"' |
		cut -d'"' -f4 | tr '\n' ' '
}
is 'programs are no people in a history' "$(robots)" 'readme-bot <actions@users.noreply.github.com> '
git config --add moot.robots 'QUEUE@example.org' && git config --add moot.robots Carol
is 'and others can be named' "$(robots)" \
	'Carol Carol Merge Queue <queue@example.org> readme-bot <actions@users.noreply.github.com> '
is 'advice can be switched off' "$(git config advice.moot false && moot reputation 2>&1 >/dev/null; git config --unset advice.moot)" ''

done_testing
