# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# reading.sh: the reading commands on a generated group of a thousand people and a hundred thousand
# entries, and history mode on git's own history, beside what git needs for the same bytes.  The data
# and its generator stand in $MOOT_SHARED/corpora (../shared).  ENTRIES=10000 makes a smaller one.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/bench/time.sh
B=${B:-build}
moot=$(cd "$B" && pwd)/moot
corpora=$(cd "${MOOT_SHARED:-../shared}/corpora" 2>/dev/null && pwd) || {
	echo "reading: no ../shared/corpora: left out" >&2
	exit 0
}
entries=${ENTRIES:-100000}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
group=$scratch/group.git
python3 "$corpora/synth.py" "$group" --people 1000 --entries "$entries" --commits "$entries" >&2 || exit 1

branch_of() {
	git -C "$1" for-each-ref --format='%(refname:short)' --count=1 refs/heads
}
git -C "$group" symbolic-ref HEAD "refs/heads/$(branch_of "$group")"

times=$(median 3 "rm -rf '$group/moot'; '$moot' -C '$group' reputation --top 10" \
	"git -C '$group' archive main journals | wc -c") || exit 1
# shellcheck disable=SC2086
figure "cold \`moot reputation\`, $entries entries" '`git archive main journals | wc -c`' $times
for command in reputation status tree roles; do
	"$moot" -C "$group" $command >/dev/null 2>&1
	times=$(median 40 "$moot -C $group $command" "git -C $group rev-parse HEAD") || exit 1
	# shellcheck disable=SC2086
	figure "warm \`moot $command\`" '`git rev-parse HEAD`' $times
done
rm -rf "$group/moot"
peak=$(/usr/bin/time -f %M "$moot" -C "$group" reputation --top 1 2>&1 >/dev/null | tail -n 1)
archive=$(/usr/bin/time -f %M git -C "$group" archive -o /dev/null main journals 2>&1 | tail -n 1)
printf 'peak memory, cold reputation\t%s MB\tgit archive: %s MB\t%s\n' $((peak / 1024)) $((archive / 1024)) \
	"$(awk "BEGIN { printf \"%.1f\", $peak / $archive }")"

git init -q --bare "$scratch/git.git"
xz -dc "$corpora/git-git/history.fi.xz" |
	git --git-dir "$scratch/git.git" fast-import --quiet --date-format=raw-permissive >&2 || exit 1
git -C "$scratch/git.git" config mailmap.file "$corpora/git-git/.mailmap"
git -C "$scratch/git.git" symbolic-ref HEAD "refs/heads/$(branch_of "$scratch/git.git")"
times=$(median 3 "rm -rf '$scratch/git.git/moot'; '$moot' -C '$scratch/git.git' reputation --top 10" \
	"git -C '$scratch/git.git' log --format='%(trailers:only,unfold)'") || exit 1
# shellcheck disable=SC2086
figure "history mode, git's own history" '`git log --format=%(trailers:only,unfold)`' $times
