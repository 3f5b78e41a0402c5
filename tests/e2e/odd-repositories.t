#!/bin/sh
# SPDX-License-Identifier: MIT
# What verify says of repositories that are put together in other ways, or are broken (rule V11).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

# shellcheck disable=SC2209
founding=with_roles tidemark
id=$(opens ana release --set 'how.tools=ninja' -m 'It is faster.')
says ben consent "$id"
says cleo consent "$id" --decide
proven=$(moot verify)
like 'there is something to prove' "$proven" '^proven'
cd ..

# --- other ways in ---
git -C tidemark worktree add -q --detach ../linked
is 'a linked work tree reads the same' "$(cd linked && moot verify)" "$proven"
is 'and shares what was found' "$(ls linked/.git/moot 2>/dev/null; ls tidemark/.git/moot | grep -c proofs)" 1
git clone -q --shared tidemark borrowing
is 'so does a clone that borrows its objects' "$(moot -C borrowing verify)" "$proven"
git -C borrowing repack -qad
git clone -q --reference tidemark "file://$PWD/tidemark" lent
is 'and one that borrows some of them' "$(moot -C lent verify)" "$proven"
mv tidemark away && rm -rf lent/.git/moot
expect_status 3 'where those who lend are gone it cannot tell' moot -C lent verify
mv away tidemark
mkdir apart && (cd apart && GIT_DIR=$SCRATCH/field/tidemark/.git && GIT_WORK_TREE=$SCRATCH/field/apart &&
	export GIT_DIR GIT_WORK_TREE && git checkout -qf main -- . && moot verify) >"$SCRATCH/apart" 2>&1
is 'GIT_DIR and GIT_WORK_TREE are followed' "$(cat "$SCRATCH/apart")" "$proven"
git clone -q --bare tidemark bare.git
is 'a bare repository' "$(moot -C bare.git verify)" "$proven"
git clone -q tidemark packed
git -C packed gc -q --aggressive && git -C packed commit-graph write --reachable --changed-paths 2>/dev/null
git -C packed multi-pack-index write 2>/dev/null
is 'a packed one, with the indexes that git keeps beside' "$(moot -C packed verify)" "$proven"
git init -q above && git -C above -c protocol.file.allow=always submodule -q add "$SCRATCH/field/tidemark" group >/dev/null 2>&1
is 'a group that is a submodule of another repository' "$(moot -C above/group verify)" "$proven"

# --- what moot cannot read ---
git init -q --object-format=sha256 sha256
(cd sha256 && cp -r ../tidemark/moot.ini ../tidemark/people . && git add . && git commit -qm 'founded')
expect_status 3 'a repository of SHA-256 cannot be told of' moot -C sha256 verify
like 'and says why' "$(cat "$SCRATCH/err")" "'sha256', and moot reads 'sha1' only"
git clone -q tidemark reftable
git -C reftable config core.repositoryFormatVersion 1 && git -C reftable config extensions.refStorage reftable
moot -C reftable verify >"$SCRATCH/out" 2>"$SCRATCH/err"
case $? in
# a git that knows it answers for the references; an older one does not open the repository at all
0) like 'references in tables are read by way of git' "$(cat "$SCRATCH/out")" '^proven' ;;
*) like 'references in tables are told of in the words of git' "$(cat "$SCRATCH/err")" '^(fatal|error): .*(refstorage|reference)' ;;
esac

# --- broken ---
git clone -q --no-hardlinks tidemark broken
git -C broken repack -qad
pack=$(echo broken/.git/objects/pack/*.pack)
size=$(wc -c <"$pack") wrong=
cp "$pack" "$SCRATCH/pack" && chmod u+w "$pack"
for part in 1 2 3 4 5 6 7 8 9; do
	printf '\377\377\377\377\377\377\377\377' | dd of="$pack" bs=1 seek=$((size * part / 10)) conv=notrunc 2>/dev/null
	rm -rf broken/.git/moot
	moot -C broken verify >"$SCRATCH/out" 2>"$SCRATCH/err"
	status=$?
	# a byte may lie in what nobody reads; otherwise it says so, and never that all is well
	[ $status -eq 3 ] || [ "$(cat "$SCRATCH/out")" = "$proven" ] || wrong="$wrong $part:$status"
	cp "$SCRATCH/pack" "$pack"
done
is 'a pack that is damaged anywhere is told of' "$wrong" ''
start=$(git verify-pack -v "$pack" | awk -v id="$(git -C broken rev-parse HEAD)" '$1 == id { print $5 }')
printf '\237\377\377\377\377\377\377\377\177' | dd of="$pack" bs=1 seek="$start" conv=notrunc 2>/dev/null
rm -rf broken/.git/moot
expect_status 3 'a commit that claims to be larger than any disk is not read' moot -C broken verify
like 'and the reason is the damage, not the memory' "$(cat "$SCRATCH/err")" \
	'^fatal: commit [0-9a-f]{40} is damaged: it claims to have [0-9]{19} bytes$'
cp "$SCRATCH/pack" "$pack"
head -c $((size / 2)) "$SCRATCH/pack" >"$pack"
rm -rf broken/.git/moot
expect_status 3 'and one that was cut off' moot -C broken verify
cp "$SCRATCH/pack" "$pack"
ok 'whole again it is proven' moot -C broken verify

# zlib knows when bytes are damaged, but not when they are those of another object
loose() { echo "swapped/.git/objects/$(git -C swapped rev-parse "$1" | sed 's,^..,&/,')"; }
for which in 'commit HEAD~ HEAD~2' 'tree HEAD:people HEAD:roles' 'blob HEAD:people/ben.ini HEAD:people/cleo.ini'; do
	# shellcheck disable=SC2086
	set -- $which
	rm -rf swapped && cp -a tidemark swapped && rm -rf swapped/.git/moot
	id=$(git -C swapped rev-parse "$2")
	copy=$(loose "$3") place=$(loose "$2")
	cp -f "$copy" "$place"
	expect_status 3 "a $1 that is another one is told of" moot -C swapped verify
	like 'with its id' "$(cat "$SCRATCH/err")" "^fatal: $1 $id is damaged: what is stored under this id is another\$"
done

# --- a run that is killed at a write ---
clock 2026-01-12
cd tidemark || exit 1
worst=
for blocks in 0 1 2 3 4 5 6 7 8 9 10 12 14 16; do
	rm -rf .git/moot
	(ulimit -f $blocks && moot verify) >/dev/null 2>&1
	[ "$(moot verify)" = "$proven" ] || worst="$worst $blocks"
	[ "$(moot verify)" = "$proven" ] || worst="$worst $blocks"
done
is 'what a killed run left is no trouble' "$worst" ''
entry ben
for blocks in 0 2 4 6 8 10 12; do
	(ulimit -f $blocks && moot verify) >/dev/null 2>&1
	[ "$(moot verify)" = "$proven" ] || worst="$worst $blocks"
done
is 'nor is what one left that had something to add' "$worst" ''
done_testing
