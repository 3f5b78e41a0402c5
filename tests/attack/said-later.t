#!/bin/sh
# SPDX-License-Identifier: MIT
# What is said on top of a decision undoes it where a line that does not know it is merged: who had given their word takes it back, and somebody asks for time (rules N5, N9, V6).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
with_more() {
	with_roles
	for one in dina eli; do
		member $one "$one Haas" 2026-12-31
	done
}
eli() { person eli 'eli Haas'; }
founding=with_more tidemark
entry dina
entry eli
for one in cleo dina; do
	printf '[delegate ben]\nfrom = 2026-01-06\nuntil = 2026-06-30\n' >>people/$one.ini
	as $one git commit -q -a -m "$one: ben speaks for $one"
done
clock 2026-01-07
id=$(opens ana desk --set role.autonomy=why -m 'She does it all.')
says ben consent "$id"
clock 2026-01-15
branch_off side
entry eli
git checkout -q main
ok 'ben speaks for cleo and dina, and it is decided' as ana moot decide "$id"
clock 2026-03-01
says cleo withdraw "$id" -m 'I think otherwise now.'
is 'what is taken back of autonomy is late' "$(state_of "$id")" adopted
ok '  and all is proven' moot verify
git_takes 'a line with a journal entry is merged' met_by side
is '  it is late still' "$(state_of "$id")" adopted
ok '  and all is proven' moot verify
cd ..
rm -rf tidemark

unset founding
founding=with_more tidemark
entry dina
entry eli
clock 2026-01-07
id=$(opens ana release --set 'why.purpose=Ships' --policy lazy -m 'Why not.')
says cleo consent "$id"
clock 2026-01-14
branch_off side
entry eli
git checkout -q main
ok 'a lazy one is decided on the day of its close' as ana moot decide "$id"
f=$(folder_of "$id")
printf 'Wait.\n\nHold: 3d\n' >"$f/voice-dina-0114T120000-aaaa.md"
git add negotiations && as dina git commit -q -m 'release: dina asks for time'
is 'who asks for time then is late' "$(state_of "$id")" adopted
git_takes 'a line with a journal entry is merged' met_by side
is '  is late still' "$(state_of "$id")" adopted
ok '  and all is proven' moot verify
done_testing
