#!/bin/sh
# SPDX-License-Identifier: MIT
# moot write: today's entry, from words, files and editors, and what happens when it is refused.
. "${0%/*}/lib.sh"

entry=journals/ben/2026/2026-01-16.md
moot init --template coop --name Tidemark tidemark >/dev/null 2>&1 && cd tidemark || exit 1
moot join ben --name 'Ben Okafor' --email ben@tidemark.example >/dev/null 2>&1
moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example >/dev/null 2>&1
clock 2026-01-16
ben

# --- the usual way ---
is 'it prints the path and what it noticed' "$(moot write -m 'Three releases in three days.
Cleo caught two, thanks @cleo, #releases. Nobody knew who says "it ships".' 2>"$SCRATCH/err")" \
	"$entry  1 thanks (cleo), topic releases"
is 'the next command is on stderr' "$(cat "$SCRATCH/err")" '  next: moot log --by ben -n 5'
is 'the commit is a sentence' "$(git log -1 --format='%an: %s')" \
	'Ben Okafor: ben: 2026-01-16, Three releases in three days'
is 'the day of the commit is MOOT_NOW' "$(git log -1 --format=%aI,%cI)" \
	'2026-01-16T12:00:00+00:00,2026-01-16T12:00:00+00:00'
is 'the commit has one file' "$(git show --format= --name-only)" "$entry"
is 'a second text is a further paragraph' \
	"$(moot write -m '#releases on Thursday, @ana?' 2>&1 && cat $entry)" \
	"$entry  asks ana, topic releases
  next: moot log --by ben -n 5
Three releases in three days.
Cleo caught two, thanks @cleo, #releases. Nobody knew who says \"it ships\".

#releases on Thursday, @ana?"
is 'porcelain is the path' "$(moot write --porcelain -m a -m b 2>/dev/null)" "$entry"
is 'several -m are paragraphs' "$(tail -n 3 $entry)" 'a

b'
is 'json is the path' "$(moot write --json -m c 2>/dev/null)" "{\"v\":1,\"path\":\"$entry\"}"
printf '# A heading\n\nwith *text*\n' >../text
is 'a file is the text' "$(moot write ../text 2>/dev/null)" "$entry"
is 'a heading stays' "$(tail -n 3 $entry)" "$(cat ../text)"
is 'standard input is the text' "$(moot write - <../text 2>/dev/null)" "$entry"
is 'the subject is the heading' "$(git log -1 --format=%s)" 'ben: 2026-01-16, A heading'
moot write -m "$(printf 'word %.0s' $(seq 200))" >/dev/null 2>&1
ok 'a subject is cut at a word' test "$(git log -1 --format=%s | wc -c)" -le 90
like 'and says so' "$(git log -1 --format=%s)" ' word \.\.\.$'
before=$(git rev-parse HEAD)
like 'a dry run says what it would do' "$(moot write -n -m 'thanks @ana')" '1 thanks \(ana\)$'
is 'and commits nothing' "$(git rev-parse HEAD)" "$before"
is 'and leaves no file' "$(git status --porcelain)" ''
moot write -m 'thanks @zed' >/dev/null 2>"$SCRATCH/err"
like 'a handle of nobody is told' "$(cat "$SCRATCH/err")" '^hint: nobody here is called zed;'

# --- what would change the meaning of what stands ---
clock 2026-01-17
entry=journals/ben/2026/2026-01-17.md
moot write -m 'Done.

Thanks-to: @cleo' >/dev/null 2>&1
moot write -m 'And more.' >/dev/null 2>&1
is 'a closing trailer stays one: the addition has a heading' "$(cat $entry)" 'Done.

Thanks-to: @cleo

## 2026-01-17

And more.'
clock 2026-01-18
entry=journals/ben/2026/2026-01-18.md
mkdir -p journals/ben/2026 && printf '# Late\n\n## 2026-01-15 Thursday\nA day before.\n' >$entry
moot write -m 'Today.' >/dev/null 2>&1
is 'the entry of another day does not take it in' "$(tail -n 3 $entry)" '## 2026-01-18

Today.'
moot write -m 'Still today.' >/dev/null 2>&1
is 'that of today does' "$(tail -n 3 $entry)" 'Today.

Still today.'
moot write -m '```
open' >/dev/null 2>&1
before=$(git rev-parse HEAD)
expect_status 128 'in an open code block nothing is noticed: refused' moot write -m 'thanks @cleo'
like 'and the text is kept' "$(cat "$SCRATCH/err")" '^what you wrote is kept in .*/MOOT_EDITMSG$'
is 'it is in there' "$(cat .git/MOOT_EDITMSG)" 'thanks @cleo'
is 'and nothing was committed' "$(git rev-parse HEAD)$(git status --porcelain)" "$before"

# --- with an editor ---
clock 2026-01-19
entry=journals/ben/2026/2026-01-19.md
editor() {
	printf '#!/bin/sh\n%s\n' "$1" >"$HOME/bin/editor"
	chmod +x "$HOME/bin/editor"
	export GIT_EDITOR="$HOME/bin/editor"
}
editor '{ printf "# What I saw\n\n#releases are late.\n"; cat "$1"; } >"$1.new" && mv "$1.new" "$1"'
is 'the editor is called' "$(moot write 2>/dev/null)" "$entry  topic releases"
is 'a heading is no remark' "$(cat $entry)" '# What I saw

#releases are late.'
editor 'cp "$1" "$HOME/template"'
expect_status 128 'an untouched template aborts' moot write
is 'and says why' "$(cat "$SCRATCH/err")" 'fatal: nothing was said: aborted'
editor 'echo "half a thought" >"$1"; exit 3'
expect_status 128 'a failing editor is fatal' moot write
like 'and the path of the text is told' "$(cat "$SCRATCH/err")" \
	'^hint: what you wrote is kept in .*/\.git/MOOT_EDITMSG$'
is 'where it is' "$(cat .git/MOOT_EDITMSG)" 'half a thought'
unset GIT_EDITOR

# --- written by hand ---
clock 2026-01-20
entry=journals/ben/2026/2026-01-20.md
mkdir -p journals/ben/2026 && printf 'By hand. Thanks @cleo.\r\n' >$entry
is 'what was written with any editor is committed as it is' \
	"$(GIT_EDITOR=false moot write 2>/dev/null)" "$entry  1 thanks (cleo)"
is 'byte for byte' "$(git show HEAD:$entry | od -An -c | tr -d ' \n')" \
	'Byhand.Thanks@cleo.\r\n'
printf 'More by hand\n' >>$entry
moot write -m 'And by words.' >/dev/null 2>&1
is 'words go behind what is not committed yet' "$(git show HEAD:$entry | tail -n 3 | tr -d '\r')" \
	'More by hand

And by words.'
is 'with the ends of lines that the file has' "$(tail -n 1 $entry | od -An -c | tail -c 8)" ' \r  \n'
echo staged >"$entry" && git add $entry && echo 'and more' >>$entry
ok 'what was staged by hand goes too' moot write
is 'as it stands in the work tree' "$(git show HEAD:$entry)" 'staged
and more'
mkdir -p journals/ben/notes && echo 'a trip' >journals/ben/notes/trip.md
is 'a file of one'"'"'s own journal is committed where it is' \
	"$(moot write --porcelain journals/ben/notes/trip.md 2>/dev/null)" journals/ben/notes/trip.md
expect_status 1 'but not twice' moot write journals/ben/notes/trip.md
mkdir -p journals/cleo && echo 'not mine' >journals/cleo/x.md
expect_status 1 'a file of somebody else'"'"'s journal is refused' moot write journals/cleo/x.md
rm -r journals/cleo

# --- what is not a text ---
printf 'a\0b' >../nul
expect_status 128 'a NUL byte is refused' moot write ../nul
printf 'caf\351\n' >../latin
expect_status 128 'what is not UTF-8 is refused' moot write ../latin
like 'with a hint' "$(cat "$SCRATCH/err")" '^hint: .*iconv'
expect_status 128 'an empty text aborts' moot write -m ' '
expect_status 128 'a missing file is fatal' moot write ../nowhere
expect_status 128 'a folder is no text' moot write ..
expect_status 129 'a text is wanted once' moot write -m a ../text
is 'nothing of all this was committed' "$(git status --porcelain)" ''

# --- who and where ---
expect_status 128 'without an identity nothing is written' \
	env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL -u GIT_COMMITTER_NAME -u GIT_COMMITTER_EMAIL \
	git -c user.useConfigOnly=true moot write -m x
is 'and git is quoted, with what tells it who one is' "$(cat "$SCRATCH/err")" \
	"fatal: no email was given and auto-detection is disabled
hint: git config --global user.name 'YOUR NAME'; git config --global user.email ADDRESS"
zed() { person zed 'Zed Zane'; }
expect_status 128 'somebody unknown is refused' as zed moot write -m x
like 'and told how to become known' "$(cat "$SCRATCH/err")" "^hint: .*moot join HANDLE --name 'Zed Zane'"
git checkout -q --detach
ok 'a detached HEAD is fine' moot write -m 'On no branch.'
git checkout -q main
is 'the branch is as it was' "$(git log -1 --format=%s | grep -c 'On no branch')" 0
git clone -q --bare . ../bare.git
expect_status 128 'a bare repository has no work tree' moot -C ../bare.git write -m x
like 'which is said' "$(cat "$SCRATCH/err")" 'there is no work tree here'
mkdir -p journals/ben/deep; cd journals/ben/deep || exit 1
is 'it works from any folder' "$(moot write --porcelain -m deep 2>/dev/null)" "$entry"
cd ../../.. || exit 1
new_repo ../empty
printf '[moot]\nrules = 1\nname = X\nidentity = named\n' >moot.ini
expect_status 128 'before the first commit nobody is known' moot write -m x
cd ../tidemark || exit 1
ln -s /etc journals/ben/2027
clock 2027-01-01
expect_status 128 'a symbolic link among the folders is refused' moot write -m x
is 'nothing went through it' "$(ls /etc/2027-01-01.md 2>/dev/null)" ''
rm journals/ben/2027

# --- a hook that refuses ---
clock 2026-01-21
entry=journals/ben/2026/2026-01-21.md
printf '#!/bin/sh\necho "error: not today" >&2\nexit 1\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
echo unrelated >roles-to-come && git add roles-to-come
state() { git status --porcelain=v2 && git ls-files -s && find . -path ./.git -prune -o -type f -print; }
before=$(state)
expect_status 128 'a hook may refuse' moot write -m 'Not lost.'
is 'it is heard' "$(grep -v '^what' "$SCRATCH/err")" 'fatal: not today'
is 'work tree and index are as before' "$(state)" "$before"
is 'no folder is left' "$(find journals -type d -empty)" 'journals/ben/deep'
is 'the text is kept' "$(cat .git/MOOT_EDITMSG)" 'Not lost.'
mkdir -p journals/ben/2026 && echo 'by hand' >$entry
before=$(state)
expect_status 128 'a hook may refuse what was written by hand' moot write
is 'which stays untracked as it was' "$(state)" "$before"
git add $entry && before=$(state)
expect_status 128 'or staged' moot write
is 'which stays staged as it was' "$(state)" "$before"
rm .git/hooks/pre-commit
ok 'then it is committed' moot write
is 'and what else is staged stays so' "$(git status --porcelain)" 'A  roles-to-come'

# --- two at once ---
clock 2026-01-22
entry=journals/ben/2026/2026-01-22.md
for i in 1 2 3 4 5 6; do
	moot write -m "number $i" >/dev/null 2>/dev/null &
done
wait
is 'all that write at once land' "$(grep -c '^number' $entry)" 6
is 'each in a commit of its own' "$(git log --format=%s -- $entry | sort | uniq -c | grep -c ' 1 ')" 6
is 'and nothing is left behind' "$(git status --porcelain)" 'A  roles-to-come'

# --- in a folder of a project ---
cd .. || exit 1
new_repo project && commit_file src.c 'int x;'
ana
moot init governance >/dev/null 2>&1
is 'it works below a root that is a folder' \
	"$(moot -C governance write --porcelain -m 'Hello #start' 2>/dev/null)" \
	journals/ana/2026/2026-01-22.md
is 'where it belongs' "$(git show --format= --name-only)" governance/journals/ana/2026/2026-01-22.md

done_testing
