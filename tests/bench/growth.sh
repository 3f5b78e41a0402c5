# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2086
#
# growth.sh: how costs grow from ten thousand entries to a million, as exponents of processor time.
# The million takes a quarter of an hour to make: only with SCALE=1.  LEAST and MOST are the sizes.
[ -n "${SCALE:-}" ] || exit 0
. tests/bench/group.sh
least=${LEAST:-10000}
most=${MOST:-1000000}

# costs ENTRIES: seconds of a cold run and of a hundred warm ones.
costs() {
	repository=$scratch/growth-$1.git
	generate "$repository" 1000 "$1"
	BEFORE="rm -rf '$repository/moot'"
	median_cpu 1 "$moot -C $repository reputation --top 10"
	BEFORE=
	median_cpu 3 "i=0; while [ \$i -lt 100 ]; do $moot -C $repository reputation --top 10; i=\$((i + 1)); done"
}
few=$(costs "$least") || exit 1
many=$(costs "$most") || exit 1
set -- $few $many
row() { # row WHAT FEW MANY
	awk -v what="$1" -v few="$2" -v many="$3" -v least="$least" -v most="$most" 'BEGIN {
		printf "%s of %d entries\t%.2f ms\tof %d entries, %.2f ms\texponent %.2f\n",
			what, most, many, least, few, log(many / few) / log(most / least) }'
}
row 'cold `moot reputation`' "$1" "$3"
row 'a hundred warm ones' "$2" "$4"
