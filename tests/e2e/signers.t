#!/bin/sh
# SPDX-License-Identifier: MIT
# moot signers: plain git knows who was a member, and when.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"

signed_group
as ana moot signers -o .git/signers
git config gpg.ssh.allowedSignersFile .git/signers
ok 'git verifies what a member signed' git verify-commit HEAD
like 'and says who' "$(git verify-commit HEAD 2>&1)" 'Good "git" signature for cleo'
like 'the file has the days of the membership' "$(moot signers)" \
	'^ana,ana@tidemark.example namespaces="git",valid-after="20260105000000Z",valid-before="20261231235959Z" ssh-ed25519 AAAA'
unlike 'without what the owner wrote behind the key' "$(moot signers)" 'laptop'
like 'remarks tell the roles' "$(moot signers)" '^# ana: Ana Reyes; desk 2026-01-05\.\.2026-06-30$'

clock 2027-01-10
as ben git commit -q --allow-empty -m 'after my term'
expect_status 1 'git does not know a key after its term' git verify-commit HEAD
clock 2026-01-10
signing eve as ben git commit -q --allow-empty -m 'with another key'
expect_status 1 'nor a key of nobody' git verify-commit HEAD
git reset -q --hard HEAD~2

mkfifo pipe
expect_status 128 'a pipe or device is not replaced by a file' moot signers -o pipe
[ -p pipe ]
result $? 'but stays'
like 'and the way out is told' "$(cat "$SCRATCH/err")" '^hint: without -o it is printed'
rm pipe

# --- retired, and in two files ---
new_key cleo2
clock 2026-02-01
sed -i "s|^key = \(.*cleo.*\)|key-retired = \1\\nkey = $(public cleo2)|" people/cleo.ini
as cleo git commit -qam 'cleo: another key'
sed -i "s|^key = .*|&\\nkey = $(public ana)|" people/ben.ini
as ben git commit -qam 'ben: a key that is not his'
is 'a retired key ends on its day, and one in two files stays with the first' "$(moot signers --porcelain | cut -f 1,2,4-)" \
"ana	ssh-ed25519	2026-01-05	2026-12-31	no
ben	ssh-ed25519	2026-01-05	2026-12-31	no
cleo	ssh-ed25519	2026-01-05	2026-12-31	no
cleo	ssh-ed25519	2026-01-05	2026-02-01	yes"

# --- a membership that nobody agreed to ---
member eve 'Eve Stranger' 2026-12-31
sed -i "s|^email = .*|&\\nkey = $(public eve)|" people/eve.ini
git add people/eve.ini && as ana git commit -qm 'eve is here'
unlike 'a member whom nobody took in is left out' "$(moot signers --porcelain)" '^eve'
mkdir there
expect_status 128 'a file that cannot be written is told' moot signers -o nowhere/signers
is 'and nothing half is left' "$(ls there)" ''
done_testing
