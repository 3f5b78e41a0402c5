#!/bin/sh
# SPDX-License-Identifier: MIT
# Who is paid what on a day: per holder in force, and only while there is one (rule A1).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
with_pay() {
	with_roles
	sed -i 's/^until = 2026-06-30/until = 2026-06-30\nload = 2d\/week/' roles/release.ini
	printf '[pay]\namount = 300.50 EUR/month\nfrom = 2026-02-01\nuntil = 2026-12-31\nby = founding\n' >>roles/release.ini
	printf '[pay]\namount = 200 EUR/month\nfrom = 2026-01-05\nuntil = 2026-03-31\nby = founding\n' >>roles/desk.ini
}
founding=with_pay tidemark
paid() { moot pay --porcelain --at "$1" | cut -f1-3 | tr '\t' ' ' | tr '\n' ';'; }

is 'pay begins on its day' "$(paid 2026-01-31)" 'ana desk 200 EUR/month;'
is 'and is each holder'\''s' "$(paid 2026-02-01)" 'ana desk 200 EUR/month;ben release 300.50 EUR/month;'
is 'it ends on its own last day' "$(paid 2026-04-01)" 'ben release 300.50 EUR/month;'
is 'and with the term of the holder' "$(paid 2026-07-01)" ''
is 'units are added up' "$(moot pay --at 2026-03-01 | sed -n 's/^ *total *//p')" '500.50 EUR/month'
like 'of one person too' "$(moot pay ana --at 2026-03-01)" '^  ana +desk +200 EUR/month +until 2026-03-31 +founding'
unlike 'and of nobody else' "$(moot pay ana --at 2026-03-01)" ben
expect_status 128 'somebody unknown is not paid' moot pay zoe
id=$(clock 2026-02-10; opens ana release --set 'pay.amount=400 EUR/month')
clock 2026-02-10
says ben consent "$id"
says cleo consent "$id"
clock 2026-02-17
says ana decide "$id"
like 'who agreed to it is told' "$(COLUMNS=120 moot pay --at 2026-02-20)" 'ben +release +400 EUR/month .*agreed by ana, ben, cleo \([0-9a-z]{4}\)'
expect_status 1 'nobody raises their own pay by an act' as ben moot act release --set 'pay.amount=900 EUR/month'
like 'a load is shown with its role' "$(COLUMNS=120 moot show release)" 'ben .*2d/week'
like 'and with its person' "$(moot show ben)" 'a load of 2.0 days a week'
is 'as data too' "$(moot roles release --json | grep -o '"load":"[^"]*"')" '"load":"2d/week"'
done_testing
