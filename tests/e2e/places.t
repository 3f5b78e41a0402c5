#!/bin/sh
# SPDX-License-Identifier: MIT
# Where a group may live, and in what state git may be.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

# beside code, in governance/
clock 2026-01-05
new_repo kestrel
mkdir src && as ana commit_file src/main.c 'int main(void) { return 0; }' 'kestrel: fly'
ok 'in a project with code a group is founded in a folder' as ana moot init governance --template team --name Kestrel
is 'which is all that is new at the top' "$(git ls-files | sed 's,/.*,,' | sort -u | tr '\n' ' ')" 'governance src '
is 'its attributes lie in it' "$(git ls-files governance | head -n 1)" governance/.gitattributes
is 'the founder may call moot from anywhere' "$(git config moot.dir)" governance
says ana join ben --name 'Ben Okafor' --email ben@tidemark.example
as ben moot write -m 'Here. #packages' >/dev/null 2>&1
is 'entries lie below it' "$(git ls-files governance/journals)" governance/journals/ben/2026/2026-01-05.md
cd src || exit 1
id=$(opens ana release --holder ben..2026-06-30)
is 'and what is proposed' "$(git -C .. ls-files governance/negotiations | sed 's,.*/0105-release-[^/]*,,;s,voice.*,voice,' | tr '\n' ' ')" \
	'/a/roles/release.ini /negotiation.ini /proposal.md /voice '
says ben consent "$id" --decide
cd .. && is 'and what is decided' "$(git ls-files governance/roles)" governance/roles/release.ini
is 'the paths within are of the folder' "$(cat governance/negotiations/*/*/decision-* | sed -n 's/=.*sha1:.*/= sha1/p')" 'voices = sha1'
is 'a path may be asked for' "$(moot show roles/release.ini | tail -n 1)" "by = $id"
shown=$(moot show roles/release.ini)
is 'as a shell completes it at the top' "$(moot show governance/roles/release.ini)" "$shown"
is 'as it does in a folder of the group' "$(moot -C governance/roles show release.ini)" "$shown"
is 'and up and down again' "$(moot -C src show ../governance/roles/release.ini)" "$shown"
is 'and still as moot prints it, wherever one is' "$(moot -C governance/roles show roles/release.ini)$(moot -C src show roles/release.ini)" "$shown$shown"
told=$(moot why roles/release.ini:2)
is 'so may what stands in a line' "$(moot why governance/roles/release.ini:2)" "$told"
is 'in its folder too' "$(moot -C governance/roles why release.ini:2)" "$told"
is 'and a whole file' "$(moot -C governance/roles why release.ini)" "$(moot why roles/release.ini)"
for folder in . governance governance/roles src; do
	sed -i 's/^title = .*/title = Releases/' governance/roles/release.ini
	typed=$(as ben moot -C "$folder" check | sed -n 's/^hint: \(moot propose .*\); then \(git checkout .*\)/\1 \&\& \2/p')
	(cd "$folder" && ben && eval "$typed") >"$SCRATCH/out" 2>&1 || note <"$SCRATCH/out"
	is "a command that is proposed may be typed in $folder" "$(git log -1 --format=%s) $(git status --porcelain)" 'release? ben: role.title Releases '
	git reset -q --hard HEAD^
done
expect_status 128 'what leads out of the group is told so' moot -C governance show ../../x.ini
expect_status 0 'what was seen is named as it is completed' as ben moot -C governance/journals propose release --seen ben/2026/2026-01-05.md --set what.work=packages -m Why.
is 'and written as moot has it' "$(git show HEAD | sed -n 's/^+seen = //p')" journals/ben/2026/2026-01-05.md
git reset -q --hard HEAD^
is 'code beside it is nobody'\''s office' "$(as eve commit_file src/x.c x 'a patch' && moot verify >/dev/null 2>&1 && echo fine)" fine
printf '[role]\ntitle = no role\n' >release.ini && mkdir roles && mv release.ini roles/
git add . && as ana git commit -q -m 'roles at the top are not the group'\''s'
is 'files of such names elsewhere are files' "$(moot roles --porcelain | cut -f1)" release
git config --unset moot.dir
expect_status 128 'a clone is told where it is' moot roles
is 'by its folder' "$(tail -n 1 "$SCRATCH/err")" 'hint: there is a group in governance: git config moot.dir governance'
for command in 'reputation' 'log' 'show README' 'why ana@tidemark.example'; do
	# shellcheck disable=SC2086
	moot $command >"$SCRATCH/out" 2>"$SCRATCH/err"
	is "so is who asks the commits alone: $command" "$(grep -c '^hint: .*there is a group in governance: git config moot.dir governance$' "$SCRATCH/err")" 1
done
is 'as often as they ask' "$(moot log 2>&1 >/dev/null | grep hint)" 'hint: this is read from the commits alone; there is a group in governance: git config moot.dir governance'
is 'and results stay results' "$(moot reputation --json 2>/dev/null | grep -c hint)" 0
like 'moot doctor lists it' "$(moot doctor --porcelain)" '^folder	lacking	the group is in governance, and outside of it moot finds none	git config moot.dir governance$'
git config moot.dir elsewhere
like 'and a folder that is none' "$(moot doctor --porcelain)" "^folder	lacking	git config moot.dir is 'elsewhere', which holds no moot.ini	git config moot.dir governance\$"
eval "$(moot doctor --porcelain | awk -F '\t' '$1 == "folder" { print $4 }')"
is 'its mend mends it' "$(moot doctor --porcelain | awk -F '\t' '$1 == "folder" { print $2 }')$(moot roles --porcelain | cut -f1)" finerelease
git config --unset moot.dir
is 'in it the group is found' "$(moot -C governance/people roles --porcelain | cut -f1)" release

# states of git
cd .. && founding=with_roles tidemark
git checkout -q --detach
says ben act release --set 'how.tools=ninja'
is 'a detached HEAD may be written on' "$(git log -1 --format=%s)" 'release: how.tools ninja'
like 'and is called so' "$(as ben moot act release --set 'how.tools=make')" '^\[detached HEAD [0-9a-f]{7}\] release: how.tools make$'
git checkout -q main
is 'another branch is another truth' "$(moot show roles/release.ini | sed -n 's/^tools = //p')" make
git clone -q --bare . ../hub.git
(
	cd ../hub.git || exit 1
	moot roles --porcelain | cut -f1
) >"$SCRATCH/got"
is 'a bare repository is read' "$(tr '\n' ' ' <"$SCRATCH/got")" 'desk release '
git checkout -q --orphan empty && git rm -q -r -f . && mkdir -p "$SCRATCH/field/fresh" && cd "$SCRATCH/field/fresh" && git init -q .
expect_status 128 'before the first commit there is no group' moot roles
ok 'and one may be founded' as ana moot init --name Fresh
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
git config --global user.useConfigOnly true
expect_status 0 'without an identity a group is read' moot status
expect_status 128 'and not written' moot propose desk --holder ana..+1m
like 'in the words of git' "$(cat "$SCRATCH/err")" 'user\.email|identity|tell me who you are|no name was given'
cd "$SCRATCH" && expect_status 128 'outside of a repository there is no group' moot status
git clone -q --depth 1 "file://$SCRATCH/field/kestrel" "$SCRATCH/shallow" && cd "$SCRATCH/shallow/governance" || exit 1
expect_status 3 'of a shallow clone nobody can tell' moot roles
like 'until it is deepened' "$(cat "$SCRATCH/err")" '^hint: git fetch --unshallow'
done_testing
