#!/bin/sh
# SPDX-License-Identifier: MIT
# What verify says of a commit, a range, what is void, and what was put right.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
codes() { moot verify --porcelain "$@" 2>/dev/null | cut -f1-3 | sort -u; }

founding=with_roles
tidemark
id=$(opens ana release --set 'how.tools=ninja' -m 'It is faster.')
says ben consent "$id"
says cleo consent "$id" --decide
ok 'what was agreed is proven' moot verify
is 'in one line, which says what it rests on' "$(moot verify)" \
	'proven: every authority in force at HEAD was agreed to by these rules (identity: named, which is unproven)'
is 'and in no record' "$(codes)" ''

# --- one commit ---
is 'a decision is explained by the trees, by who said what, and by the rules' \
	"$(moot verify --explain HEAD | sed -n '2,$p')" \
	"  tree    $(git rev-parse 'HEAD^{tree}')
  before  $(git rev-parse 'HEAD^^{tree}')
  speaks in $id
  decides $id: option a
    ana consent
    ben consent
    cleo consent
    voices $(git rev-parse "HEAD^:$(folder_of "$id")")
  decision  roles/release.ini  ($id)  rules N7, N13"
like 'and the founding by its own' "$(moot verify --explain "$(git rev-list --max-parents=0 HEAD)")" \
	'founding  moot.ini  rule A4'
expect_status 128 'a commit of elsewhere is not explained' moot verify --explain 1234567

# --- nobody agreed ---
sed 's/ninja/cmake/' roles/release.ini >"$SCRATCH/role" && cp "$SCRATCH/role" roles/release.ini
as cleo git commit -q -a -m 'tools'
expect_status 1 'a change that nobody agreed to is told' moot verify
like 'with its code, path and rule' "$(moot verify)" '^roles/release\.ini.*error: .*\(rule A3\).*\[E601\]'
is 'outside of the range it is not' "$(codes HEAD..HEAD)" ''
is 'inside it is' "$(codes HEAD~1..HEAD | cut -f1)" E601
is 'what stands is the text before' "$(moot show roles/release.ini | grep tools)" 'tools = ninja'
sed 's/cmake/ninja/' "$SCRATCH/role" >roles/release.ini
as ana git commit -q -a -m 'as agreed'
expect_status 0 'put right, it is answered' moot verify
like 'and still listed' "$(moot verify)" 'note: .*put right since'

# --- a roll that was made up ---
clock 2026-01-10
id=7k3f9q2m8x
folder=negotiations/2026/0110-desk-$id
mkdir -p "$folder/a/roles"
sed 's/work = answers/work = answers in a day/' roles/desk.ini >"$folder/a/roles/desk.ini"
printf '[negotiation]\nby = ana\n[roll]\nana = member\nben = member\n' >"$folder/negotiation.ini"
git add negotiations && as ana git commit -q -m 'desk? ana'
is 'a written roll that leaves somebody out is told' "$(codes | cut -f1,2 | grep E404)" "E404	warning"
is 'and the computed one counts' "$(moot tally $id --json | grep -o '"person":"cleo","because":"[a-z]*"')" \
	'"person":"cleo","because":"member"'
expect_status 0 'a warning is no refusal' moot verify

# --- a merge with something of its own ---
git checkout -q -b side
entry ben
git checkout -q main
entry cleo
as ana git merge -q --no-commit side >/dev/null 2>&1
sed 's/until = 2026-06-30/until = 2036-06-30/' roles/desk.ini >"$SCRATCH/role" && cp "$SCRATCH/role" roles/desk.ini
git add roles && as ana git commit -q -m 'merge side'
is 'a merge that brings in what neither side had is told' "$(codes | grep E603 | cut -f1,3)" 'E603	roles/desk.ini'
is 'and void' "$(holders_of desk --at 2026-07-01)" ''

# --- cannot tell ---
git clone -q --depth 1 "file://$PWD" "$SCRATCH/shallow"
expect_status 3 'a shallow history proves nothing' moot -C "$SCRATCH/shallow" verify
done_testing
