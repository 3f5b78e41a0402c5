# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2086
#
# large.sh: groups that have much of one thing.
. tests/bench/group.sh
large() { # large KIND COUNT: $repository has it
	repository=$scratch/$1.git
	python3 tests/bench/large.py "$1" "$2" | imported "$repository"
}

large negotiations 10000
git clone -q -s "$repository" "$scratch/negotiations"
BEFORE="rm -rf '$repository/moot'"
times=$(median_cpu 3 "$moot -C $repository status" "git -C $repository log --raw --no-renames") || exit 1
figure 'cold `moot status`, 10,000 negotiations, processor time' '`git log --raw`' $times
BEFORE=
"$moot" -C "$scratch/negotiations" status >/dev/null
times=$(median 20 "$moot -C $scratch/negotiations status" "git -C $scratch/negotiations status") || exit 1
figure 'warm `moot status`, 10,000 negotiations' '`git status`' $times
rm -rf "$scratch/negotiations" "$repository"

large files 100000
BEFORE="rm -rf '$repository/moot'"
times=$(median_cpu 3 "$moot -C $repository reputation" "git -C '$repository' archive HEAD | wc -c") || exit 1
figure 'cold `moot reputation`, 100,000 files in a folder, processor time' '`git archive`' $times
rm -rf "$repository"

large thanks 1000000
BEFORE="rm -rf '$repository/moot'"
times=$(median_cpu 3 "$moot -C $repository reputation" "git -C '$repository' archive HEAD | wc -c") || exit 1
figure 'cold `moot reputation`, a million acknowledgements of one person, processor time' '`git archive`' $times
rm -rf "$repository/moot"
amount 'peak memory, the same' 'git archive' MB "$(peak "$moot" -C "$repository" reputation)" \
	"$(peak git -C "$repository" archive -o /dev/null HEAD)"
rm -rf "$repository"
