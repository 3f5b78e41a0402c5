#!/bin/sh
# SPDX-License-Identifier: MIT
# Two hundred commands at once in one repository without a cache, some of which write: every answer is
# right, and nothing that was written is lost.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles tidemark
git config advice.moot false
for day in 1 2 3 4 5 6; do
	as ben commit_file "journals/ben/2026/$day.md" "Thanks @cleo for day $day, #work. @ana, how was it?" "ben: $day" >/dev/null
	as cleo commit_file "journals/cleo/2026/$day.md" "As in [his](../../ben/2026/$day.md). Thanks @ben and @ana." "cleo: $day" >/dev/null
done
id=$(moot propose desk --set 'what.work=answers quickly' -m 'we wait long' --porcelain 2>/dev/null)
then=$(git rev-parse HEAD)
commits=$(git rev-list --count HEAD)
ask() {
	case $(($1 % 8)) in
	0) moot reputation --digest --commit "$then" --at 2026-02-01 ;;
	1) moot status --all --commit "$then" --at 2026-02-01 ;;
	2) moot roles --commit "$then" --at 2026-02-01 ;;
	3) moot why cleo --commit "$then" --at 2026-02-01 ;;
	4) moot tree --commit "$then" --at 2026-02-01 ;;
	5) moot log -n 5 --commit "$then" --at 2026-02-01 ;;
	6) moot reputation --events --all --commit "$then" --at 2026-02-01 ;;
	7) moot show "$id" --commit "$then" --at 2026-02-01 ;;
	esac
}
mkdir ../right ../got
for number in 0 1 2 3 4 5 6 7; do
	ask $number >"../right/$number" 2>&1
done
rm -rf .git/moot
write() {
	case $(($1 % 5)) in
	0 | 1) as ana moot write -m "Word of ana, number $1." ;;
	2) as ben moot write -m "Word of ben, number $1." ;;
	3) as cleo moot thank ben -m "Word of cleo, number $1." ;;
	4) as ana moot propose release --set "how.tools=tool $1" -m "Word of ana, number $1." ;;
	esac
}
# While another one writes for long, it is tried again, as it says.
patiently() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		write "$1" >"../got/write-$1" 2>&1
		status=$?
		[ "$status" -ne 0 ] && grep -q 'has been writing here' "../got/write-$1" || break
	done
	[ "$status" -ne 0 ] || touch "../got/wrote-$1"
}
writers=
for number in $(seq 200); do
	if [ $((number % 5)) -eq 0 ]; then
		patiently $((number / 5)) &
		writers="$writers $((number / 5))"
	else
		ask "$number" >"../got/$number" 2>&1 &
	fi
	[ "$number" -ne 120 ] || rm -rf .git/moot
done
wait
wrong=
for number in $(seq 200); do
	[ $((number % 5)) -eq 0 ] || cmp -s "../got/$number" "../right/$((number % 8))" ||
		wrong="$wrong
$number: $(diff "../right/$((number % 8))" "../got/$number" | head -n 3)"
done
is 'a hundred and sixty answers are right' "$wrong" ''
wrong=
for number in $writers; do
	[ -f "../got/wrote-$number" ] || wrong="$wrong
$number: $(cat "../got/write-$number")"
	git grep -q "number $number\." HEAD || wrong="$wrong
$number is lost"
done
is 'forty words are written' "$wrong" ''
is 'each in a commit of its own' "$(git rev-list --count HEAD)" $((commits + 40))
is 'and nothing else is left' "$(git status --porcelain -uall; ls .git/*.lock .git/MOOT_UNDO 2>/dev/null)" ''
kept=$(moot reputation --digest; moot roles; moot status --all)
rm -rf .git/moot
is 'what the crowd kept is right' "$kept" "$(moot reputation --digest; moot roles; moot status --all)"
ok 'and all of it is in order' moot verify
done_testing
