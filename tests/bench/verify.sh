# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# verify.sh: what it costs to prove a history of a hundred thousand commits, 7,000 of which touch what
# is governed, beside what git needs to list those.  COMMITS=10000 makes a smaller one; MILLION=1 adds
# one of a million, which takes half an hour to make.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/bench/time.sh
B=${B:-build}
moot=$(cd "$B" && pwd)/moot
commits=${COMMITS:-100000}
governed=$((commits * 7 / 100))
signatures=$((commits * 4 / 100))
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
MOOT_NOW=2021-02-01T12:00:00Z
export MOOT_NOW
make_one() { # make_one NAME COMMITS GOVERNED OPTION...
	make_name=$1
	shift
	python3 tests/bench/history.py "$scratch/$make_name" "$@" >&2
}
make_one named "$commits" "$governed" --more 200 && make_one signed "$commits" "$signatures" --signed &&
	make_one unsigned "$commits" "$signatures" || exit 1
list='--name-status --no-renames -- moot.ini people roles negotiations'

# processor PEER...: seconds of CPU of a command, the least of three.
processor() {
	for _ in 1 2 3; do
		rm -rf "$scratch"/*/.git/moot
		/usr/bin/time -f '%U %S' -o "$scratch/time" "$@" >/dev/null 2>&1 || exit 1
		awk '{ printf "%.2f\n", $1 + $2 }' "$scratch/time"
	done | sort -n | head -n 1
}
row() { # row WHAT SECONDS PEER SECONDS
	awk -v what="$1" -v mine="$2" -v peer="$3" -v theirs="$4" 'BEGIN {
		printf "%s\t%.2f s of CPU\t%s, %.2f s\t%.2f\n", what, mine, peer, theirs, mine / theirs }'
}

named=$scratch/named
# shellcheck disable=SC2086
theirs=$(processor git -C "$named" log $list)
mine=$(processor "$moot" -C "$named" verify)
row "cold \`moot verify\`, $commits commits" "$mine" "\`git log $list\`" "$theirs"
BEFORE="rm -rf '$named/.git/moot'"
times=$(median 5 "$moot -C $named verify" "git -C '$named' log $list") || exit 1
BEFORE=
# shellcheck disable=SC2086
figure 'the same by the clock, in two threads' "\`git log $list\`" $times
ours=$(processor "$moot" -C "$scratch/signed" verify)
without=$(processor "$moot" -C "$scratch/unsigned" verify)
awk -v more="$(awk "BEGIN { print $ours - $without }")" -v count="$signatures" 'BEGIN {
	printf "%d ed25519 signatures\t%.2f s of CPU more\tone second\t%.2f\n", count, more, more }'

"$moot" -C "$named" verify >/dev/null || exit 1
times=$(median 40 "$moot -C $named verify" "git -C $named rev-parse HEAD") || exit 1
# shellcheck disable=SC2086
figure 'warm `moot verify`' '`git rev-parse HEAD`' $times
rm -rf "$named/.git/moot" && "$moot" -C "$named" verify >/dev/null || exit 1
cp -r "$named/.git/moot" "$scratch/moot"
git -C "$named" checkout -q more
BEFORE="rm -rf '$named/.git/moot'; cp -r '$scratch/moot' '$named/.git/moot'"
times=$(median 5 "$moot -C $named verify" "git -C $named rev-parse HEAD") || exit 1
BEFORE=
# shellcheck disable=SC2086
figure '`moot verify` with 200 new commits' '`git rev-parse HEAD`' $times
git -C "$named" checkout -q main

rm -rf "$named/.git/moot"
peak=$(/usr/bin/time -f %M "$moot" -C "$named" verify 2>&1 >/dev/null | tail -n 1)
# shellcheck disable=SC2086
log=$(/usr/bin/time -f %M git -C "$named" log $list 2>&1 >/dev/null | tail -n 1)
printf 'peak memory, cold `moot verify`\t%s MB\t`git log`: %s MB\t%s\n' $((peak / 1024)) $((log / 1024)) \
	"$(awk "BEGIN { printf \"%.2f\", $peak / $log }")"

git -C "$named" commit-graph write --reachable --changed-paths 2>/dev/null
# shellcheck disable=SC2086
theirs=$(processor git -C "$named" log $list)
row 'the same with a commit-graph of changed paths' "$(processor "$moot" -C "$named" verify)" \
	'`git log` with it' "$theirs"

[ -n "${MILLION:-}" ] || exit 0
make_one million $((commits * 10)) $((governed * 10)) || exit 1
large=$(processor "$moot" -C "$scratch/million" verify)
awk -v mine="$large" -v small="$mine" 'BEGIN {
	printf "ten times the commits\t%.2f s of CPU\texponent\t%.2f\n", mine, log(mine / small) / log(10) }'
