# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# group.sh: the repositories that benches read, made once in a run of all of them.  The generator
# stands in $MOOT_SHARED/corpora (../shared); without it the bench is left out.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/bench/time.sh
B=${B:-build}
# shellcheck disable=SC2034 # the benches use it
moot=$(cd "$B" && pwd)/moot
entries=${ENTRIES:-100000}
if [ -n "${BENCH:-}" ]; then
	scratch=$BENCH
else
	scratch=$(mktemp -d) || exit 1
	trap 'rm -rf "$scratch"' EXIT
fi
corpora=$(cd "${MOOT_SHARED:-../shared}/corpora" 2>/dev/null && pwd) || {
	echo "$0: no ../shared/corpora: left out" >&2
	exit 0
}
# Nothing is true but on some day: the generated people's last one.
MOOT_NOW=${MOOT_NOW:-2026-11-24}
export MOOT_NOW

# generate REPOSITORY PEOPLE ENTRIES: a bare one whose HEAD is its branch.
generate() {
	[ -d "$1" ] && return
	python3 "$corpora/synth.py" "$1" --people "$2" --entries "$3" --commits "$3" >&2 || exit 1
	head_to_branch "$1"
}
head_to_branch() {
	git -C "$1" symbolic-ref HEAD "$(git -C "$1" for-each-ref --format='%(refname)' --count=1 refs/heads)"
}
# A thousand people's.
big_group() {
	group=$scratch/group.git
	generate "$group" 1000 "$entries"
}
# The same with its files.
big_checkout() {
	big_group
	checkout=$scratch/checkout
	[ -d "$checkout" ] && return
	git clone -q -s "$group" "$checkout" || exit 1
	git -C "$checkout" config user.name 'Ada Ng'
	git -C "$checkout" config user.email ada@example.org
}
# imported REPOSITORY: a bare one of a script for git fast-import on stdin.
imported() {
	git init -q --bare "$1"
	git --git-dir "$1" fast-import --quiet --date-format=raw-permissive || exit 1
	head_to_branch "$1"
}
