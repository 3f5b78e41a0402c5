#!/bin/sh
# SPDX-License-Identifier: MIT
# moot hook: before a commit, before a push leaves, and on a server that others push to.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles tidemark
cd ..

# --- installing ---
git clone -q --bare tidemark hub.git
ok 'a server gets its one hook' moot -C hub.git hook install
is 'which is pre-receive' "$(ls hub.git/hooks | grep -v sample)" 'pre-receive'
ok 'twice is once' moot -C hub.git hook install
cd tidemark || exit 1
ok 'a clone gets three' moot hook install
is 'by name' "$(find .git/hooks -type f ! -name '*.sample' -perm -u+x | sed 's,.*/,,' | LC_ALL=C sort | tr '\n' ' ')" \
	'commit-msg pre-commit pre-push '
git init -q ../other
printf '#!/bin/sh\nexit 0\n' >../other/.git/hooks/pre-commit
expect_status 1 "somebody else's hook is told of" moot -C ../other hook install
is 'and stays as it is' "$(cat ../other/.git/hooks/pre-commit)" '#!/bin/sh
exit 0'
like 'with the line to add' "$(cat "$SCRATCH/err")" 'moot hook pre-commit "\$@"'
git init -q ../shared
git -C ../shared config core.hooksPath "$SCRATCH/hooks"
ok 'core.hooksPath is respected' moot -C ../shared hook install
ok 'and the hooks are there' test -x "$SCRATCH/hooks/pre-push"
expect_status 129 'no other hook is known' moot hook post-merge
(cd ../shared && commit_file readme 'No group here.') >/dev/null 2>"$SCRATCH/err"
is 'where there is no group they say nothing' "$(cat "$SCRATCH/err")" ''

# --- pre-commit, commit-msg ---
clock 2026-01-07
sed -i 's/^work = answers/work = as I like/' roles/desk.ini
expect_status 1 'a change that needs a decision is not committed by mistake' as cleo git commit -qam 'desk: mine'
like 'and the hint says whom to ask' "$(cat "$SCRATCH/err")" 'moot propose desk --from-file'
git checkout -q -- roles
printf '[role\n' >roles/broken.ini && git add roles/broken.ini
expect_status 1 'nor is what cannot be read' as ana git commit -qm 'a new role'
git rm -qf --cached roles/broken.ini
commit_file notes.txt 'Not governed.' >/dev/null 2>&1
is 'what is not staged is in nobody'"'"'s way' "$(git log -1 --format=%s)" 'notes.txt'
rm roles/broken.ini
sed -i 's/^work = answers/work = answers in a day/' roles/desk.ini
ok 'an act is committed' as ana git commit -qam 'desk: quicker'
printf 'a fix\n\nReviewd-by: Ben Okafor <ben@tidemark.example>\n' >"$SCRATCH/message"
(as ana git commit -q --allow-empty -F "$SCRATCH/message") 2>"$SCRATCH/err"
like 'a word that is nearly one is told' "$(cat "$SCRATCH/err")" "did you mean 'reviewed-by'"
is 'and committed' "$(git log -1 --format=%s)" 'a fix'
id=$(opens ana release --set what.work=weekly -m 'More often.')
like 'what moot writes passes' "$(state_of "$id")" 'open'

# --- a real server ---
port=$((20000 + $$ % 20000))
"$(git --exec-path)/git-daemon" --listen=127.0.0.1 --port=$port --reuseaddr --export-all \
	--enable=receive-pack --base-path="$SCRATCH/field" "$SCRATCH/field" >/dev/null 2>&1 &
daemon=$!
trap 'kill "$daemon" 2>/dev/null; clean_up' EXIT
url=git://127.0.0.1:$port
tries=0
until git ls-remote "$url/hub.git" >/dev/null 2>&1 || [ $tries -ge 50 ]; do
	tries=$((tries + 1))
	sleep 0.1
done
on_server() { git -C "$SCRATCH/field/hub.git" rev-parse -q --verify "refs/heads/${1:-main}"; }
git remote add origin "$url/hub.git" && git fetch -q origin
ok 'an honest push lands' git push -q origin main
is 'on the server' "$(on_server)" "$(git rev-parse HEAD)"
cd ..
git clone -q "$url/hub.git" ben && git clone -q "$url/hub.git" eve
cd ben || exit 1
says ben consent "$id"
ok 'so does a voice' git push -q origin main
cd ../eve && git pull -q
honest=$(on_server)

# refused TITLE PATTERN [PUSH WORDS]: the server says no, says why, and is as before.
refused() {
	refused_title=$1
	refused_pattern=$2
	shift 2
	git push "${@:-origin}" >"$SCRATCH/push" 2>&1
	is "refused: $refused_title" "$?-$(on_server)" "1-$honest"
	like '... and why' "$(cat "$SCRATCH/push")" "^remote: .*$refused_pattern"
	git reset -q --hard "$honest"
}
sed -i 's/^work = .*/work = whatever/' roles/desk.ini && as ben git commit -qam 'desk: act'
refused 'an act by somebody who does not hold the role' 'roles/desk.ini.*ben does not hold desk.*E601'
like '... with the commit and its author' "$(cat "$SCRATCH/push")" '^remote:   [0-9a-f]{10} Ben Okafor:'
sed -i 's/^until = .*/until = 2030-12-31/' people/ben.ini && as ben git commit -qam 'ben: longer'
refused 'a longer term' 'people/ben.ini.*E601'
voice=$(ls negotiations/*/*/voice-ben-*)
sed -i 's/^Consent: a/Object: a/' "$voice" && as ben git commit -qam 'I meant otherwise'
refused 'an edited voice' 'written once.*E602'
git rm -q "$voice" && as ana git commit -qm 'gone'
refused 'a deleted one' 'E602'
git rm -q moot.ini && as ana git commit -qm 'no charter'
refused 'the end of the charter' 'takes moot.ini away'
git reset -q --hard HEAD~1 && as ana commit_file journals/ana/again.md 'Another past.' again
refused 'another past' 'commit.* of the group would be gone' -f origin main
like '... naming what would be gone' "$(cat "$SCRATCH/push")" '^remote:   [0-9a-f]{10} release: ben consents'
refused 'the end of the branch' 'the group lives there' origin :main
git replace HEAD HEAD~1
refused 'objects that stand for others' 'with replaced objects nothing could be told' origin 'refs/replace/*'
git replace -d "$(git replace -l)" >/dev/null
clock 2027-03-01
sed -i 's/^until = .*/until = 2030-12-31/' people/ben.ini && as ben git commit -qam 'ben: from the future'
clock 2026-01-08
refused 'what is dated ahead' 'people/ben.ini.*E601'
git checkout -q -b side
sed -i 's/^work = .*/work = mine/' roles/desk.ini && as cleo git commit -qam 'desk: act'
refused 'the same on another branch' 'roles/desk.ini.*E601' origin side
git checkout -q main
# by a way round: what is there already under another name
sed -i 's/^work = .*/work = mine/' roles/desk.ini && as cleo git commit -qam 'desk: act'
git push -q origin HEAD:refs/hidden/1
refused 'what came in as no branch' 'roles/desk.ini.*E601' origin main
sed -i 's/^work = .*/work = mine/' roles/desk.ini && as cleo git commit -qam 'desk: act'
git tag evil && git rm -q moot.ini && as cleo git commit -qm 'no charter'
git push -q origin HEAD:refs/heads/empty evil
git reset -q --hard HEAD~1
refused 'what came in on a branch that shows no group' 'roles/desk.ini.*E601' origin main
git push -q origin :empty
git checkout -q --orphan pages && git rm -rfq . && commit_file index.html 'Hello.' >/dev/null 2>&1
ok 'a branch without a group is none of its business' git push -q origin pages
git checkout -q -f main
ok 'and may go again' git push -q origin :pages

sed -i 's/^work = .*/work = mine/' roles/desk.ini && as cleo git commit -qam 'desk: act'
as cleo git revert --no-edit HEAD >/dev/null 2>&1
ok 'what was taken back before it arrived is answered' git push -q origin main
quick=$(opens cleo desk --set how.tools=pen -m 'A pen.')
says ana consent "$quick"
says ben consent "$quick" --decide
git push origin main >"$SCRATCH/push" 2>&1
is 'a decision that arrives together with its opening lands' "$(on_server)" "$(git rev-parse HEAD)"
like 'and is told' "$(cat "$SCRATCH/push")" '^remote: .*together with its opening.*E609'
git -C ../hub.git config core.hooksPath /dev/null
rm -f ../hub.git/shallow
on_server >../hub.git/shallow
git -C ../hub.git config --unset core.hooksPath
as cleo commit_file journals/cleo/last.md 'Last.' last
git push origin main >"$SCRATCH/push" 2>&1
is 'a server that cannot tell lets nothing in' "$?" 1
rm -f ../hub.git/shallow

# --- before it leaves ---
moot hook install >/dev/null 2>&1
rm ../hub.git/hooks/pre-receive
as cleo git push -q origin main
honest=$(on_server)
sed -i 's/^until = .*/until = 2030-12-31/' people/ben.ini && as ben git commit -q --no-verify -am 'ben: longer'
expect_status 1 'pre-push stops it at home' git push origin main
like 'with the same words' "$(cat "$SCRATCH/err")" 'people/ben.ini.*E601'
is 'so nothing arrives' "$(on_server)" "$honest"
git push -q --no-verify origin main
as cleo commit_file journals/cleo/after.md 'After.' after
ok 'what others brought is not held against the next' git push -q origin main
kill "$daemon"
trap clean_up EXIT # there is nothing left to end
done_testing
