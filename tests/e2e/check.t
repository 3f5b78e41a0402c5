#!/bin/sh
# SPDX-License-Identifier: MIT
# moot check: what is wrong in the files of a group, as committed and as they are.
. "${0%/*}/lib.sh"

member() { # member HANDLE NAME
	printf '[person]\nname = %s\nemail = %s@tidemark.example\n\n[member]\nfrom = 2026-01-05\nuntil = 2026-12-31\nby = founding\n' \
		"$2" "$1" >"people/$1.ini"
}
term() { # term WORD NAME [BY]
	printf '\n[%s %s]\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = %s\n' "$1" "$2" "${3:-founding}"
}
role() { # role NAME LINE...
	role_name=$1
	shift
	printf '[role]\n' >"roles/$role_name.ini"
	for line in "$@"; do
		printf '%s\n' "$line" >>"roles/$role_name.ini"
	done
}
commit() { git add -A && git commit -q -m "${1:-change}"; }
codes() { # codes [ARGUMENT...]: "E104 roles/x.ini 4" a line
	moot check --porcelain "$@" 2>/dev/null | awk -F '\t' '{ print $1, $3 ($4 == "" ? "" : " " $4) }'
}

# --- a group without a fault ---
moot init --template coop --name Tidemark tidemark >/dev/null 2>&1
cd tidemark || exit 1
member ben 'Ben Okafor'
member cleo 'Cleo Lind'
mkdir roles
role releases 'title = Releases' 'autonomy = what' '[what]' 'work = a release every week'
term holder ben >>roles/releases.ini
commit 'people and a role'
as ben git commit -q --allow-empty -m 'ben is here'
as cleo git commit -q --allow-empty -m 'cleo is here'
expect_status 0 'a group without a fault has no finding' moot check
is 'and nothing is said' "$(cat "$SCRATCH/out" "$SCRATCH/err")" ''
expect_status 0 'not even with strict' moot check --strict
expect_status 0 'nor on another day' moot check --at 2026-03-01

# --- by hand, before it is committed ---
clock 2026-02-02
ben
sed -i 's/^work/colour = red\nwork/; s/^autonomy/autonmy/' roles/releases.ini
expect_status 1 'a wrong key is found before it is committed' moot check
is 'with place, line, caret and hint' "$(cat "$SCRATCH/out")" \
	"roles/releases.ini:3:1: error: unknown key 'autonmy' [E104]
    autonmy = what
    ^~~~~~~
hint: did you mean 'autonomy'?"
is 'as json, with the names of the manual' "$(moot check --json 2>/dev/null | head -n 1 | sed 's/:.*//; s/^{//')" '"v"'
git checkout -q -- roles
sed -i 's/every week/every second week/' roles/releases.ini
expect_status 0 'a holder may change what lies within the autonomy' moot check
cleo
expect_status 1 'another member may not' moot check
like 'and is told why' "$(cat "$SCRATCH/out")" 'E506'
like 'and what asks the others' "$(cat "$SCRATCH/out")" \
	'^hint: moot propose releases --from-file roles/releases.ini; then git checkout -- roles/releases.ini$'
sed -i 's/^\[role\]/; a remark\n[role]/' roles/releases.ini
git checkout -q -- roles
sed -i 's/^\[role\]/; a remark\n[role]/' roles/releases.ini
expect_status 0 'a remark is free' moot check
rm roles/releases.ini
is 'a governed file is not deleted' "$(codes)" 'E506 roles/releases.ini'
git checkout -q -- roles
role harbour 'title = Harbour'
is 'a new role needs a decision' "$(codes)" 'E506 roles/harbour.ini'
is 'also for whoever has no identity' \
	"$(env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL -u GIT_COMMITTER_NAME -u GIT_COMMITTER_EMAIL \
		git -c user.useConfigOnly=true moot check --porcelain | cut -f 1)" 'E506'
is 'staged or not' "$(git add roles && codes)" 'E506 roles/harbour.ini'
is 'the commit is asked without the work tree' "$(codes --commit HEAD)" ''
is 'paths restrict' "$(codes people; codes roles/harbour.ini)" 'E506 roles/harbour.ini'
is 'from where one is' "$(cd roles && codes harbour.ini && codes ../people)" 'E506 roles/harbour.ini'
expect_status 128 'not beyond the root' moot check ../..
git rm -q --cached roles/harbour.ini && rm roles/harbour.ini
printf '[person]\nname = Erin Vale\n' >people/erin.ini
expect_status 0 'an acquaintance is added by any member' moot check
sed -i 's/Cleo/Cléo/' people/cleo.ini
expect_status 0 'one'"'"'s own section is one'"'"'s own' moot check
sed -i 's/2026-12-31/2027-12-31/' people/cleo.ini
is 'one'"'"'s own term is not' "$(codes)" 'E506 people/cleo.ini'
git checkout -q -- people
rm people/erin.ini
echo 'pay = light' >>moot.ini
is 'nor is the charter anybody'"'"'s' "$(codes moot.ini)" 'E506 moot.ini'
git checkout -q -- moot.ini

# --- what is no plain file ---
ln -s releases.ini roles/link.ini
ln -s /etc/passwd people/passwd.ini
mkdir roles/folder.ini && echo '[role]' >roles/folder.ini/x.ini
mkfifo roles/pipe.ini
truncate -s 1048577 roles/big.ini
mkdir Roles && echo '[role]' >Roles/x.ini
is 'links, folders, pipes and large files are told and not read' "$(codes)" \
	'E204 Roles
E203 people/passwd.ini
E109 roles/big.ini
E201 roles/folder.ini/x.ini
E203 roles/link.ini'
rm -r Roles roles/link.ini people/passwd.ini roles/folder.ini roles/pipe.ini roles/big.ini
mv roles ../elsewhere && ln -s ../elsewhere roles
like 'no folder is followed elsewhere' "$(codes)" '^E203 roles$'
rm roles && mv ../elsewhere roles

# --- a merge to be resolved ---
printf '[role]\n<<<<<<< ours\ntitle = A\n=======\ntitle = B\n>>>>>>> theirs\n' >roles/releases.ini
is 'conflict markers are one finding' "$(codes)" 'E117 roles/releases.ini 2'
like 'that says how' "$(moot check 2>/dev/null)" '^hint: keep what stands between .*git add roles/releases.ini$'
git checkout -q -- roles
git checkout -q -b side HEAD
echo 'shared by both' >agreement && git add agreement && git commit -q -m side
git checkout -q main
ben
sed -i 's/every week/every day/' roles/releases.ini && git commit -q -a -m 'an act'
git checkout -q side && sed -i 's/every week/every month/' roles/releases.ini && git commit -q -a -m 'another act'
git config merge.moot.driver 'moot merge-driver %O %A %B %P'
test_must_fail git merge -q main >/dev/null 2>&1
is 'so it is while git merges' "$(codes)" 'E117 roles/releases.ini 5'
git merge --abort
git checkout -q main
git branch -q -D side
git checkout -q -b side && sed -i 's/every day/every night/' roles/releases.ini && git commit -q -a -m 'an act on a side'
git checkout -q main && commit_file x 1
cleo
git merge -q --no-commit side >/dev/null 2>&1
is 'what a merge brings in was agreed elsewhere' "$(git diff --cached --name-only; codes)" roles/releases.ini
git merge --abort
git branch -q -D side

# --- who is called how ---
ana
mkdir -p ../names && cd ../names || exit 1
moot init --template team --name Names . >/dev/null 2>&1
mkdir roles
printf '[person]\nname = Bil\nemail = bil@x.example\nkey = ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample home\n' >people/bil.ini
commit bil
printf '[person]\nname = Bil\nemail = BIL@x.example\nkey = ssh-ed25519  AAAAC3NzaC1lZDI1NTE5AAAAIExample work\n' >people/bi1.ini
printf '[person]\nname = Ada\nformerly = adda\n' >people/ada.ini
role rep 'team = reps' 'was = nothing'
term holder adu >>roles/rep.ini
term led-by rap >>roles/rep.ini
role con
role Upper
commit names
is 'look-alikes, twins and what names nothing' "$(codes)" \
	'E206 people/ada.ini 3
E202 people/bi1.ini
E205 people/bi1.ini 2
E205 people/bi1.ini 3
E205 people/bi1.ini 4
E201 roles/Upper.ini
E202 roles/con.ini
E206 roles/rep.ini 2
E206 roles/rep.ini 3
E206 roles/rep.ini 5
E206 roles/rep.ini 10'
like 'the later one is told, with the other' "$(moot check people/bi1.ini)" '^hint: the other one is people/bil.ini:3$'
like 'what may be meant is told' "$(moot check roles)" "^hint: did you mean 'ada'\?$"

# --- what is in force, and too much ---
mkdir -p ../force && cd ../force || exit 1
moot init --template team --name Force . >/dev/null 2>&1
mkdir roles
member ben 'Ben Okafor'
printf '[person]\nname = Erin\n' >people/erin.ini
role one 'seats = 1'
{ term holder ana && term holder ben && term led-by two; } >>roles/one.ini
role two 'seats = 2'
{ term holder ana && term holder erin && term led-by three; } >>roles/two.ini
role three
{ term holder ben && term holder cleo 7k3f9q2m8x && term led-by one; } >>roles/three.ini
printf '[person]\nname = Cleo\n' >people/cleo.ini
commit force
as ben git commit -q --allow-empty -m 'ben is here'
is 'cycles, seats, and terms that nobody agreed to or no member has' "$(codes)" \
	'E502 roles/one.ini 9
E501 roles/one.ini 14
E503 roles/three.ini 8
E504 roles/two.ini 9'
like 'a cycle is told with all its lines' "$(moot check)" \
	'^roles/one.ini:14:1: error: one is led by two \(roles/one.ini:14\), which is led by three \(roles/two.ini:14\), which is led by one \(roles/three.ini:13\)'
is 'what is merely over is no finding' "$(codes --at 2026-07-01)" ''

# --- what the history holds ---
cd ../tidemark || exit 1
ben
sed -i 's/^autonomy.*/autonomy = why/' roles/releases.ini && git commit -q -a -m 'more for me'
is 'a change that nobody agreed to' "$(codes)" 'E601 roles/releases.ini'
like 'with its commit' "$(moot check)" "^    in commit $(git rev-parse --short=10 HEAD)$"
like 'and what would help' "$(moot check)" '^hint: agree to it: moot propose releases --from-file roles/releases.ini; or'
sed -i 's/^autonomy.*/autonomy = what/' roles/releases.ini
expect_status 0 'it is answered when the file reads as what stands' moot check
git commit -q -a -m 'put back'
expect_status 0 'and stays so' moot check
expect_status 0 'a note is no failure' moot check --strict
like 'strict still tells' "$(moot check --strict)" \
	'^roles/releases.ini: note: answered: changed without agreement: .*\[E601\]$'
git tag answered
id=$(moot propose releases --set role.title=Ships -m 'Shorter.' --porcelain 2>/dev/null)
folder=$(dirname negotiations/*/*-"$id"/proposal.md)
expect_status 0 'a negotiation is no finding' moot check
voice() { printf '%s\n' "$2" >"$folder/voice-$1-0202T1000-abcd.md"; }
voice ben 'Fine.

consents: a
Object: b'
is 'voices are read before they are committed' "$(codes)" \
	"E401 $folder/voice-ben-0202T1000-abcd.md 3
E402 $folder/voice-ben-0202T1000-abcd.md 4"
voice ben 'Object: a'
is 'an objection without a reason' "$(codes)" "E403 $folder/voice-ben-0202T1000-abcd.md 1"
voice ben 'Object: q'
commit 'a voice'
is 'a committed voice is told the same' "$(codes)" \
	"E402 $folder/voice-ben-0202T1000-abcd.md 1
E403 $folder/voice-ben-0202T1000-abcd.md 1"
is 'while the negotiation is alive' "$(codes --at 2026-08-01)" ''
like 'afterwards it is a note' "$(moot check --strict --at 2026-08-01)" 'note: answered: .*\[E403\]'
voice ben 'Consent: a'
is 'what was said is written once' "$(codes | grep E602)" "E602 $folder/voice-ben-0202T1000-abcd.md"
commit 'edited'
is 'also when it is committed' "$(codes | sort -u | grep E602)" "E602 $folder/voice-ben-0202T1000-abcd.md"
git revert --no-edit HEAD >/dev/null 2>&1
unlike 'put back it is answered' "$(codes)" E602
echo x >"$folder/stray.txt"
mkdir "$folder/c-cleo" && echo x >"$folder/c-cleo/README"
like 'what is no file of a negotiation' "$(codes)" "^E405 $folder/stray.txt$"
like 'what an option may not hold' "$(codes)" "^E405 $folder/c-cleo/README$"
rm -r "$folder/stray.txt" "$folder/c-cleo"
mkdir -p negotiations/2026/0202-boats-0000000000/a/roles
printf '[role]\ntitle = Boats\nautnomy = what\n' >negotiations/2026/0202-boats-0000000000/a/roles/boats.ini
is 'an opening by hand is read, and what would refuse it told' "$(codes negotiations/2026/0202-boats-0000000000)" \
	'E406 negotiations/2026/0202-boats-0000000000
E104 negotiations/2026/0202-boats-0000000000/a/roles/boats.ini 3'
sed -i /autnomy/d negotiations/2026/0202-boats-0000000000/a/roles/boats.ini
is 'and may be without a fault' "$(codes negotiations/2026/0202-boats-0000000000)" ''
is 'but for somebody unknown' "$(person zed Zed && codes negotiations/2026/0202-boats-0000000000)" \
	'E406 negotiations/2026/0202-boats-0000000000'
rm -r negotiations/2026/0202-boats-0000000000

# --- a decision by hand ---
git reset -q --hard answered
id=$(moot propose releases --set role.autonomy=how -m 'Less.' --porcelain 2>/dev/null)
as ana moot consent "$id" >/dev/null 2>&1
as cleo moot consent "$id" >/dev/null 2>&1
ok 'it is decided' moot decide "$id"
git reset -q --mixed HEAD^
is 'a decision and what it lays are good before they are committed' "$(codes)" ''
rm negotiations/*/*-"$id"/decision-*
is 'what is laid without it needs one' "$(codes)" 'E506 roles/releases.ini'
git checkout -q -- roles
printf 'result = adopted\noption = b\n' | sed '1i[decision]' >"$(echo negotiations/*/*-"$id")/decision-ben-abcd.ini"
like 'a decision that does not follow' "$(codes)" '^E605 '
git clean -q -f -d negotiations

# --- a trial that is over ---
id=$(moot propose releases --set 'how.tools=telephone first' --trial 7d -m 'Try it.' --porcelain 2>/dev/null)
as ana moot consent "$id" >/dev/null 2>&1
as cleo moot consent "$id" >/dev/null 2>&1
moot decide "$id" >/dev/null 2>&1
is 'a trial is no finding while it runs' "$(codes --at 2026-02-05)" ''
is 'when it is over that is said beside the line' "$(codes --at 2026-03-01 | sed 's/ [0-9]*$//')" 'E505 roles/releases.ini'
expect_status 0 'which is no failure' moot check --at 2026-03-01

# --- journals ---
mkdir -p journals/ben && printf 'Thanks @zed, and @cleo.\n' >journals/ben/x.md
commit journal
cleo
printf '\nBen thanks @ana.\n' >>journals/ben/x.md && commit 'in another journal'
expect_status 0 'journals are not read' moot check
is 'but with strict: handles of nobody, sentences by others' "$(codes --strict journals)" \
	'E301 journals/ben/x.md 1
E302 journals/ben/x.md 3'
printf 'And @cleo.\n' >journals/ben/x.md && commit 'and out of it'
is 'and what others took out' "$(codes --strict journals)" 'E303 journals/ben/x.md
E302 journals/ben/x.md 1'
git reset -q --hard HEAD~1
printf '\000\377<script>[[[[[![](\n```\n# \n@@@@' >journals/ben/odd.md && commit odd
expect_status 0 'no journal fails' moot check
ln -s x.md journals/ben/link.md && commit link
is 'one that is no file does' "$(codes)" 'E203 journals/ben/link.md'

# --- where ---
git clone -q --bare . ../bare.git
is 'a bare repository is checked too' "$(cd ../bare.git && codes)" 'E203 journals/ben/link.md'
git checkout -q --detach
is 'so is a detached HEAD' "$(codes)" 'E203 journals/ben/link.md'
new_repo ../unborn
printf '[moot]\nrules = 1\nname = Unborn\nidentity = named\ncolour = red\n' >moot.ini
is 'and what was never committed' "$(codes)" 'E104 moot.ini 5'
cd .. && mkdir nothing
expect_status 128 'outside of a group there is nothing to check' moot -C nothing check
new_repo project && moot init governance >/dev/null 2>&1
printf '[role]\n' >governance/roles
is 'a root may be a folder' "$(cd governance && codes)" 'E201 roles'
git config moot.dir governance
is 'paths are those of the folder, or below the root' "$(codes governance/roles; codes roles; codes people)" \
	'E201 roles
E201 roles'
git clone -q ../tidemark ../clone && cd ../clone || exit 1
moot check >/dev/null 2>"$SCRATCH/err"
like 'a clone without the driver is told' "$(cat "$SCRATCH/err")" '^hint: roles and people are merged by lines in this clone'

done_testing
