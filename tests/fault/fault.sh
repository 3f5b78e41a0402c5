# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034
#
# fault.sh: a group in which things go wrong, behind lib.sh and best in memory, for moot and git wait
# for the disk often:
#
#     [ -w /dev/shm ] && export TMPDIR=/dev/shm
#     . "${0%/*}/../e2e/lib.sh"
#     . "$TOP/tests/fault/fault.sh"
#
# The programs that make
# them go wrong are $B/tests/fault/*; STEP=N tries every Nth place only.
#
#     founded                       ../base: three members, two roles, a negotiation open ($id), and
#                                   what somebody has staged, changed and not added, all by hand
#     fresh                         a copy of it, and the shell is in it

# shellcheck source=tests/e2e/group.sh
. "$TOP/tests/e2e/group.sh"
INJECT=$B/tests/fault/inject
[ -x "$INJECT" ] || {
	echo "Bail out! there is no program at $INJECT"
	exit 1
}
# a tracer may not trace what looks for leaks by tracing itself
export ASAN_OPTIONS="$ASAN_OPTIONS:detect_leaks=0"

founded() {
	founding=with_roles tidemark
	id=$(moot propose release --set 'how.tools=make, git' -m 'we do use it' --porcelain 2>/dev/null)
	as ben moot consent "$id" >/dev/null 2>&1
	echo plan >plan && git add plan && git commit -q -m plan
	git config advice.moot false
	echo 'staged by hand' >notes && git add notes
	echo 'changed by hand' >>plan
	echo 'not added' >idea
	moot roles >/dev/null 2>&1
	rm -rf .git/moot .git/hooks
	cp -a . ../base
	was_mine=$(mine)
	was_tip=$(git rev-parse HEAD)
	was_roles=$(moot roles --porcelain 2>/dev/null)
}
fresh() {
	cd "$SCRATCH/field" && rm -rf now && cp -a base now && cd now || exit 1
}
mine() { git status --porcelain -uall && git ls-files -s notes plan && cat notes plan idea; }

# What git says to do when it was killed.
remove_locks() { find .git -name '*.lock' -exec rm -f {} +; }

# every COMMAND...: what happens at each place, by the function `after` with the number of the place
# and the call, in $SCRATCH/out, $SCRATCH/err and $fault_status.
every() {
	place=${FIRST:-1}
	fault_worst=
	fault_places=0
	while :; do
		fresh
		# shellcheck disable=SC2086
		"$INJECT" $MODE -n "$place" "$@" 9>"$SCRATCH/place" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null
		fault_status=$?
		read -r _ call <"$SCRATCH/place"
		[ "$call" != - ] || break
		why=$(after)
		[ -z "$why" ] || [ "${#fault_worst}" -gt 2000 ] || fault_worst="$fault_worst
place $place ($call): $why"
		fault_places=$((fault_places + 1))
		place=$((place + ${STEP:-1}))
	done
	[ "$fault_places" -gt 3 ] || fault_worst="$fault_worst
only $fault_places places"
}
