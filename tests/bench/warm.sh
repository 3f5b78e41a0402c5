# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2086
#
# warm.sh: the reading commands in a checkout where they were asked before.
. tests/bench/group.sh
big_checkout
person=$(git -C "$checkout" ls-tree --name-only HEAD people/ | sed -n '7s,people/\(.*\)\.ini,\1,p')

for command in reputation status tree roles check verify "why $person"; do
	"$moot" -C "$checkout" $command >/dev/null 2>&1
done
git -C "$checkout" status >/dev/null
git_status=$(median 3 "git -C $checkout status") || exit 1
for command in reputation status tree roles; do
	times=$(median 40 "$moot -C $checkout $command" "git -C $checkout rev-parse HEAD") || exit 1
	set -- $times
	figure "warm \`moot $command\`" '`git rev-parse HEAD`' "$1" "$2"
	figure "warm \`moot $command\`" '`git status`' "$1" "$git_status"
done
times=$(median 5 "$moot -C $checkout check" "git -C $checkout status") || exit 1
figure 'warm `moot check`, work tree and all' '`git status`' $times
times=$(median 20 "$moot -C $checkout why $person" "$moot -C $checkout reputation") || exit 1
figure 'warm `moot why PERSON`' 'warm `moot reputation`' $times
times=$(median 20 "$moot -C $checkout verify" "$moot -C $checkout reputation") || exit 1
figure 'warm `moot verify`' 'warm `moot reputation`' $times
