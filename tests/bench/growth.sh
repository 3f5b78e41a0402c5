# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2086
#
# growth.sh: how costs grow from ten thousand entries to a million, as exponents of processor time,
# and git's of listing the same changes: what a commit changes lies deeper in the larger pack.  The
# million takes a quarter of an hour to make: only with SCALE=1.  LEAST and MOST are the sizes.
[ -n "${SCALE:-}" ] || exit 0
. tests/bench/group.sh
least=${LEAST:-10000}
most=${MOST:-1000000}

# costs ENTRIES: seconds of a cold run, of a hundred warm ones and of git, and the memory of the first.
costs() {
	repository=$scratch/growth-$1.git
	generate "$repository" 1000 "$1"
	cold="$moot -C $repository reputation --top 10"
	BEFORE="rm -rf '$repository/moot'"
	median_cpu 1 "$cold"
	BEFORE=
	median_cpu 3 "i=0; while [ \$i -lt 100 ]; do $cold; i=\$((i + 1)); done"
	median_cpu 1 "git -C $repository log --raw --no-renames"
	rm -rf "$repository/moot"
	peak $cold
}
few=$(costs "$least") || exit 1
many=$(costs "$most") || exit 1
set -- $few $many
row() { # row WHAT UNIT FEW MANY
	awk -v what="$1" -v unit="$2" -v few="$3" -v many="$4" -v least="$least" -v most="$most" 'BEGIN {
		printf "%s of %d entries\t%.2f %s\tof %d entries, %.2f %s\texponent %.2f\n",
			what, most, many, unit, least, few, unit, log(many / few) / log(most / least) }'
}
row 'cold `moot reputation`' ms "$1" "$5"
row '`git log --raw`, which reads the same trees,' ms "$3" "$7"
row 'a hundred warm `moot reputation`' ms "$2" "$6"
row 'peak memory, cold,' MB "$4" "$8"
