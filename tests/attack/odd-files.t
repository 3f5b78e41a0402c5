#!/bin/sh
# SPDX-License-Identifier: MIT
# What is no plain file, or is called almost as the group's folders are.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
mark
cp roles/release.ini elsewhere.ini && sed -i 's/holder ben/holder cleo/;s/autonomy = how/autonomy = why/' elsewhere.ini
rm roles/release.ini && ln -s ../elsewhere.ini roles/release.ini && git add .
git_takes 'a role becomes a symbolic link' as ben git commit -q -m 'linked'
unmoved 'what it points to is no role'
like 'check lists it' "$(moot check 2>&1)" 'roles/release.ini.*(plain file|symbolic link)'
git rm -q --cached roles/release.ini && rm roles/release.ini && git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'
ln -s /etc/passwd roles/passwd.ini && git add .
git_takes 'a link out of the repository' as cleo git commit -q -m 'passwd'
unlike 'is not followed' "$(moot roles 2>&1; moot show roles/passwd.ini 2>&1; moot check 2>&1)" 'root:'
git rm -q roles/passwd.ini && as cleo git commit -q -m 'away'
mark
for twin in Roles ROLES "$(printf 'role\305\277')" "$(printf '\357\275\222oles')" "$(printf 'ro\342\200\213les')"; do
	mkdir -p "$twin" && sed 's/holder ben/holder cleo/' roles/release.ini >"$twin/release.ini"
	git add "$twin"
	git_takes "a folder called $twin" as cleo git commit -q -m 'roles'
	unmoved '  is not the roles'
	like '  and is listed' "$(moot check 2>&1)" 'looks like .roles. and is another name: nothing in it counts'
	git rm -q -r "$twin" && as cleo git commit -q -m 'away'
done
printf '[moot]\nname = Another\n' >Moot.ini && git add Moot.ini
git_takes 'a twin of the charter' as cleo git commit -q -m 'charter'
unmoved '  is no charter'
done_testing
