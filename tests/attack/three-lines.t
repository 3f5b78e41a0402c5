#!/bin/sh
# SPDX-License-Identifier: MIT
# Three lines that cross again and again: commits that change nothing make every command take twice as long, each.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-01-07
start=$(git rev-parse HEAD)
for who in ana ben cleo; do
	branch_off "line-$who" "$start"
	sed -i 's/^email/affiliation = harbour\n&/' "people/$who.ini"
	as $who git commit -q -a -m "$who: affiliation"
done
git checkout -q --detach line-ana && as ana git merge -q --no-edit line-ben line-cleo
tree=$(git rev-parse 'HEAD^{tree}')
meets() { git commit-tree -m 'merged' -p "$1" -p "$2" -p "$3" "$tree"; }
a=$(git rev-parse line-ana) b=$(git rev-parse line-ben) c=$(git rev-parse line-cleo)
for _ in $(seq 1 "${ROUNDS:-26}"); do
	x=$(meets "$a" "$b" "$c") y=$(meets "$b" "$c" "$a") z=$(meets "$c" "$a" "$b")
	a=$x b=$y c=$z
done
git checkout -q main && git merge -q --ff-only "$a"
ok 'git takes it' git fsck --strict
ok 'a hundred commits are read in no time' swiftly 30 moot verify
ok 'by every command' swiftly 30 moot roles
done_testing
