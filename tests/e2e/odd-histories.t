#!/bin/sh
# SPDX-License-Identifier: MIT
# Histories of many people, of odd dates and authors, and with other things where files belong.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

# shellcheck disable=SC2209
founding=with_roles tidemark
start=$(git rev-parse HEAD)
again() { git reset -q --hard "$start"; }
# raw NAME MAIL SECONDS MESSAGE [PARENT...]: a commit of the index, written byte by byte.
raw() {
	raw_author="$1 <$2> $3 +0000" raw_message=$4
	shift 4
	{
		printf 'tree %s\n' "$(git write-tree)"
		printf 'parent %s\n' "${@:-$(git rev-parse HEAD)}"
		printf 'author %s\ncommitter %s\n\n%s\n' "$raw_author" "$raw_author" "$raw_message"
	} | git hash-object -t commit -w --literally --stdin >"$SCRATCH/raw" && git reset -q --soft "$(cat "$SCRATCH/raw")"
}
now=$(date -u -d "$MOOT_NOW" +%s)

# --- authors ---
echo 'int x;' >code.c && git add code.c && raw 'Nobody' '' "$now" 'without an address'
ok 'a commit without an address changes nothing' moot verify
sed -i 's/^work = answers/work = whatever/' roles/desk.ini && git add . && raw 'Ana Reyes' '' "$now" 'desk: whatever'
expect_status 1 'nor does it act for anybody' moot verify
like '... by name alone' "$(cat "$SCRATCH/out")" 'roles/desk.ini.*nobody known here.*rule V2'
again
sed -i 's/^work = answers/work = whatever/' roles/desk.ini && git add . && raw '' '' "$now" ''
expect_status 1 'nor one without a name and without a word' moot verify
again
sed -i 's/^work = answers/work = whatever/' roles/desk.ini && git add .
raw 'Ana Reyes' 'ben@tidemark.example> <ana@tidemark.example' "$now" 'two addresses'
expect_status 1 'nor one with two addresses, of which git reads the first' moot verify
again

# --- dates ---
sed -i 's/^work = answers/work = letters/' roles/desk.ini && git add . && raw 'Ana Reyes' ana@tidemark.example 0 'in 1970'
expect_status 0 'an act of 1970 is of the day that others had reached' moot verify
like '... with a warning' "$(cat "$SCRATCH/out")" 'warning: .*rule D1.*E604'
like '... and holds' "$(moot show desk)" 'work .*letters'
again
sed -i 's/^work = answers/work = letters/' roles/desk.ini && git add . && raw 'Ana Reyes' ana@tidemark.example 4294967296 'in 2106'
moot verify >"$SCRATCH/out" 2>"$SCRATCH/err"
is 'an act of 2106 does not count yet' "$?-$(moot show desk 2>/dev/null | grep -c letters)" '0-0'
like '... and the clock is doubted' "$(cat "$SCRATCH/err")" '2106-02-07.*does not count yet.*rule D1'
entry ben
like 'nobody else is moved by it' "$(moot log -n 1 --porcelain 2>/dev/null)" '2026-01-06'
expect_status 1 'and in 2106 nobody is a member any more' moot verify --at 2106-03-01
again
sed -i 's/^work = answers/work = letters/' roles/desk.ini && git add .
raw 'Ana Reyes' ana@tidemark.example 99999999999999999999 'beyond all numbers'
expect_status 0 'a date beyond all numbers is none' moot verify
again

# --- merges of many ---
side=
for n in 1 2 3 4 5 6 7 8 9; do
	git checkout -q -b "side$n" "$start" && entry "$(printf 'ana\nben\ncleo\n' | sed -n "$((n % 3 + 1))p")"
	side="$side side$n"
done
git checkout -q main && entry ana
# shellcheck disable=SC2086
git merge -q --no-edit $side >/dev/null 2>&1
is 'ten come together' "$(git log -1 --format=%P | wc -w)" 10
ok '... and are proven' moot verify
again

# --- what is no file ---
git -c protocol.file.allow=always submodule -q add "$SCRATCH/field/tidemark" roles/inner >/dev/null 2>&1
as ana git commit -qm 'a submodule among the roles'
moot verify >"$SCRATCH/out" 2>&1
is 'a submodule among the roles is a finding' "$?" 1
like '... by its path' "$(cat "$SCRATCH/out")" 'roles/inner.*error'
unlike '... and no role' "$(moot roles)" '^inner'
git submodule -q deinit -f roles/inner && git rm -qf roles/inner .gitmodules && again && rm -rf .git/modules roles/inner
git -c protocol.file.allow=always submodule -q add "$SCRATCH/field/tidemark" negotiations/2026/0106-desk-7k3f9q2m8x >/dev/null 2>&1
as ana git commit -qm 'a submodule among the negotiations'
like 'one in the place of a negotiation is told of' "$(moot verify)" 'negotiations/.*7k3f9q2m8x: .*none of the files of a negotiation'
is '... and is none' "$(moot status --all --porcelain | grep -c 7k3f9q2m8x)" 0
again && rm -rf .git/modules negotiations
mkdir -p negotiations/2026 && ln -s ../../people negotiations/2026/0106-desk-7k3f9q2m8x && git add .
as ana git commit -qm 'a link among the negotiations'
like 'and a link there' "$(moot verify)" 'negotiations/.*7k3f9q2m8x: .*none of the files of a negotiation'
is '... which nobody follows' "$(moot status --all --porcelain | grep -c 7k3f9q2m8x)" 0
again && rm -rf negotiations

# --- many people ---
cd .. && new_repo crowd
clock 2026-01-05
printf '%s\n' '[moot]' 'rules = 1' 'name = Crowd' 'identity = named' >moot.ini
mkdir people && awk 'BEGIN { for (i = 0; i < 10000; i++) {
	file = sprintf("people/p%d.ini", i)
	printf "[person]\nname = P %d\nemail = p%d@tidemark.example\n[member]\nfrom = 2026-01-05\nuntil = 2026-12-31\nby = founding\n", i, i >file
	close(file) } }'
printf '[role]\ntitle = Desk\nautonomy = what\n[what]\nwork = answers\n[holder p0]\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n' >desk
mkdir roles && mv desk roles/desk.ini
p0() { person p0 'P 0'; }
p9() { person p9999 'P 9999'; }
git add . && as p0 git commit -q -m 'Crowd is founded'
clock 2026-01-06
as p9 commit_file journals/p9999/1.md 'Here.' 'the last one' >/dev/null
ok 'ten thousand people are proven' moot verify
sed -i 's/^work = answers/work = letters/' roles/desk.ini && as p0 git commit -qam 'desk: letters'
ok '... and what one of them may do' moot verify
sed -i 's/^work = letters/work = mine/' roles/desk.ini && as p9 git commit -qam 'desk: mine'
expect_status 1 '... and what another may not' moot verify
done_testing
