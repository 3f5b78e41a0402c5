#!/bin/sh
# SPDX-License-Identifier: MIT
# Ways around signatures: old bases, other charters, squashes, a stolen address, the founding.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"

# --- a group that has begun to sign: from the base before, names were enough ---
for one in ana ben cleo eve; do new_key $one; done
sign_later() {
	with_keys
	sed -i 's/^identity = signed/identity = named/' moot.ini
}
founding=sign_later tidemark
clock 2026-01-07
id=$(opens ana --charter --set moot.identity=signed -m 'Names are not enough.')
says ben consent "$id"
says cleo consent "$id"
clock 2026-01-22
says cleo tally "$id"
git branch base
says ana decide "$id"
like 'the group signs from now on' "$(moot verify)" 'identity: signed'
git checkout -q -b old base
other=$(signing - opens ana desk --set what.work=nothing -m 'Forged.')
signing - says ben consent "$other"
signing - says cleo consent "$other" --decide
like 'with names alone, an old base lets anybody decide' "$(moot show desk)" 'nothing'
git checkout -q main
signing - as ana git merge -q --no-edit old
like 'where it meets the signed history it is disputed' "$(moot verify --porcelain)" '^E608.*names were no longer enough'
like 'and the text before it is true' "$(moot show desk)" 'answers'
cd ..

# --- the address of somebody else ---
mkdir theft && cd theft && signed_group2() { founding=with_keys tidemark; }
signed_group2
clock 2026-01-07
(
	signing eve ana
	export GIT_AUTHOR_EMAIL=ana@tidemark.example GIT_COMMITTER_EMAIL=ana@tidemark.example
	signs_with eve
	id=$(moot propose desk --set what.work=mine -m 'Mine.' --porcelain 2>/dev/null)
	[ -n "$id" ] && echo "$id" >"$SCRATCH/id"
)
like 'an opening under a stolen address is void' "$(moot tally "$(cat "$SCRATCH/id")" 2>&1; moot verify --porcelain)" '^E608.*by a key of nobody here'
sed -i 's/^until = 2026-12-31/until = 2026-01-08/' people/ana.ini
signing eve as ana git commit -qam 'ana leaves'
like 'nobody ends her membership by her address' "$(moot verify --porcelain)" '^E601.*people/ana.ini'
ok 'she can still act' says ana act desk --set what.work=answers-soon

# --- squash ---
clock 2026-01-08
git checkout -q -b topic
id=$(opens ana desk --set how.tools=pen -m 'A pen.')
says ben consent "$id"
says cleo consent "$id"
git checkout -q main
git merge -q --squash topic >/dev/null && as ana git commit -qm 'desk: a pen (#12)'
like 'what others said is not said by whoever squashed it' "$(moot verify --porcelain)" '^E606.*said for ben by ana'
unlike 'and nobody is counted by it' "$(moot tally "$id" --json)" '"person":"(ben|cleo)","option"'
cd ../..

# --- the founding ---
mkdir open && cd open || exit 1
new_repo group
clock 2026-01-05
printf '%s\n' '[moot]' 'rules = 1' 'name = Open' 'identity = signed' >moot.ini
member ana 'Ana Reyes' 2026-12-31
sed -i "s|^email = .*|&\\nkey = $(public ana)|" people/ana.ini
git add . && as ana git commit -qm 'Founded'
member ben 'Ben Okafor' 2026-12-31
git add . && as ana git commit -qm 'ben is here'
ok 'the founder goes on, signed' moot verify
like 'and takes people in' "$(moot roles --json; moot show ben)" 'Ben Okafor'
member eve 'Eve Stranger' 2026-12-31
git add . && signing eve as ana git commit -qm 'eve is here'
like 'nobody else does under her address' "$(moot verify --porcelain)" '^E601.*people/eve.ini'
cd ..
new_repo keyless
printf '%s\n' '[moot]' 'rules = 1' 'name = Open' 'identity = signed' >moot.ini
member ana 'Ana Reyes' 2026-12-31
git add . && as ana git commit -qm 'Founded'
like 'a founder without a key is told' "$(moot verify --porcelain)" "^E608.*founder's file has no key"
done_testing
