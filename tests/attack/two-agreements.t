#!/bin/sh
# SPDX-License-Identifier: MIT
# Two decisions that do not know each other change one agreement, and whoever merges them chooses.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
text() { printf '# Replies\n\n%s\n\nUntil: 2026-12-31\n' "$1" >"$SCRATCH/text"; }
asks() { # asks WHO TEXT: a negotiation that everybody consents to
	text "$2"
	id=$(opens "$1" --agreement replies --from-file "$SCRATCH/text")
	for one in ana ben cleo; do
		as $one moot consent "$id" >/dev/null 2>&1
	done
}
asks ana 'Within two days.'
clock 2026-01-16
says ana decide "$id"
asks ana 'Within a day.'
first=$id
asks ben 'Never.'
second=$id
clock 2026-01-26
branch_off other
says ben decide "$second"
git checkout -q main
mark
says ana decide "$first"
git merge -q other >/dev/null 2>&1
git checkout -q --theirs agreements && git add .
git_takes 'ben merges them, and takes his' as ben git commit -q -m "Merge branch 'other'"
detected 'both are disputed' N12 "^E605.*$first.*disputed"
named N12 "^E605.*$second.*disputed"
result $? '  the one as the other'
like 'the text before them stands' "$(moot show agreements/replies.md 2>/dev/null)" 'Within two days'
like 'on every day' "$(moot show agreements/replies.md --at 2026-01-26 2>/dev/null)" 'Within two days'
done_testing
