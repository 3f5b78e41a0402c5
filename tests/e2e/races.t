#!/bin/sh
# SPDX-License-Identifier: MIT
# What two clones did without knowing of each other, once they meet (rules V6, V7, N12).
. "${0%/*}/lib.sh"

# A role that ana holds, in a group of three who have all written something.
moot init --template coop --name Tidemark hub >/dev/null 2>&1 && cd hub || exit 1
for one in ben cleo; do
	moot join $one --name "$one" --email $one@tidemark.example >/dev/null 2>&1
done
as ben commit_file journals/ben/2026/2026-01-05.md 'hello' 'ben: hello' >/dev/null
as cleo commit_file journals/cleo/2026/2026-01-05.md 'hello' 'cleo: hello' >/dev/null
role=$(moot propose release --set role.autonomy=what --set 'what.work=weekly' --holder ben:2026-01-05..2026-06-30 \
	-m 'somebody should' --porcelain 2>/dev/null)
as ben moot consent "$role" >/dev/null 2>&1
as cleo moot consent "$role" --decide >/dev/null 2>&1
like 'ben holds the role' "$(moot roles)" '^release .*ben until'
cd ..

# meet BRANCH: both clones' main in a fresh clone, merged by git alone.
fork() {
	rm -rf left right
	git clone -q hub left && git clone -q hub right
}
meet() {
	git -C left pull -q --no-rebase --no-edit ../right main >"$SCRATCH/pull" 2>&1
}

state() { (cd left && moot tally "$id" --porcelain | cut -f3); }

clock 2026-01-10
fork
id=$(cd left && moot propose release --set 'what.work=every second week' -m 'less' --porcelain 2>/dev/null)
git -C right pull -q ../left main
(cd left && as ben moot consent "$id" >/dev/null 2>&1 && as cleo moot consent "$id" --decide >/dev/null 2>&1)
(cd right && as ben moot object "$id" -m 'it harms those who wait for a fix' >/dev/null 2>&1)
like 'decided in one clone' "$(cd left && moot show release)" 'work .*every second week'
meet
like 'an objection that the decision had not seen brings it into doubt' "$(cd left && moot verify)" 'disputed.*V6'
like 'and the text before it is true' "$(cd left && moot show release)" 'work .*weekly'
is 'disputed is the state of it' "$(state)" disputed
like '  as records have it' "$(cd left && moot show "$id" --json)" '"state":"disputed"'
like '  and as people are told, with the rule' "$(cd left && COLUMNS=200 moot show "$id" | head -n 1)" \
	'disputed: counted with the voices of both sides it does not pass .rule V6'
like 'it is due' "$(cd left && moot status)" '^  disputed +release'
is 'before the merge it was adopted' "$(cd left && moot tally "$id" --commit HEAD^1 --porcelain | cut -f3)" adopted
(cd left && as ben moot consent "$id" -m 'A fix can wait.' >/dev/null 2>&1)
is 'it stays so until it is decided again' "$(state)" disputed
like '  which is what status asks for' "$(cd left && moot status)" "moot decide $(printf %.4s "$id")"
ok 'with the objection met it may be' sh -c "cd left && moot decide $id"
is '  and holds' "$(state)" adopted
like '  by its text' "$(cd left && moot show release)" 'work .*every second week'
unlike '  and is due no more' "$(cd left && moot status)" disputed

fork
id=$(cd left && moot propose release --set 'what.work=monthly' -m 'less' --porcelain 2>/dev/null)
git -C right pull -q ../left main
(cd left && as ben moot consent "$id" >/dev/null 2>&1 && as cleo moot consent "$id" --decide >/dev/null 2>&1)
(cd right && as cleo moot concern "$id" -m 'late fixes' >/dev/null 2>&1)
meet
is 'of two stances at once the more cautious counts, and two consents are enough' \
	"$(cd left && moot tally "$id" --json | grep -o '"person":"[a-z]*","option":"a","stance":"[a-z]*"' | cut -d'"' -f4,12 | tr '\n' ' ')" \
	'ana"consent ben"consent cleo"concern '
like 'voices with which it passes as well leave it alone' "$(cd left && moot show release)" 'work .*monthly'
is '  and it stays adopted' "$(state)" adopted

fork
a=$(cd left && moot propose release --set 'what.work=daily' -m 'more' --porcelain 2>/dev/null)
b=$(cd right && moot propose release --set 'what.work=yearly' -m 'less' --porcelain 2>/dev/null)
(cd left && as ben moot consent "$a" >/dev/null 2>&1 && as cleo moot consent "$a" --decide >/dev/null 2>&1)
(cd right && as ben moot consent "$b" >/dev/null 2>&1 && as cleo moot consent "$b" --decide >/dev/null 2>&1)
git -C left pull -q --no-rebase --no-edit -X ours ../right main >/dev/null 2>&1
like 'two decisions that set one key differently are both disputed' "$(cd left && moot verify)" 'disputed.*N12'
like 'so the text before both is true' "$(cd left && moot show release)" 'work .*weekly'
for id in "$a" "$b"; do
	is 'and that is their state' "$(state)" disputed
done

# what one side brings in from a clone that was away is older than where the two sides parted
fork
rm -rf away && git clone -q hub away
clock 2026-01-11
a=$(cd away && moot propose release --set 'what.work=daily' -m 'more' --porcelain 2>/dev/null)
(cd away && as ben moot consent "$a" >/dev/null 2>&1 && as cleo moot consent "$a" --decide >/dev/null 2>&1)
clock 2026-01-13
(cd left && as ben commit_file journals/ben/2026/2026-01-13.md 'still here' 'ben: still here' >/dev/null)
git -C right pull -q ../left main
clock 2026-01-14
b=$(cd left && moot propose release --set 'what.work=yearly' -m 'less' --porcelain 2>/dev/null)
(cd left && as ben moot consent "$b" >/dev/null 2>&1 && as cleo moot consent "$b" --decide >/dev/null 2>&1)
git -C right pull -q --no-rebase --no-edit ../away main
git -C left pull -q --no-rebase --no-edit -X ours ../right main >/dev/null 2>&1
for id in "$a" "$b"; do
	is 'a decision from before the sides parted, which only one had, meets the others' "$(state)" disputed
done
clock 2026-01-10

fork
a=$(cd left && moot propose release --set 'what.work=daily' -m 'more' --porcelain 2>/dev/null)
b=$(cd right && moot propose release --set 'how.tools=make' -m 'tools' --porcelain 2>/dev/null)
(cd left && as ben moot consent "$a" >/dev/null 2>&1 && as cleo moot consent "$a" --decide >/dev/null 2>&1)
(cd right && as ben moot consent "$b" >/dev/null 2>&1 && as cleo moot consent "$b" --decide >/dev/null 2>&1)
git -C left config merge.moot.driver 'moot merge-driver %O %A %B %P'
meet
is 'different keys meet without a conflict' "$(git -C left status --porcelain)" ''
ok 'and nothing is in doubt' sh -c 'cd left && moot verify'
like 'both hold' "$(cd left && moot show release | tr '\n' ' ')" 'tools .*make.*work .*daily'

fork
end=$(cd left && moot propose release --holder ben..2026-01-10 -m 'time for another' --porcelain 2>/dev/null)
(cd left && as ben moot consent "$end" >/dev/null 2>&1; as cleo moot consent "$end" --decide >/dev/null 2>&1)
clock 2026-01-12
(cd right && as ben moot act release --set 'what.work=never' -m 'mine still' >/dev/null 2>&1)
like 'the act stands where nobody knows better' "$(cd right && moot show release)" 'work .*never'
meet
like 'a holder whose term the other side had ended acts in vain' "$(cd left && moot verify)" 'disputed.*V6'
like 'what stood before the act is true' "$(cd left && moot show release)" 'work .*weekly'
done_testing
