#!/bin/sh
# SPDX-License-Identifier: MIT
# The founder comes back years later to what the founding let them do.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-03-01
entry ben
entry cleo
mark
member zoe 'Zoe Sleeper' 2026-12-31
git add people
git_takes 'the founder adds a member "by founding"' as ana git commit -q -m 'zoe joins'
unmoved 'nobody joined'
expect_status 128 'she is nobody' moot show zoe
expect_status 1 'her file is shown as void' moot show people/zoe.ini
sed -i 's/holder ben/holder ana/' roles/release.ini
git_takes 'the founder gives herself a founding role' as ana git commit -q -a -m 'release'
unmoved 'it is as it was'
git revert -n HEAD >/dev/null 2>&1 && as ben git commit -q -m 'put back'

# from a branch that begins at the founding, with its dates
git checkout -q -b sleeper "$(git rev-list --max-parents=0 HEAD)"
member mallory 'Mallory Door' 2026-12-31
{ printf '[role]\nautonomy = why\n' && by_founding 2026-12-31 'holder ana'; } >roles/boss.ini
git add .
as ana env GIT_AUTHOR_DATE=2026-01-05T10:00:00Z GIT_COMMITTER_DATE=2026-01-05T10:00:00Z git commit -q -m 'mallory joins'
git checkout -q main
git_takes 'a branch from the day of the founding is merged' as ana git merge -q --no-edit sleeper
unmoved 'nothing of it counts'
found 'and it is listed' 'roles/boss.ini: error: changed without agreement'
mallory() { person mallory 'Mallory Door'; }
git_takes 'its member commits' as mallory git commit -q --allow-empty -m hello
expect_status 128 'and is nobody' as mallory moot propose desk --holder mallory..+1m

# a second beginning
git rm -q moot.ini && as ana git commit -q -m 'away'
git_takes 'the charter is taken away and put back' as ana sh -c 'git checkout -q HEAD~1 -- moot.ini && git commit -q -m back'
member zoe 'Zoe Sleeper' 2026-12-31
printf 'note = x\n' >>people/zoe.ini
git add people
git_takes 'as if the group began again' as ana git commit -q -m 'zoe joins again'
unmoved 'it began once'
git checkout -q --orphan other && git rm -q -r -f . && founding=with_roles && with_roles
printf '[moot]\nrules = 1\nname = Tidemark\nidentity = named\n' >moot.ini
member eve 'Eve Stranger' 2036-12-31
git add . && as eve git commit -q -m 'another founding'
git checkout -q main
git config moot.genesis "$(git rev-list --max-parents=0 main)"
git_takes 'another founding is merged in' as ana git merge -q --allow-unrelated-histories -s ours --no-edit other
unmoved 'the one that git config moot.genesis names holds'
git config --unset moot.genesis
expect_status 3 'without it nobody can tell' moot roles
done_testing
