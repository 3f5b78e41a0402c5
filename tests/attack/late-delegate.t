#!/bin/sh
# SPDX-License-Identifier: MIT
# Long after a decision somebody who was silent gives their word, on an old line, to who was against it.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
with_more() {
	with_roles
	member dina 'Dina Haas' 2026-12-31
	printf '[role]\nkind = team\n' >roles/core.ini
	for one in ana ben dina; do
		printf '[holder %s]\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n' $one
	done >>roles/core.ini
	sed -i 's/topics = releases/&\nteam = core/' roles/release.ini
}
founding=with_more tidemark
entry dina
clock 2026-01-07
id=$(opens ana release --set 'what.work=a release every fortnight' -m 'Clients wait too long.')
says ben consent "$id"
# cleo is not on the roll: she is heard, and decides nothing
says cleo object "$id" -m 'It harms the harbour office, which trains people each time.'
clock 2026-01-08 # before the close, on 14 January
ok 'it is decided' as ana moot decide "$id"
git branch -q old HEAD~1
for day in 2026-03-01 2026-04-01; do
	clock $day
	for who in ana ben cleo dina; do entry $who; done
done
ok 'everybody has gone on from it' moot verify
git checkout -q old
printf '[delegate cleo]\nfrom = 2026-01-06\nuntil = 2026-06-30\n' >>people/dina.ini
as dina git commit -q -a -m 'dina: cleo speaks for dina'
git_takes 'months after the close, and by an old line' met_by old dina
is '  what is delegated after the close changes nothing (rule N5, D1)' "$(state_of "$id")" adopted
like '  the text stands' "$(moot show release)" 'every fortnight'
ok '  and nothing is found' moot verify
done_testing
