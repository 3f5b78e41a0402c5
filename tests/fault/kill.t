#!/bin/sh
# SPDX-License-Identifier: MIT
# Killed with SIGKILL at every change of a file, git and all: index and work tree are as before or as
# after, what somebody wrote is there, and the next command answers right.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/fault/fault.sh"
founded

# What is wrong after a kill, or nothing.
after() {
	[ "$fault_status" -eq 137 ] || echo "not killed: $fault_status"
	remove_locks
	tip=$(git rev-parse HEAD) || echo 'no HEAD'
	[ "$tip" = "$was_tip" ] || [ "$(git rev-parse HEAD~)" = "$was_tip" ] || echo 'more than one commit'
	[ "$(cat notes plan idea)" = "$(cat ../base/notes ../base/plan ../base/idea)" ] || echo 'lost what was written by hand'
	roles=$(moot roles --porcelain 2>/dev/null)
	[ "$roles" = "$was_roles" ] || { [ "$tip" != "$was_tip" ] && [ "$roles" = "$then_roles" ]; } || echo 'wrong answer'
	noted=$(find .git -name MOOT_UNDO)
	[ -n "$noted" ] || [ "$tip" != "$was_tip" ] || [ "$(mine)" = "$was_mine" ] || echo "something is left and not noted: $(mine)"
	moot write -m 'And on.' >../next 2>&1 || { echo 'the next one fails:' && cat ../next; }
	[ "$(mine)" = "$was_mine" ] || echo "something is left: $(mine)"
	[ -z "$(find . -name '*.moot-*' -o -name MOOT_UNDO -o -name '*.lock')" ] || echo "a file is left"
	[ "$tip" != "$was_tip" ] || [ -z "$noted" ] || grep -q "$text" .git/MOOT_UNDONE 2>&1 || echo 'the text is lost'
	git fsck --no-dangling >../fsck 2>&1 || cat ../fsck
}

# killed TITLE TEXT COMMAND...
killed() {
	title=$1
	text=$2
	shift 2
	fresh
	"$@" >/dev/null 2>&1 || echo "# $* fails anyway"
	then_roles=$(moot roles --porcelain 2>/dev/null)
	every "$@"
	is "$title, at each of its places" "$fault_worst" ''
	echo "# $fault_places places"
}

MODE=
killed 'a killed moot write harms nothing' 'A long day' moot write -m 'A long day.'
STEP=${STEP:-11}
killed 'nor does a killed propose' 'each other week' moot propose desk --set 'what.work=answers each other week' -m 'less is enough'
killed 'nor a killed amend' 'each third' moot amend "$id" --set 'how.tools=each third' -m 'and each third'
killed 'nor a killed renew' 'once more' moot renew release -m 'once more'
killed 'nor a killed recall' 'nobody is served' moot recall release ben -m 'nobody is served'
killed 'nor a killed join' 'Dora Vale' moot join dora --name 'Dora Vale' --email dora@tidemark.example
killed 'nor killed thanks' 'for all of it' moot thank ben -m 'for all of it'
killed 'nor a killed hold' 'I need the books' moot hold "$id" 2d -m 'I need the books first.'
killed 'nor a killed withdraw' 'it is too early' moot withdraw "$id" -m 'it is too early'
cleo
killed 'nor a killed consent' 'Consent' moot consent "$id"
killed 'nor a killed decide' 'tools = make, git' moot consent "$id" --decide
ana
MODE=-1
STEP=3
killed 'nor one whose git goes on' 'A long day' moot write -m 'A long day.'
killed 'nor a killed act' 'answers quickly' moot act desk --set 'what.work=answers quickly'
done_testing
