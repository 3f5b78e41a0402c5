#!/bin/sh
# SPDX-License-Identifier: MIT
# Pay that is raised by its unit, and pay that is lowered and reads as if it were raised (rules N4, N6).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
paid() {
	with_roles
	sed -i 's/^autonomy = what/&\nseats = 2/' roles/desk.ini
	printf '[holder ben]\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n' >>roles/desk.ini
	pay '1200 EUR/month' >>roles/desk.ini
	pay '1,200 EUR/month' >>roles/release.ini
}
pay() { printf '[pay]\namount = %s\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n' "$1"; }
# amount ID ROLE AMOUNT: opened by ana
amount() {
	folder=negotiations/2026/0107-$2-$1
	mkdir -p "$folder/a/roles"
	sed "s|^amount = .*|amount = $3|" "roles/$2.ini" >"$folder/a/roles/$2.ini"
	echo 'Why not.' >"$folder/proposal.md"
	git add "$folder" && as ana git commit -q -m "$2? ana"
}
founding=paid tidemark
clock 2026-01-07
amount 8b7c6d5e4f desk '1200 EUR/week'
says ben consent 8b7c6d5e4f -m 'We deserve it.'
amount 9b7c6d5e4f release '900 EUR/month'
says cleo consent 9b7c6d5e4f -m 'We have no more.'
says ben object 9b7c6d5e4f -m 'It harms me, and today.'
# with one more word behind it that has to be read; and by the command, which ends the one and begins the other
amount ab7c6d5e4f desk '1200 EUR/month and 100 a day'
says ben consent ab7c6d5e4f -m 'We deserve it.'
less=$(opens ana release --set 'pay.amount=900 EUR/month' -m 'We have no more.')
says cleo consent "$less" -m 'Alas.'
says ben object "$less" -m 'It harms me, and today.'
clock 2026-01-15
is 'two who gain by it do not decide it alone' "$(state_of 8b7c6d5e4f)" open
as ana moot decide 8b7c6d5e4f >"$SCRATCH/out" 2>&1
is '  and are paid what was agreed' "$(moot pay | grep -c 'EUR/week')" 0
is 'whose pay is lowered cannot block it' "$(state_of 9b7c6d5e4f)" decidable
is '  nor by a word that cannot be read' "$(state_of ab7c6d5e4f)" open
is '  by the command neither' "$(state_of "$less")" decidable
done_testing
