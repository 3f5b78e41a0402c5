#!/bin/sh
# SPDX-License-Identifier: MIT
# The folder of the roles becomes a link, and a submodule.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
mkdir elsewhere && sed 's/autonomy = how/autonomy = why/' roles/release.ini >elsewhere/release.ini
git rm -q -r roles && ln -s elsewhere roles && git add .
git_takes 'the folder becomes a symbolic link' as ben git commit -q -m 'linked'
unmoved '  and what stands has not moved'
detected '  verify names rule D3' D3 '^E601.*roles/release.ini'
git rm -q --cached roles && rm roles && git checkout -q HEAD~1 -- roles && as ana git commit -q -m 'put back'
git rm -q -r roles && git update-index --add --cacheinfo 160000,"$(git rev-parse HEAD)",roles
as ben git commit -q -m 'a submodule' && git status --porcelain >/dev/null
unmoved 'as a submodule it holds nothing either'
detected '  verify names rule D3' D3 '^E601.*roles/release.ini'
done_testing
