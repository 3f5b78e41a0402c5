#!/bin/sh
# SPDX-License-Identifier: MIT
# A holder makes small acts all the while, so that what is asked would be stale.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana release --set role.autonomy=where)
for i in 1 2 3 4; do
	sed -i "s/tools = .*/tools = make $i/" roles/release.ini && printf '# %s\n' $i >>roles/release.ini
	as ben git commit -q -a -m "release: tools $i" -m 'Act: release how'
done
unlike 'what he does to other keys makes nothing stale' "$(state_of "$id")" stale
says cleo consent "$id"
clock 2026-01-23
ok 'so it is decided' as ana moot decide "$id"
is 'his autonomy is less' "$(moot roles release --porcelain | cut -f5)" where
is 'and what he did stands' "$(moot show roles/release.ini | sed -n 's/^tools = //p')" 'make 4'
mark
sed -i 's/autonomy = where/autonomy = how/' roles/release.ini
attack 'he puts back the key that was decided' A3 '^E601.*roles/release.ini' as ben git commit -q -a -m 'release: autonomy'
marked 'the act'
done_testing
