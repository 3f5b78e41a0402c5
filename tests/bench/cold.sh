# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2086
#
# cold.sh: the first reading of a group, beside what git needs to read the same journals, and what
# libcmark needs to parse them; what is kept of it, and what memory it takes.
. tests/bench/group.sh
big_group
make -s B="$B" "$B/tests/bench/parse_blobs" >&2 || exit 1

git -C "$group" ls-tree -r HEAD journals | awk '{ print $3 }' >"$scratch/ids"
git -C "$group" cat-file --batch --buffer <"$scratch/ids" >"$scratch/blobs"
parse=$("$B/tests/bench/parse_blobs" <"$scratch/blobs")
journals=$(git -C "$group" ls-tree -r -l HEAD journals | awk '{ sum += $4 } END { printf "%.1f", sum / 1e6 }')
rm "$scratch/blobs"

cold="$moot -C $group reputation --top 10"
BEFORE="rm -rf '$group/moot'"
times=$(median 3 "$cold" "git -C '$group' archive HEAD journals | wc -c" \
	"git -C '$group' cat-file --batch --buffer <'$scratch/ids'") || exit 1
set -- $times
figure "cold \`moot reputation\`, $entries entries" '`git archive main journals | wc -c`' "$1" "$2"
both="\`git cat-file --batch\` of the journals + libcmark"
figure "the same in two threads" "$both" "$1" "$(echo "$3 $parse" | awk '{ print $1 + $2 }')"
times=$(median_cpu 3 "$cold" "git -C '$group' cat-file --batch --buffer <'$scratch/ids'") || exit 1
set -- $times
figure "the same, processor time" "$both" "$1" "$(echo "$2 $parse" | awk '{ print $1 + $2 }')"

rm -rf "$group/moot"
archive=$(peak git -C "$group" archive -o /dev/null HEAD journals)
amount 'peak memory, cold' 'git archive' MB "$(peak $cold)" "$archive"
rm -rf "$group/moot/answers"
amount 'peak memory, another day' 'git archive' MB "$(peak $cold --at 2026-11-01)" "$archive"
$cold >/dev/null
amount 'peak memory, the same again' '`git rev-parse HEAD`' MB "$(peak $cold)" \
	"$(peak git -C "$group" rev-parse HEAD)"
amount 'kept on disk' 'the journals' MB \
	"$(du -sb "$group/moot" | awk '{ printf "%.1f", $1 / 1e6 }')" "$journals"
