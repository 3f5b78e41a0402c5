#!/bin/sh
# SPDX-License-Identifier: MIT
# Two are elected for two seats; then a journal of a line that does not know it is merged (rule V6).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
two_seats() { with_roles && sed -i 's/^autonomy = what/&\nseats = 2/' roles/desk.ini; }
founding=two_seats tidemark
clock 2026-01-07
id=$(as ana moot renew desk --seats 2 --until 2026-12-31 -m 'It is too much for one.' --porcelain 2>/dev/null)
says ben nominate "$id" cleo -m 'She answers.'
says cleo accept "$id"
says cleo nominate "$id" ben -m 'He answers.'
says ben accept "$id"
for who in ana ben cleo; do
	says $who prefer "$id" 'cleo > ben'
done
clock 2026-01-14
branch_off side
entry cleo
git checkout -q main
ok 'two are elected' as ben moot decide "$id"
ok '  which is proven' moot verify
is '  and they will hold it' "$(holders_of desk --at 2026-08-01)" 'ben cleo'
mark
git_takes 'a line with a journal entry is merged' met_by side
ok '  it is proven as before' moot verify
is '  they will hold it' "$(holders_of desk --at 2026-08-01)" 'ben cleo'
is '  and it is adopted' "$(state_of "$id")" adopted
done_testing
