# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# checks.sh: rules of the tree, each a command that finds, that is prints, nothing.

set -u
cd "$(dirname "$0")/.." || exit 1
B=${B:-build}
count=0
failed=0

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

# check TITLE COMMAND...: good when the command prints nothing.
check() {
	count=$((count + 1))
	title=$1
	shift
	"$@" >"$scratch/found" 2>&1
	if [ -s "$scratch/found" ]; then
		failed=$((failed + 1))
		echo "not ok $count - $title"
		sed 's/^/# /' "$scratch/found"
	else
		echo "ok $count - $title"
	fi
}

# The last line of a run, and its status.
checks_end() {
	echo "$((count - failed)) passed, $failed failed"
	[ "$failed" -eq 0 ]
	exit
}
