#!/bin/sh
# SPDX-License-Identifier: MIT
# What neither side has agreed to comes in by the merge commit itself.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
changes='^log' # honest entries come with what is merged
id=$(opens ana release --holder cleo:2026-07-01..2026-09-30)
says ben object "$id" -m 'I would rather sail through the summer with it myself, and the map is half done.'
side() { # a commit on a branch, so that there is something to merge
	git checkout -q -b "$1" && entry ben && git checkout -q main && entry cleo
}
mark
side one
git merge -q --no-commit --no-ff one >/dev/null
sed -i 's/autonomy = how/autonomy = why/' roles/release.ini && git add -A
git_takes 'a role is edited in a merge' as cleo git commit -q -m "Merge branch 'one'"
unmoved 'the role is as it was'
found 'and the merge is listed' 'roles/release.ini: error: a merge gave it a content that neither side had agreed'
git checkout -q HEAD~1 -- roles/release.ini && as cleo git commit -q -m 'put back'
side two
git merge -q --no-commit --no-ff two >/dev/null
printf '[role]\nautonomy = why\n[holder cleo]\nfrom = 2026-01-06\nuntil = 2026-12-31\nby = founding\n' >roles/boss.ini && git add -A
git_takes 'a role is added in a merge' as cleo git commit -q -m "Merge branch 'two'"
unmoved 'there is no such role'
git rm -q roles/boss.ini && as cleo git commit -q -m 'put back'
side three
git merge -q --no-commit --no-ff three >/dev/null
printf 'Gladly.\n\nConsent: a\n' >"$(folder_of "$id")/voice-ben-0106T100000-zzzz.md"
git rm -q "$(folder_of "$id")"/voice-ben-0106T12* && git add -A
git_takes 'a voice is taken out and another put in by a merge' as cleo git commit -q -m "Merge branch 'three'"
unmoved 'what was said stays said'
is 'the objection stands' "$(state_of "$id")" blocked
found 'both are listed' 'left out by a merge'
found 'both' 'added by a merge'
git checkout -q -b four && sed -i 's/tools = make/tools = mine/' roles/release.ini && as eve git commit -q -a -m 'release'
git checkout -q main && entry cleo
git_takes 'a void edit is merged by a member' as ana git merge -q --no-edit four
unmoved 'and is as void as it was'
done_testing
