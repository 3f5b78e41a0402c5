#!/bin/sh
# SPDX-License-Identifier: MIT
# Nothing a person wrote is lost: hooks that refuse, editors that fail, two who write at once.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark

state() { git rev-parse HEAD && git status --porcelain=v2 && git diff && git diff --cached; }
echo 'half done' >notes && git add notes && echo 'and more' >>notes
echo '; mine, not committed' >>roles/desk.ini
mkdir -p drafts && echo 'nobody knows me' >drafts/x
before=$(state)
id=$(opens ana release --holder cleo:2026-07-01..2026-09-30 -m 'Summer.')
is 'a proposal takes along nothing that was staged' "$(git show --format= --name-only | grep -v "^$(folder_of "$id")/")" ''
is 'which stays staged' "$(git diff --cached --name-only)" notes

printf '#!/bin/sh\necho "no commits on a Sunday"\nexit 1\n' >.git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
before=$(state)
for words in "consent $id" "object $id -m harm" "propose mail --holder ben..+1m" "amend $id --holder cleo:2026-08-01..2026-09-30" \
	"join dina --name Dina --email dina@tidemark.example" "write -m words"; do
	expect_status 128 "a hook that refuses is heard: ${words%% *}" as ben moot $words
	is '  and everything is as before' "$(state)" "$before"
done
like 'with its words' "$(cat "$SCRATCH/err")" 'no commits on a Sunday'
rm .git/hooks/pre-commit
says ben consent "$id"
clock 2026-01-09
printf '#!/bin/sh\nexit 1\n' >.git/hooks/commit-msg && chmod +x .git/hooks/commit-msg
before=$(state)
expect_status 128 'so it is when a decision is refused' as ben moot decide "$id"
is '  and the role is as it was' "$(state)" "$before"
rm .git/hooks/commit-msg
ok 'then it may be decided' as ben moot decide "$id"
expect_status 128 'what somebody is editing is not written over' as ana moot act desk --set 'what.work=x'
is 'it is still there' "$(tail -n 1 roles/desk.ini)" '; mine, not committed'
git checkout -q -- roles/desk.ini

# two who write at once: one after the other, nothing lost
for who in ana ben cleo; do
	(as $who moot propose "table-$who" --holder $who..+1m >/dev/null 2>"$SCRATCH/$who.err") &
done
wait
is 'three who write at once are three commits' "$(git log --format=%s -3 | sed 's/?.*//' | sort | tr '\n' ' ')" \
	'table-ana table-ben table-cleo '
is 'and nothing is left over' "$(git status --porcelain)" 'AM notes
?? drafts/'

# editors
ed=$SCRATCH/editor
printf '#!/bin/sh\necho "typed for an hour" >"$1"\nexit 7\n' >"$ed" && chmod +x "$ed"
export GIT_EDITOR="$ed"
before=$(state)
expect_status 128 'an editor that fails commits nothing' as ana moot act desk --edit
is 'and is named' "$(head -n 1 "$SCRATCH/err")" "fatal: the editor '$ed' ended with 7; nothing was committed"
kept=$(sed -n 's/^hint: what you wrote is kept in //p' "$SCRATCH/err")
is 'what was typed is kept where it says' "$(cat "$kept")" 'typed for an hour'
is 'everything else is as before' "$(state)" "$before"
printf '#!/bin/sh\n: >"$1"\n' >"$ed"
expect_status 128 'an empty text aborts' as ana moot act desk --edit
printf '#!/bin/sh\nsed -i "s/^work = .*/work = answers by hand/" "$1"\n' >"$ed"
ok 'a text that was changed is committed' as ana moot act desk --edit
is 'as it is' "$(moot show roles/desk.ini | sed -n 's/^work = //p')" 'answers by hand'
printf '#!/bin/sh\necho "[role" >"$1"\n' >"$ed"
expect_status 1 'one that cannot be read is not' as ana moot act desk --edit
done_testing
