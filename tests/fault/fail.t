#!/bin/sh
# SPDX-License-Identifier: MIT
# Every change of a file fails in turn, git's too, with a full disk, a broken one and one that may
# only be read: either the commit is there, or all is as before and the reason is said.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/fault/fault.sh"
founded

# What is wrong after a failure, or nothing.
after() {
	tip=$(git rev-parse HEAD) || echo 'no HEAD'
	case $fault_status in
	0) [ "$tip" != "$was_tip" ] || echo 'it says yes, and there is no commit' ;;
	128)
		grep -q '^fatal: .' "$SCRATCH/err" || echo 'nothing is said'
		[ "$tip" = "$was_tip" ] || grep -q '^hint: the commit is made' "$SCRATCH/err" || echo "a commit, and it says: $(cat "$SCRATCH/err")"
		;;
	*) echo "status $fault_status: $(cat "$SCRATCH/err")" ;;
	esac
	[ "$(cat notes plan idea)" = "$(cat ../base/notes ../base/plan ../base/idea)" ] || echo 'lost what was written by hand'
	[ "$(git cat-file blob :notes)" = 'staged by hand' ] || echo 'lost what was staged by hand'
	if grep -q 'next moot that can write here' "$SCRATCH/err"; then
		[ -f .git/MOOT_UNDO ] || echo 'a promise without a note'
	elif [ ! -f .git/MOOT_UNDO ]; then
		[ "$(mine)" = "$was_mine" ] || echo "something is left: $(mine; cat "$SCRATCH/err")"
	fi
	remove_locks
	moot write -m 'And on.' >../next 2>&1 || { echo 'the next one fails:' && cat ../next; }
	[ "$(mine)" = "$was_mine" ] || echo "something is left for ever: $(mine; cat "$SCRATCH/err")"
	[ -z "$(find . -name '*.moot-*' -o -name MOOT_UNDO -o -name '*.lock')" ] || echo 'a file is left'
}
failed() {
	title=$1
	shift
	every "$@"
	is "$title, at each of its places" "$fault_worst" ''
	echo "# $fault_places places"
}

MODE='-e 28'
failed 'a full disk lets moot write refuse or succeed' moot write -m 'A long day.'
STEP=${STEP:-9}
failed 'and a moot propose' moot propose desk --set 'what.work=answers each other week' -m 'less is enough'
failed 'and a moot act' moot act desk --set 'what.work=answers quickly'
MODE='-o -e 28'
failed 'room that comes back does, too' moot act desk --set 'what.work=answers quickly'
MODE='-o -e 5'
cleo
failed 'a disk that fails once lets decide refuse or succeed' moot consent "$id" --decide
ana
MODE='-e 30'
STEP=7
failed 'a disk that suddenly may only be read does so for moot write' moot write -m 'A long day.'

# --- reading needs no writing ---
after() {
	[ "$fault_status" -eq 0 ] || echo "status $fault_status: $(cat "$SCRATCH/err")"
	[ "$(cat "$SCRATCH/out")" = "$wanted" ] || echo 'another answer'
	[ -z "$(cat "$SCRATCH/err")" ] || echo "it says $(cat "$SCRATCH/err")"
	[ "$(moot reputation --events --all --porcelain)" = "$wanted" ] || echo 'another answer the next time'
}
fresh
wanted=$(moot reputation --events --all --porcelain)
STEP=1
for MODE in '-e 28' '-o -e 5' '-e 30' ''; do
	if [ -z "$MODE" ]; then
		after() { [ "$(moot reputation --events --all --porcelain)" = "$wanted" ] || echo 'another answer the next time'; }
	fi
	every moot reputation --events --all --porcelain
	is "an answer is the same where its cache cannot be written (${MODE:-killed})" "$fault_worst" ''
	echo "# $fault_places places"
done
done_testing
