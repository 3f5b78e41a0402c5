#!/bin/sh
# SPDX-License-Identifier: MIT
# A role gives itself a lead and a team, and its roll grows by those.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
sed -i 's/autonomy = how/&\nteam = desk/' roles/release.ini
printf '[led-by desk]\nfrom = 2026-01-08\nuntil = 2026-06-30\nby = founding\n' >>roles/release.ini
attack 'a lead and a team by hand' A3 '^E601.*roles/release.ini' as ben git commit -q -a -m 'release: led by desk'
marked 'the edit'
id=$(opens ben release --set 'what.work=a release a year')
is 'the roll is what it was' "$(moot tally "$id" --porcelain | cut -f9)" 'ana:member,ben:holder,cleo:member'
done_testing
