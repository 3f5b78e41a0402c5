# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2086
#
# later.sh: what another day, or a hundred new entries, cost whoever has read the rest before.
. tests/bench/group.sh
big_group
later=$scratch/later.git
[ -d "$later" ] || git clone -q -s --bare "$group" "$later"
git -C "$later" ls-tree --name-only HEAD people/ | sed 's,people/\(.*\)\.ini,\1,' | head -n 100 |
	while read -r person; do
		echo "$person $(git -C "$later" show "HEAD:people/$person.ini" | sed -n 's/^email *= *//p' | head -n 1)"
	done | awk -v from="$(git -C "$later" rev-parse HEAD)" '{
		print "commit refs/heads/later"
		print "author " $1 " <" $2 "> " 1795500000 + NR " +0000"
		print "committer " $1 " <" $2 "> " 1795500000 + NR " +0000"
		print "data 6\nlater\n"
		if (NR == 1) print "from " from
		text = "## 2026-11-24 later\n\nThanks to @" before " for the help.\n"
		before = $1
		print "M 100644 inline journals/" $1 "/2026/2026-11-24-later.md\ndata " length(text) "\n" text
	}' | git --git-dir "$later" fast-import --quiet || exit 1

cold="$moot -C $later reputation --top 10"
rm -rf "$later/moot"
$cold >/dev/null
cp "$later"/moot/facts-* "$scratch"
BEFORE="rm -rf '$later/moot'"
whole=$(median_cpu 3 "$cold") || exit 1
BEFORE="rm -rf '$later/moot'; mkdir '$later/moot'; cp '$scratch'/facts-* '$later/moot'"
times=$(median_cpu 5 "$cold --at 2026-11-01" "$cold --commit refs/heads/later") || exit 1
set -- $times
figure 'another day, processor time' 'cold' "$1" "$whole"
figure 'a hundred new entries, processor time' 'cold' "$2" "$whole"
BEFORE="rm -rf '$later/moot/answers'"
fresh=$(median 5 "$cold --commit refs/heads/later") || exit 1
BEFORE=
warm=$(median 20 "$cold --commit refs/heads/later") || exit 1
figure 'a hundred new entries' 'twice warm, and 25 ms' "$fresh" "$(awk "BEGIN { print 2 * $warm + 25 }")"
