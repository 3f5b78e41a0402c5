#!/bin/sh
# SPDX-License-Identifier: MIT
# An option becomes another one after people have consented to it.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ana release --holder cleo:2026-07-01..2026-09-30)
folder=$(folder_of "$id")
says ben consent "$id"
says cleo accept "$id"
sed -i 's/2026-09-30/2036-09-30/' "$folder/a/roles/release.ini"
git_takes 'an option is edited' as ana git commit -q -a -m 'a typing error'
found 'which is listed' 'a/roles/release.ini: error: edited'
mkdir -p "$folder/a/people" && sed 's/until = .*/until = 2036-12-31/' people/ana.ini >"$folder/a/people/ana.ini"
git add .
git_takes 'an option grows' as ana git commit -q -m 'one more file'
found 'which is listed too' 'a/people/ana.ini: error: an option is complete in the commit that adds it'
mark
printf '[holder cleo]\nfrom = 2026-07-01\nuntil = 2036-09-30\nby = %s\n' "$id" >>roles/release.ini
cp "$folder/a/people/ana.ini" people/ana.ini
printf '[decision]\noption = a\n' >"$folder/decision-ana-aaaa.ini"
git add .
git_takes 'what it became is decided' as ana git commit -q -m 'release: cleo until 2036-09-30'
unmoved 'and is not what was agreed'
found 'the decision is void' 'decision-ana-aaaa.ini: error: void: roles/release.ini is not what option a agreed'
git revert -n HEAD >/dev/null 2>&1 && git checkout -q HEAD -- "$folder" && as ben git commit -q -m 'roles as they were'
ok 'what people consented to may still be decided' as ben moot decide "$id"
is 'with the day they consented to' "$(holders_of release --at 2026-09-30)/$(holders_of release --at 2026-10-01)" 'cleo/'
done_testing
