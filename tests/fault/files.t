#!/bin/sh
# SPDX-License-Identifier: MIT
# What moot writes without a commit is there whole or not at all, when it is killed or the disk is
# full at any place: a new group, hooks, and what git reads back from the merge driver.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/fault/fault.sh"

mkdir base && cd base && git init -q . || exit 1
printf '%s\n' '[role]' 'title = Release' '[what]' 'work = a release' >base
sed 's/Release/Our release/' base >ours && sed 's/a release/their release/' base >theirs
cp ours ours.kept && sed 's/a release/their release/' ours >merged

faulty() { # faulty TITLE COMMAND...: under each fault, by `after`
	title=$1
	shift
	for MODE in '' '-e 28' '-o -e 5'; do
		every "$@"
		is "$title, at each of its places (${MODE:-killed})" "$fault_worst" ''
		echo "# $fault_places places"
	done
}

after() {
	cmp -s ours ours.kept || cmp -s ours merged || echo "half of it: $(cat ours)"
	[ "$fault_status" -ne 0 ] || cmp -s ours merged || echo 'it says yes, and nothing is merged'
	[ "$fault_status" -eq 137 ] || [ -z "$(find . -name '*.moot-*')" ] || echo 'a file is left'
}
faulty 'git reads back what was, or what was merged' moot merge-driver base ours theirs roles/x.ini

after() {
	for name in pre-commit commit-msg pre-push; do
		[ ! -e .git/hooks/$name ] || cmp -s .git/hooks/$name ../sample/.git/hooks/$name || echo "half of $name"
	done
	moot hook install >../next 2>&1 || cat ../next
	[ -x .git/hooks/pre-push ] || echo 'the next one does not install it'
}
cd .. && rm -f base/.git/hooks/* && cp -a base sample && (cd sample && moot hook install) >/dev/null 2>&1
faulty 'a hook is there whole or not at all' moot hook install

cd .. && rm -rf base && mkdir base || exit 1
STEP=${STEP:-11}
after() {
	[ "$fault_status" -ne 0 ] || git -C group rev-parse -q --verify HEAD >/dev/null || echo 'it says yes, and there is no commit'
	[ "$fault_status" -ne 128 ] || grep -q '^fatal: .' "$SCRATCH/err" || echo 'nothing is said'
	find . -name '*.lock' -exec rm -f {} +
	git -C group rev-parse -q --verify HEAD >/dev/null 2>&1 || moot init --name Tidemark group >../next 2>&1 ||
		{ echo 'the next one fails:' && cat ../next; }
	moot -C group write -m 'And on.' >../next 2>&1 || { echo 'an entry fails:' && cat ../next; }
	[ -z "$(git -C group status --porcelain -uall 2>&1)" ] || echo "left: $(git -C group status --porcelain -uall 2>&1)"
	moot -C group check >../next 2>&1 || cat ../next
}
faulty 'a group is founded or can be founded again' moot init --name Tidemark group
done_testing
