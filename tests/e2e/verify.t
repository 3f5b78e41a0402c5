#!/bin/sh
# SPDX-License-Identifier: MIT
# moot verify: its statuses, and the pin at what others have seen (rules V9 to V11).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

with_hub() { # clones of a bare repository, as people have them
	git clone -q --bare tidemark hub.git
	git clone -q hub.git ben && git clone -q hub.git cleo
}
tidemark
cd .. && with_hub
pin() { git rev-parse -q --verify refs/moot/verified/main; }

cd tidemark || exit 1
ok 'an honest history is proven' moot verify
is 'without a remote there is no pin' "$(pin)" ''
cd ../ben || exit 1
ok 'in a clone too' moot verify
is 'where the pin stands at what the remote has' "$(pin)" "$(git rev-parse HEAD)"
shared=$(git rev-parse HEAD)
clock 2026-01-07
id=$(opens ben release --set what.work=weekly -m 'More often.')
ok 'what is only here' moot verify
is 'does not move it' "$(pin)" "$shared"
ok 'nor does a day in the past' moot verify --at 2026-01-06
git push -q origin main
ok 'pushed' moot verify
is 'it moves' "$(pin)" "$(git rev-parse HEAD)"
is 'and stays in the clone' "$(git ls-remote . | grep -c moot) $(git ls-remote ../hub.git | grep -c moot)" '1 0'

# --- a decision that arrives with its opening: V10 ---
cd ../cleo || exit 1
moot verify >/dev/null 2>&1
git pull -q
says ana consent "$id"
says cleo consent "$id" --decide
like 'a decision whose opening came since is told' "$(moot verify --porcelain)" '^E609	note	.*/decision-'
git push -q origin main
moot verify >/dev/null 2>&1
unlike 'once verified, no more' "$(moot verify --porcelain)" 'E609'

# --- rewritten history: V9 ---
cd ../ben || exit 1
git pull -q
moot verify >/dev/null 2>&1
git -C ../cleo reset -q --hard "$shared"
(cd ../cleo && as cleo commit_file journals/cleo/again.md 'Another past.' again)
git -C ../cleo push -qf origin main
git fetch -q && git reset -q --hard origin/main
before=$(pin)
expect_status 1 'rewritten history is found' moot verify
like 'by name' "$(moot verify --porcelain)" '^E610	error	.*rewritten.*and 3 commits of the group'
like 'with the commits that are gone' "$(moot verify --porcelain)" '^E610	note	.*gone: release: weekly|^E610	note	.*gone: release'
is 'the pin stays' "$(pin)" "$before"
like 'and how to forget it' "$(moot verify)" 'git update-ref -d refs/moot/verified/main'
git update-ref -d refs/moot/verified/main
ok 'forgotten, all is well' moot verify

# --- a branch is gone, and another has its name as a folder ---
git clone -q ../hub.git ../branches && cd ../branches || exit 1
git checkout -q -b topic && moot verify >/dev/null 2>&1
git checkout -q main && git branch -q -D topic && git checkout -q -b topic/one
ok 'a pin whose branch is gone is not in the way' moot verify
is 'where the new one holds as much' "$(git for-each-ref --format='%(refname)' refs/moot)" refs/moot/verified/topic/one
git checkout -q main && git branch -q -D topic/one && git checkout -q -b topic HEAD^
expect_status 0 'where it would hold less' moot verify
is 'the old one stays' "$(git for-each-ref --format='%(refname)' refs/moot)" refs/moot/verified/topic/one
is 'and it is told how to forget it' "$(tail -n 1 "$SCRATCH/err")" 'hint: where it may be forgotten: git update-ref -d refs/moot/verified/topic/one'
cd ../ben || exit 1

# --- findings do not move it ---
before=$(pin)
sed -i 's/^until = .*/until = 2027-12-31/' people/ana.ini && as ana git commit -qam 'longer'
git push -q origin main
expect_status 1 'a change that nobody agreed to' moot verify
is 'does not move the pin' "$(pin)" "$before"

# --- what was found is kept ---
rm -f .git/moot/proofs-*
said=$(moot verify)
is 'the next run says the same' "$(moot verify; echo $?)" "$said
1"
kept=$(echo .git/moot/proofs-*.data)
rm -f .git/moot/facts-*
moot verify >/dev/null
ok 'and reads no history for it' test ! -e "$(echo .git/moot/facts-*)"
ok 'of a range it tells what is of the range' moot verify HEAD~3..HEAD~1
expect_status 1 'and there is something to tell' moot verify HEAD~1..HEAD
ok 'on an earlier day there was nothing' moot verify --at 2026-01-06
cp "$kept" "$SCRATCH/kept"
size=$(wc -c <"$kept") worst=
for part in 1 3 5 7 9 11 13 15 17 19; do
	printf '\377\000\377' | dd of="$kept" bs=1 seek=$((size * part / 20)) conv=notrunc 2>/dev/null
	[ "$(moot verify)" = "$said" ] || worst="$worst $part"
	cp "$SCRATCH/kept" "$kept"
done
is 'what is damaged is found again' "$worst" ''
head -c $((size / 2)) "$SCRATCH/kept" >"$kept"
is 'and what was cut off' "$(moot verify)" "$said"
git checkout -q HEAD~1
ok 'it hangs on the commit: the one before is proven' moot verify
git checkout -q main
expect_status 1 'and this one is not' moot verify

# --- cannot tell: V11 ---
git rev-parse HEAD >.git/shallow
expect_status 3 'a history that was cut off since cannot be told from what was kept' moot verify
rm .git/shallow
cd ..
git clone -q --depth 1 "file://$PWD/hub.git" shallow
expect_status 3 'a shallow clone cannot tell' moot -C shallow verify
like 'and says what to do' "$(cat "$SCRATCH/err")" 'git fetch --unshallow'
git -C hub.git config uploadpack.allowFilter true
git clone -q --filter=blob:none --no-checkout "file://$PWD/hub.git" partial
expect_status 3 'nor can a partial one' moot -C partial verify
git clone -q hub.git replaced
git -C replaced replace HEAD HEAD~1 2>/dev/null
expect_status 3 'nor one with replaced objects' moot -C replaced verify
git clone -q hub.git grafted
git -C grafted rev-parse HEAD >grafted/.git/info/grafts
expect_status 3 'nor a grafted one' moot -C grafted verify
git clone -q hub.git missing
git -C missing repack -qad
blob=$(git -C missing rev-parse HEAD:people/ben.ini)
(cd missing && mv .git/objects/pack/*.pack pack && rm -f .git/objects/pack/* && git unpack-objects -q <pack && rm pack
rm -f ".git/objects/$(echo "$blob" | cut -c 1-2)/$(echo "$blob" | cut -c 3-)")
expect_status 3 'nor one that lacks an object' moot -C missing verify
done_testing
