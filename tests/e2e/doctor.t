#!/bin/sh
# SPDX-License-Identifier: MIT
# moot doctor: what a clone lacks, each with the command that mends it.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"

lacks() { moot doctor --porcelain "$@" | awk -F '\t' '$2 == "lacking" { print $1 }' | tr '\n' ' '; }
# mends WHAT: runs what it says.
mends() { eval "$(moot doctor --porcelain | awk -F '\t' -v what="$1" '$1 == what { print $4 }')" >/dev/null 2>&1; }

merged_by_key() {
	with_keys
	printf 'roles/** merge=moot\npeople/** merge=moot\n' >.gitattributes
}
for one in ana ben cleo eve; do new_key $one; done
founding=merged_by_key tidemark
person ana 'Ana Reyes'
is 'a fresh clone lacks what clones do not carry' "$(lacks)" 'hooks merge driver allowed signers signing '
expect_status 1 'which is a no' moot doctor
like 'each with what it means' "$(moot doctor)" 'what you commit counts for nobody'
mends hooks
mends 'merge driver'
mends 'allowed signers'
is 'the commands that it names mend it' "$(lacks)" 'signing '
git config gpg.format ssh
git config user.signingKey "$KEYS/eve"
mends signing
like 'a key that is nobody'"'"'s is told by its fingerprint' "$(moot doctor)" 'SHA256:.*does not stand in|the key that git signs with'
unlike 'keys are not shown' "$(moot doctor; moot doctor --json)" 'AAAA|PRIVATE'
git config user.signingKey "$KEYS/ana"
ok 'with all of it nothing is lacking' moot doctor
is 'in a word' "$(moot doctor)" 'nothing is lacking'
like 'records tell what was looked at' "$(moot doctor --json)" '^\{"v":1,"what":"hooks","state":"fine","message":null,"mend":null\}$'

# --- who ---
export GIT_AUTHOR_EMAIL=somebody@else.example
is 'an address of nobody' "$(lacks)" 'identity '
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL EMAIL
git config user.useConfigOnly true
is 'and none at all' "$(lacks)" 'identity '
git config --unset user.useConfigOnly
ana

# --- history ---
cd ..
git clone -q --depth 1 "file://$PWD/tidemark" shallow
like 'a shallow clone' "$(moot -C shallow doctor)" 'git fetch --unshallow'
git clone -q tidemark replaced
git -C replaced replace HEAD HEAD~1
like 'replaced objects' "$(moot -C replaced doctor)" 'git replace -d'
git clone -q tidemark several
(
	cd several || exit 1
	git checkout -q --orphan another && as ben git commit -qm 'Founded again'
	git checkout -q main && git merge -q --allow-unrelated-histories --no-edit -s ours another
) >/dev/null 2>&1
like 'several foundings' "$(moot -C several doctor)" 'git config moot.genesis COMMIT'
git clone -q tidemark rewritten
(
	cd rewritten || exit 1
	moot verify >/dev/null 2>&1
	git reset -q --hard HEAD~2
)
like 'a history that was rewritten' "$(moot -C rewritten doctor)" 'rewritten.*V9'

# --- the rest ---
cd tidemark || exit 1
like 'a clock that is behind' "$(MOOT_NOW=2026-01-01T12:00:00Z moot doctor)" 'set the clock'
touch .git/moot/facts-0.data
like 'a cache of an older version' "$(moot doctor)" "rm '.*/moot/facts-0.data'"
mends cache
is 'mended' "$(lacks)" ''
git clone -q --bare . ../hub.git
is 'a server lacks its hook' "$(cd ../hub.git && lacks)" 'hooks allowed signers '
cd .. && new_repo empty
expect_status 1 'where nothing is there is no group' moot doctor
like 'and how to begin' "$(cat "$SCRATCH/out")" 'moot init'
done_testing
