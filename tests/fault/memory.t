#!/bin/sh
# SPDX-License-Identifier: MIT
# Each request for memory is refused in turn: the program ends with a reason and status 128, or did
# without, and files are as before or as after.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/fault/fault.sh"
founded
STARVE=$B/tests/fault/starve
export ASAN_OPTIONS="$ASAN_OPTIONS:allocator_may_return_null=1"

# every_request STEP COMMAND...: ends where there is none to refuse any more; `after` as in fault.sh.
every_request() {
	step=$1
	shift
	worst=
	requests=0
	number=1
	while :; do
		before_each
		MOOT_STARVE=$number "$STARVE" "$@" 9>"$SCRATCH/refused" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null
		fault_status=$?
		[ -s "$SCRATCH/refused" ] || break
		why=$(after)
		[ -z "$why" ] || [ "${#worst}" -gt 2000 ] || worst="$worst
request $number: $why"
		requests=$((requests + 1))
		number=$((number + 1 + step * number / 100))
	done
	[ "$requests" -gt 20 ] || worst="$worst
only $requests requests"
}
says_why() {
	case $fault_status in
	0 | 1) ;;
	128) grep -q '^fatal: .' "$SCRATCH/err" || echo 'nothing is said' ;;
	*) echo "status $fault_status: $(cat "$SCRATCH/err")" ;;
	esac
}

# --- reading ---
before_each() { rm -rf .git/moot; }
fresh
for question in 'reputation --events --all --json' 'status --all' 'why cleo' "show $id" 'verify' 'check'; do
	# shellcheck disable=SC2086
	wanted=$(moot $question 2>"$SCRATCH/err")
	# shellcheck disable=SC2086
	set -- $question
	after() {
		says_why
		[ "$fault_status" -eq 128 ] || [ "$(cat "$SCRATCH/out")" = "$wanted" ] || echo "another answer: $(cat "$SCRATCH/out")"
		# shellcheck disable=SC2086
		[ "$(moot $question 2>/dev/null)" = "$wanted" ] || echo 'another answer the next time'
	}
	every_request "${STEP:-10}" "$@"
	is "moot $question answers right or says why, at each request" "$worst" ''
	echo "# $requests requests"
done

# --- writing ---
before_each() { fresh; }
after() {
	says_why
	tip=$(git rev-parse HEAD)
	[ "$fault_status" -ne 0 ] || [ "$tip" != "$was_tip" ] || echo 'it says yes, and there is no commit'
	[ "$(cat notes plan idea)" = "$(cat ../base/notes ../base/plan ../base/idea)" ] || echo 'lost what was written by hand'
	[ -f .git/MOOT_UNDO ] || [ "$(mine)" = "$was_mine" ] || echo "something is left: $(mine)"
	moot write -m 'And on.' >../next 2>&1 || { echo 'the next one fails:' && cat ../next; }
	[ "$(mine)" = "$was_mine" ] || echo "something is left for ever: $(mine; cat "$SCRATCH/err")"
	[ -z "$(find . -name '*.moot-*' -o -name MOOT_UNDO -o -name '*.lock')" ] || echo 'a file is left'
}
cleo
for writing in 'write -m A-long-day.' "consent $id --decide"; do
	# shellcheck disable=SC2086
	every_request "${STEP:-20}" $writing
	is "moot $writing writes or says why, at each request" "$worst" ''
	echo "# $requests requests"
done
done_testing
