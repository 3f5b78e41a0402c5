#!/bin/sh
# SPDX-License-Identifier: MIT
# What every writing command promises: one commit of its own files, or everything as it was.
. "${0%/*}/lib.sh"

moot init --template coop --name Tidemark tidemark >/dev/null 2>&1
cd tidemark || exit 1
mkdir roles
printf '[role]\ntitle = Releases\nautonomy = what\n[what]\nwork = a release every week\n\n[holder ana]\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n' >roles/releases.ini
git add roles && git commit -q -m releases
clock 2026-01-16

state() { git rev-parse HEAD && git status --porcelain=v2 && git ls-files -s; }
editor() {
	printf '#!/bin/sh\n%s\n' "$1" >"$HOME/bin/editor"
	chmod +x "$HOME/bin/editor"
	export GIT_EDITOR="$HOME/bin/editor"
}

# --- somebody else commits while the editor is open ---
editor 'GIT_EDITOR=false moot act releases --set how.tools=git >&2 && sed -i "s/every week/every day/" "$1"'
expect_status 128 'what was changed meanwhile is not overwritten' moot act releases --edit
like 'and that is said' "$(cat "$SCRATCH/err")" '^fatal: another commit has changed roles/releases.ini meanwhile$'
is 'the other change stands' "$(git status --porcelain; grep -E 'tools|work' roles/releases.ini)" \
	'work = a release every week
tools = git'
unset GIT_EDITOR

# --- what is not committed yet ---
echo '; mine' >>roles/releases.ini
before=$(state)
expect_status 128 'what is not committed is not overwritten' moot act releases --set what.work=x
like 'and shown how to see it' "$(cat "$SCRATCH/err")" '^hint: .*git diff -- roles/releases.ini$'
is 'it is still there' "$(state; tail -n 1 roles/releases.ini)" "$before
; mine"
git checkout -q -- roles
rm roles/releases.ini
expect_status 128 'what was taken away is not put back unasked' moot act releases --set what.work=x
git checkout -q -- roles

# --- permissions, staged work, messages ---
chmod +x roles/releases.ini && git commit -q -a -m 'executable'
ok 'an executable file is written too' moot act releases --set what.work=x
is 'and stays one' "$(git ls-files -s roles | cut -c 1-6)$(git status --porcelain)" 100755
echo a >staged && git add staged && echo b >>staged
ok 'what else is staged' moot write -m 'Something.'
is 'is not in the commit, and stays staged' "$(git show --format= --name-only; git status --porcelain)" \
	'journals/ana/2026/2026-01-16.md
AM staged'
printf '#!/bin/sh\necho "Reviewed-by: Ada" >>"$1"\n' >.git/hooks/commit-msg && chmod +x .git/hooks/commit-msg
ok 'hooks are heard' moot write -m 'More.'
like 'and may add to the message' "$(git log -1 --format=%B)" '^Reviewed-by: Ada$'
printf '#!/bin/sh\nexit 1\n' >.git/hooks/commit-msg
before=$(state)
expect_status 128 'the last hook may refuse too' moot act releases --set what.work=y
is 'then everything is as before' "$(state)" "$before"
rm .git/hooks/commit-msg

# --- in the middle of something ---
git rm -q -f --cached staged; rm staged
git checkout -q -b side && commit_file x 1 && git checkout -q main && commit_file x 2
test_must_fail git merge -q side >/dev/null 2>&1
before=$(state)
expect_status 128 'in the middle of a merge nothing is committed' moot write -m 'Merging.'
is 'and the merge is as it was' "$(state)" "$before"
git merge --abort
: >.git/index.lock
expect_status 128 'nor while git itself is at work' moot write -m 'Locked.'
rm .git/index.lock
is 'which leaves nothing behind' "$(git status --porcelain)" ''
if [ "$(id -u)" -ne 0 ]; then
	chmod a-w roles
	expect_status 128 'nor where nothing may be written' moot act releases --set what.work=z
	chmod u+w roles
	is 'which leaves nothing behind either' "$(git status --porcelain)" ''
fi

done_testing
