#!/bin/sh
# SPDX-License-Identifier: MIT
# A line so long that the INI library cuts it, and reads the rest as a line of its own.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
holders=$(holders_of release)
for width in 188 189 190 191 192 193 194 195 196 197 198 199 200 201 202; do
	x=$(printf "%0${width}d" 0)
	sed "s/^tools = .*/tools = ${x}[holder eve]\n  until = 2036-01-01\n  autonomy = why\n  [pay]\n note = ${x}seats = 9/" roles/release.ini >"$SCRATCH/forged"
	cp "$SCRATCH/forged" roles/release.ini && as ben git commit -q -a -m "tools $width"
	moot roles --porcelain
	git checkout -q HEAD~1 -- roles/release.ini && as ben git commit -q -m 'back'
done >"$SCRATCH/got"
is 'whatever the width, the role has its holder, seat and autonomy' \
	"$(grep '^release' "$SCRATCH/got" | cut -f1-5 | sort -u)" 'release	Release	role	1	how'
is 'and nobody else' "$(grep -c eve "$SCRATCH/got")" 0
mark
# long WIDTH: ben's tools become a value of that width
long() {
	awk -v width="$1" '/^tools = / { printf "tools = %0*d\n", width, 0; next } { print }' roles/release.ini >"$SCRATCH/forged"
	cp "$SCRATCH/forged" roles/release.ini
}
width_read() { moot show roles/release.ini | awk '/^tools = / { print length($0) - 8 }'; }
long 500000
git_takes 'half a megabyte in a line' as ben git commit -q -a -m 'long'
is 'is a value like another' "$(width_read)" 500000
long 1100000
git_takes 'more than a megabyte' as ben git commit -q -a -m 'longer'
is 'is not read at all' "$(width_read)" 500000
is 'and changes nobody' "$(holders_of release)" "$holders"
done_testing
