#!/bin/sh
# SPDX-License-Identifier: MIT
# Bytes that are no text, files without an end, names that mean something to a terminal or a shell.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
mark
# fails_softly TITLE COMMAND...: it ends in an orderly way, whatever it says
fails_softly() {
	fails_title=$1
	shift
	"$@" >"$SCRATCH/out" 2>"$SCRATCH/err"
	fails_status=$?
	[ $fails_status -lt 4 ] || [ $fails_status -eq 128 ]
	result $? "$fails_title"
}
all() {
	for words in roles 'roles --all' tree status 'status --all' check verify reputation log 'show release' "show $id"; do
		fails_softly "$1: moot $words" moot $words
		[ "$(tr -d '\n\t -~\200-\377' <"$SCRATCH/out" | wc -c)" -eq 0 ]
		result $? '  without a byte that a terminal would obey'
	done
}
id=$(opens ana desk --set 'what.work=answers in a day')
mark
printf '[role]\000\nautonomy = why\n[holder eve]\n\377\376from = 2026-01-05\nuntil = 2026-12-31\nby = founding\n' >roles/release.ini
git_takes 'a role of bytes' as ben git commit -q -a -m 'bytes'
unmoved 'the role is as it was'
git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'
printf '\357\273\277[role]\r\ntitle = Release\r\nautonomy = how\r\ntopics = releases\r\n[how]\r\ntools = cmake\r\n[what]\r\nwork = a release a month\r\n[holder ben]\r\nfrom = 2026-01-05\r\nuntil = 2026-06-30\r\nby = founding\r\n' >roles/release.ini
git_takes 'the ends of lines of another system' as ben git commit -q -a -m 'crlf'
is 'are read alike' "$(moot roles release --porcelain | cut -f5,7,9)" 'how	ben:2026-01-05:2026-06-30:founding:yes	held'
git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'
mkdir -p journals/ben
printf 'Thanks @cleo \033[2J\033]0;you\007 \302\233 for it. #x\n' >journals/ben/esc.md
printf 'No.\033[31m\n\nObject: a\n' >"$(folder_of "$id")/voice-ben-esc.md"
awk 'BEGIN { while (i++ < 20000) printf "> "; print "Thanks @cleo"; while (j++ < 50000) printf "["; print "x" }' >journals/ben/deep.md
awk 'BEGIN { while (i++ < 5000) printf "[holder x%d]\nuntil = 2026-01-0%d\n", i, i % 9 }' >roles/many.ini
mkdir -p "negotiations/2026/0106-$(printf 'a\033[2Jb')-0000000000" 'negotiations/2026/;rm -rf ~' people
printf 'x' >"negotiations/2026/0106-$(printf 'a\033[2Jb')-0000000000/proposal.md"
printf 'x' >'negotiations/2026/;rm -rf ~/$(touch pwned).md'
printf '[person]\nname = \033[31mRed\n' >people/red.ini
git add -A
git_takes 'controls, depth, thousands and names' as ben git commit -q -m "$(printf 'subject \033[2J\n\nThanks-to: \033[31m@cleo\n')"
all 'hostile bytes'
is 'nothing was run' "$(find . -name pwned)" ''
done_testing
