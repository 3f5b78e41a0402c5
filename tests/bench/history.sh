# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2086
#
# history.sh: history mode on git's own history.
. tests/bench/group.sh
history=$scratch/git.git
[ -d "$history" ] || xz -dc "$corpora/git-git/history.fi.xz" | imported "$history"
git -C "$history" config mailmap.file "$corpora/git-git/.mailmap"
BEFORE="rm -rf '$history/moot'"
times=$(median 3 "$moot -C $history reputation --top 10" \
	"git -C '$history' log --format='%(trailers:only,unfold)'") || exit 1
figure "history mode, git's own history" '`git log --format=%(trailers:only,unfold)`' $times
