#!/bin/sh
# SPDX-License-Identifier: MIT
# Decisions in one commit: each is fine on what stood before it, and together they break A2 and the caps (rule N12).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
# opened A B: both decidable; then both decided by one commit
at_once() {
	for id; do
		git branch -q -f before
		says ana decide "$id"
		git diff before HEAD >"$SCRATCH/of-$id"
		git reset -q --hard before
	done
	for id; do
		git apply --index "$SCRATCH/of-$id"
	done
	as ana git commit -q -m 'decided, all of it'
}
decidable() {
	decidable_id=$(opens ana "$@" -m 'Why not.')
	says ben consent "$decidable_id"
	says cleo consent "$decidable_id"
	echo "$decidable_id"
}
founding=with_roles tidemark '[limits]' 'max-roles = 1'
clock 2026-01-07
a=$(decidable desk --led-by release:2026-01-20..2026-06-30)
b=$(decidable release --led-by desk:2026-01-20..2026-06-30)
git_takes 'two leads that make a circle' at_once "$a" "$b"
detected '  verify finds it' A2 "^E605.*($a|$b)"
c=$(decidable mail --holder cleo:2026-01-20..2026-06-30)
d=$(decidable post --holder cleo:2026-01-20..2026-06-30)
git_takes 'two roles for one person, of at most one' at_once "$c" "$d"
found '  verify finds it' 'would hold 2 roles, of at most 1 .rule N12'
done_testing
