#!/bin/sh
# SPDX-License-Identifier: MIT
# When nothing more can be written: all is as it was, and the reason is said.  A limit on the size of
# files, with its signal ignored, stands in for the full disk: write(2) fails in moot and in git.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

tidemark
echo 'staged by hand' >notes && git add notes
state() { git status --porcelain -uall && git ls-files -s && find . -path ./.git -prune -o -type f -print | sort; }
# limited BLOCKS COMMAND...: files of at most that many blocks of 512 or 1024 bytes
limited() {
	(
		trap '' XFSZ
		ulimit -f "$1"
		shift
		"$@"
	)
}
before=$(state)
tip=$(git rev-parse HEAD)

expect_status 128 'an entry that cannot be written is refused' limited 0 moot write -m 'A day without room.'
like 'with the path and the reason' "$(limited 0 moot write -m 'A day without room.' 2>&1 | cat)" "^fatal: cannot write .*: File too large"
is 'and everything is as it was' "$(state)" "$before"
is 'the tip too' "$(git rev-parse HEAD)" "$tip"

head -c 20000 /dev/zero | tr '\0' 'x' >big && git add big && git commit -q -m 'big' -- big
before=$(state)
tip=$(git rev-parse HEAD)
for blocks in 0 1; do
	limited $blocks moot propose release --holder ben..+6m -m 'somebody should' >"$SCRATCH/out" 2>"$SCRATCH/err"
	[ $? -eq 128 ]
	result $? "with room for $blocks blocks a negotiation is refused"
	is 'and everything is as it was' "$(state)" "$before"
	is 'the tip too' "$(git rev-parse HEAD)" "$tip"
done
ok 'with room again it is opened' moot propose release --holder ben..+6m -m 'somebody should'

rm -rf .git/moot
wanted=$(moot roles 2>/dev/null)
rm -rf .git/moot
is 'reading needs no room' "$(limited 0 moot roles 2>/dev/null | cat)" "$wanted"
is 'what a full disk left of a cache is no answer' "$(moot roles 2>/dev/null)" "$wanted"
expect_status 128 'results that cannot be written are told' sh -c 'moot status --all >/dev/full'
done_testing
