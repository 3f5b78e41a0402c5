#!/bin/sh
# SPDX-License-Identifier: MIT
# A role is edited, made, deleted or renamed without a decision.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
mark

sed -i 's/autonomy = how/autonomy = why/' roles/release.ini
git_takes 'a holder widens his own role' as ben git commit -q -a -m 'release: autonomy'
unmoved 'the role is as it was'
found 'and the edit is listed, with whose it was' 'roles/release.ini: error: changed without agreement: autonomy is agreed, not taken'
like 'where it is read too' "$(moot roles 2>&1; moot show release 2>&1)" 'void.*roles/release.ini'
printf '[holder eve]\nfrom = 2026-01-06\nuntil = 2026-12-31\nby = founding\n' >>roles/desk.ini
git_takes 'a stranger takes a seat' as eve git commit -q -a -m 'desk'
unmoved 'the seat is not theirs'
printf '[role]\nautonomy = why\n[holder cleo]\nfrom = 2026-01-06\nuntil = 2026-12-31\nby = founding\n' >roles/boss.ini
git add roles
git_takes 'a member makes a role of her own' as cleo git commit -q -m 'boss'
unmoved 'there is no such role'
expect_status 1 'it is shown as void' moot show boss
is 'and listed so' "$(moot roles boss --porcelain | cut -f1,9)" 'boss	void'
git rm -q roles/boss.ini
git_takes 'it is taken away again' as cleo git commit -q -m 'no boss'
git mv roles/release.ini roles/releases.ini
git_takes 'a role is renamed' as ben git commit -q -m 'releases'
unmoved 'under its name it is as it was'
git rm -q roles/desk.ini
git_takes 'a role is deleted' as ana git commit -q -m 'no desk'
unmoved 'and is there'
found 'which is listed' 'roles/desk.ini: error: .*(ended, never deleted|D3)'
printf '[moot]\nrules = 1\nname = Tidemark\nidentity = named\n[use]\nholder = advice\n' >moot.ini
git_takes 'the charter is rewritten' as ana git commit -q -a -m 'charter'
unmoved 'the charter is as it was'
sed -i 's/until = 2026-12-31/until = 2036-12-31/' people/ben.ini
git_takes 'a membership is lengthened by its person' as ben git commit -q -a -m 'ben'
unmoved 'it ends as it did'
printf 'x@tidemark.example' >.mailmap && git add .mailmap
git_takes 'the mailmap is written by anybody' as eve git commit -q -m 'mailmap'
found 'which is governed too' '.mailmap: error: changed without agreement'
done_testing
