#!/bin/sh
# SPDX-License-Identifier: MIT
# A decision says what nobody decided.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ana release --holder cleo:2026-07-01..2026-09-30)
folder=$(folder_of "$id")
# lays OPTION: the role as the option has it, and a decision that says so
lays() {
	cp "$folder/$1/roles/release.ini" roles/release.ini
	printf '[decision]\nresult = adopted\noption = %s\n' "$1" >"$folder/decision-$2.ini"
	git add .
}
back() {
	git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'
	says cleo hold "$id" 1d >/dev/null 2>&1 || :
}
says cleo accept "$id"
mark
lays a ana-aaaa
git_takes 'too early, by a person too few' as ana git commit -q -m 'release: cleo'
unmoved 'nothing is decided by it'
found 'and it says why' 'decision-ana-aaaa.ini: error: void: .*(decidable from|quorum|asks for)'
back
says ben object "$id" -m 'Handing over in the middle of the launch harms the harbour office.'
mark
lays a ana-bbbb
git_takes 'over an objection' as ana git commit -q -m 'release: cleo'
unmoved 'nothing is decided by it'
found 'and it says why' 'decision-ana-bbbb.ini: error: void: ben objects'
back
says ben amend "$id" --holder cleo:2026-08-01..2026-09-30 -m 'After the launch.'
says ana consent "$id" b
says cleo accept "$id" b
mark
lays a ana-cccc
git_takes 'the option that did not win' as ana git commit -q -m 'release: cleo'
unmoved 'nothing is decided by it'
found 'and it names the one that did' 'decision-ana-cccc.ini: error: void: option b-ben wins, not a'
back
mark
lays b-ben ana-dddd
sed -i 's/autonomy = how/autonomy = why/' roles/release.ini
git_takes 'the one that won, and something more' as ana git commit -q -a -m 'release: cleo'
unmoved 'nothing is decided by it'
found 'since it is not what was agreed' 'decision-ana-dddd.ini: error: void: roles/release.ini is not what option b-ben agreed'
back
mark
lays b-ben ana-eeee
printf 'voices = sha1:%040d\n' 1 >>"$folder/decision-ana-eeee.ini"
git add .
git_takes 'counted from other voices than there are' as ana git commit -q -m 'release: cleo'
unmoved 'nothing is decided by it'
found 'since it was not decided from them' 'decision-ana-eeee.ini: error: void: voices = .* is not the folder'
back
mark
lays b-ben eve-ffff
git_takes 'by a stranger' as eve git commit -q -m 'release: cleo'
unmoved 'nothing is decided by it'
found 'who is nobody' 'decision-eve-ffff.ini: error: void: it is by nobody known there'
back
ok 'the true result may be decided all the while' as cleo moot decide "$id"
is 'and holds' "$(holders_of release --at 2026-08-01)" cleo
done_testing
