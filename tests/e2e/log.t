#!/bin/sh
# SPDX-License-Identifier: MIT
# moot log: the entries of journals, and of a history without a group.
. "${0%/*}/lib.sh"

moot init --template coop --name Tidemark tidemark >/dev/null 2>&1
cd tidemark || exit 1
moot join ben --name 'Ben Okafor' --email ben@tidemark.example >/dev/null 2>&1
moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example >/dev/null 2>&1
is 'a group that wrote nothing has no log' "$(moot log)" ''
clock 2026-01-16
as ben moot write -m 'Three releases. Thanks @cleo for #releases.' >/dev/null 2>&1
clock 2026-01-20
as cleo moot write -m '# One person who says no

See [ben](../../ben/2026/2026-01-16.md). @ana, who decides? - #tension

- [ ] read strings
- [x] ask' >/dev/null 2>&1
ben
commit_file journals/ben/notes.md '# Notes
## 2026-01-10 A day before
text
## 2026-03-01 A day to come
text #harbour' notes
log() { moot log --porcelain "$@" | cut -f 1-5; }
is 'newest first, an entry a heading' "$(log)" \
	"2026-01-20	ben	journals/ben/notes.md	4	A day to come
2026-01-20	cleo	journals/cleo/2026/2026-01-20.md	1	One person who says no
2026-01-16	ben	journals/ben/2026/2026-01-16.md	1	Three releases.
2026-01-10	ben	journals/ben/notes.md	2	A day before"
is 'for people' "$(moot log --by cleo)" '2026-01-20  cleo  One person who says no
            #tension, builds-on ../../ben/2026/2026-01-16.md, asks ana, task,
            done
            journals/cleo/2026/2026-01-20.md:1'
is 'as json' "$(moot log --json --by cleo | sed 's/"commit":"[0-9a-f]*"/COMMIT/')" \
	'{"v":1,"day":"2026-01-20","who":"cleo","path":"journals/cleo/2026/2026-01-20.md","line":1,"title":"One person who says no","topics":["tension"],"signals":[{"kind":"builds-on","target":"../../ben/2026/2026-01-16.md"},{"kind":"asks","target":"ana"},{"kind":"task","target":""},{"kind":"done","target":""}],"foreign":[],COMMIT}'
git checkout -q -b minutes
clock 2026-03-02
as ana moot write -m '- @ben: the list
- @ben and @cleo: the plan
- @ben: the cake' >/dev/null 2>&1
is 'the same of one person is told once' "$(moot log --by ana | sed -n 2p)" '            mention ben, mention cleo'
is 'and recorded each time' "$(moot log --by ana --json | grep -o '"mention"' | wc -l)" 4
git checkout -q main
clock 2026-01-20
is 'of one person' "$(log --by @ben | cut -f 2 | sort -u)" ben
is 'in one topic' "$(log --topic '#Releases' | cut -f 5)" 'Three releases.'
is 'of some days' "$(log --since 2026-01-16 --until 2026-01-19 | cut -f 1)" 2026-01-16
is 'the newest' "$(log -n 2 | cut -f 2)" 'ben
cleo'
is 'of some paths' "$(log journals/ben/notes.md | cut -f 5)" 'A day to come
A day before'
is 'from where one is' "$(cd journals/cleo && log . | cut -f 2)" cleo
is 'as on a day' "$(log --at 2026-01-17 | cut -f 1)" '2026-01-16
2026-01-10'
is 'as at a commit' "$(log --commit HEAD~2 | cut -f 5)" 'Three releases.'
expect_status 128 'nobody has no entries' moot log --by clo
like 'with the one that may be meant' "$(cat "$SCRATCH/err")" "^hint: did you mean 'cleo'"
is 'nothing by others' "$(log --foreign)" ''
cleo
printf '\nThanks @ana.\n' >>journals/ben/2026/2026-01-16.md && git commit -q -a -m 'in another journal'
is 'what others brought in' "$(moot log --foreign --porcelain | cut -f 2,8)" 'ben	cleo'
like 'is told' "$(moot log --foreign)" 'partly by cleo$'
git clone -q --bare . ../bare.git
is 'a bare repository has a log too' "$(cd ../bare.git && log -n 1 | cut -f 2)" ben

# --- a history without a group ---
new_repo ../plain
commit_file a 1 'docs: begin

Reviewed-by: Ada Ng <ada@example.org>
Thanks-to: Bob'
commit_file a 2 'no credit'
commit_file a 3 'fix

Reported-by: Ada Ng <ada@example.org>'
is 'is one of commits that acknowledge' "$(moot log --porcelain | cut -f 1,2,5,6,7)" \
	'2026-01-20	Cleo Lind <cleo@tidemark.example>	fix		reported-by:Ada Ng <ada@example.org>
2026-01-20	Cleo Lind <cleo@tidemark.example>	docs: begin	docs	reviewed-by:Ada Ng <ada@example.org>,thanks-to:Bob'
is 'in one area' "$(moot log --porcelain --topic docs | cut -f 5)" 'docs: begin'
is 'of one person, by name' "$(moot log --porcelain --by 'cleo lind' -n 1 | cut -f 5)" fix
expect_status 129 'without paths' moot log a
new_repo ../empty
expect_status 0 'before the first commit there is nothing' moot log

done_testing
