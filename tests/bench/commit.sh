# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2086
#
# commit.sh: a voice that moot commits, beside git committing such a file, where a hundred thousand
# others lie.
. tests/bench/group.sh
big_checkout
cd "$checkout" || exit 1
person=$(git ls-tree --name-only HEAD people/ | sed -n 7p)
git config user.name "$(sed -n 's/^name *= *//p' "$person" | head -n 1)"
git config user.email "$(sed -n 's/^email *= *//p' "$person" | head -n 1)"
start=$(git rev-parse HEAD)

"$moot" propose --charter --set moot.name=Other -m 'a better name' >/dev/null 2>&1 || exit 1
folder=$(git ls-tree --name-only HEAD negotiations/2026/)
cat >"$scratch/bare" <<EOF
file=$folder/voice-\$\$.md
printf 'I wonder.\\n\\nConcern: a\\n' >\$file && git add \$file && git commit -q -m 'charter: a concern'
EOF
times=$(median 5 "$moot concern ${folder##*-} -m 'I wonder'" "sh $scratch/bare") || exit 1
figure 'a voice, committed' '`git add`, `git commit` of such a file' $times
git reset -q --hard "$start"
