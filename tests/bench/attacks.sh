# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# attacks.sh: what a typical person gains by attacks, beside what they would gain elsewhere: the
# first table and the captured seeds of `make attacks`.
make -s B="$B" "$B/tests/bench/attacks" >&2 || exit 1
tests/bench/attack-table | awk '
	/multiple of x/ { table = 1; next }
	/captured seeds  / { table = 0; seeds = 1; next }
	$0 == "" { table = seeds = 0 }
	table {
		what = substr($0, 1, 28)
		sub(/ +$/, "", what)
		printf "attack: %s\tscore %.2f times\tcount %.0f, personalised PageRank %.2f times\t%.2f\n", what, $(NF - 1), $(NF - 5), $(NF - 3), $(NF - 1) / $(NF - 3)
	}
	seeds && $1 ~ /^[12]$/ {
		printf "attack: captured seeds, %s of %s\tplace %s by firm score\tplace %s by score\t%.2f\n", $1, $3, $NF, $(NF - 2), $NF / $(NF - 2)
	}'
