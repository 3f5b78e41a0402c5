#!/bin/sh
# SPDX-License-Identifier: MIT
# Every command that writes takes -n, and then writes nothing: no commit, no file, no staged change.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

writing=$(for name in $(moot help --list-commands | cut -f1); do
	moot help --list-options "$name" | cut -f2 | grep -qx dry-run && echo "$name"
done)
for name in init join write thank propose amend renew recall consent object concern stand-aside \
	abstain hold prefer nominate accept decline second keep withdraw decide settle act; do
	like "$name can be tried" "$(printf '%s\n' $writing)" "^$name\$"
done

mkdir empty && cd empty || exit 1
expect_status 0 'a founding can be tried' moot init -n --name New new
like 'and says what it would write' "$(cat "$SCRATCH/out")" 'moot\.ini$'
is 'and leaves no folder' "$(ls -A)" ''
new_repo code && commit_file main.c 'int main(void);'
expect_status 0 'so can one beside code' moot init -n governance
like 'which says where' "$(cat "$SCRATCH/out")" '^    governance/moot\.ini$'
is 'and leaves no folder either' "$(ls -A | tr '\n' ' ')" '.git main.c '
cd ../.. || exit 1

founding=with_roles tidemark
id=$(opens ana desk --set 'what.work=letters')
says ben consent "$id"
gift=$(opens ana release --set role.seats=2 --holder cleo..2026-03-31)
trial=$(opens ana release --set 'how.tools=ninja' --trial 2d)
says ben consent "$trial"
says cleo consent "$trial" --decide
election=$(as ana moot renew release --porcelain 2>/dev/null)
recall=$(as cleo moot recall release ben -m 'Nothing was released.' --porcelain 2>/dev/null)
review=$(opens ana press --holder ana..2026-12-31)
says ben consent "$review"
says cleo consent "$review" --decide
clock 2026-01-12
echo 'half done' >notes && git add notes
state() { git rev-parse HEAD && git status --porcelain=v2 -uall && git ls-files -s && find .git -name '*.lock' -o -name MOOT_EDITMSG; }
# tries WHO WORDS...
tries() {
	who=$1
	shift
	before=$(state)
	as "$who" moot "$@" -n >"$SCRATCH/out" 2>"$SCRATCH/err"
	tried=$?
	is "$1 is tried" "$tried $(tail -n 1 "$SCRATCH/out")$(head -n 1 "$SCRATCH/err")" '0 nothing was written (-n)'
	is '  and nothing has changed' "$(state)" "$before"
	done_names="$done_names $1"
}
done_names=' init prefer'
tries ana join dina --name Dina --email dina@tidemark.example
tries ana write -m 'A word.'
tries ana thank cleo -m 'the proofs'
tries ana thank 'Erin Vale' -m 'the plan'
tries ana propose mail --holder ana..+1m
tries ben amend "$id" --set 'what.work=cards'
tries ana renew desk
tries ben recall desk ana -m 'Nobody answers.'
for voice in consent object concern stand-aside; do
	tries cleo $voice "$id" -m 'So I say.'
done
tries cleo abstain "$id"
tries cleo hold "$id" 2d -m 'I am away.'
tries cleo nominate "$election" ben -m 'He knows it.'
tries cleo willing "$election"
tries cleo accept "$gift"
tries cleo decline "$gift"
tries ana second "$recall" -m 'So it is.'
tries ana withdraw "$id"
tries ana decide "$id"
tries ana act desk --set 'what.work=cards'
tries ana settle
clock 2027-01-02
tries_keep=$(as ana moot keep "$review" -n 2>&1)
like 'keep is tried, when it is due' "$tries_keep" 'nothing was written \(-n\)|review|member'
done_names="$done_names keep"
is 'and so was every other one' "$(for name in $writing; do
	case "$done_names " in
	*" $name "*) ;;
	*) echo "$name" ;;
	esac
done)" ''
done_testing
