#!/bin/sh
# SPDX-License-Identifier: MIT
# People who are one person: added after the founding, made members by hand, proposed by themselves.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
puppet() { person "$1" "$1 Puppet"; }
mark
for name in p1 p2 p3 p4; do
	member $name "$name Puppet" 2026-12-31
done
git add people
git_takes 'four new members' as ana git commit -q -m 'growth'
for name in p1 p2 p3 p4; do
	(puppet $name && commit_file "journals/$name/1.md" 'I am new here. #hello')
done
expect_status 1 'none of them is one' moot show people/p1.ini
like 'and it says why' "$(cat "$SCRATCH/err")" '^fatal: people/p1.ini is void: a member is taken in by a decision \(rule A7\)'
id=$(opens ana release --holder ana:2026-07-01..2026-12-31)
clock 2026-01-13
for name in p1 p2 p3 p4; do
	printf 'She is the best.\n\nConsent: a\n' >"$(folder_of "$id")/voice-$name-0107T100000-$name.md"
	git add . && (puppet $name && git commit -q -m "release: $name consents to a")
done
git_takes 'their voices' as ana git commit -q --allow-empty -m 'the people have spoken'
is 'nobody hears them' "$(moot tally "$id" --porcelain | cut -f9-11 | sed 's/:[0-9a-f]*$//;s/-[0-9a-f]*	/	/' | grep -c 'p[1-4]')" 0
is 'so nothing is decidable' "$(state_of "$id")" open
expect_status 1 'and nothing is decided' as ana moot decide "$id"

# proposed as members by one member alone
joined=$(as ana moot join p5 --name 'P Five' --email p5@tidemark.example --porcelain 2>/dev/null)
(
	puppet p5
	printf 'Thank you.\n\nConsent: a\nAccept: a\n' >"$(folder_of "$joined")/voice-p5-0113T100000-aaaa.md"
	git add . && git commit -q -m 'p5: p5 accepts a'
)
clock 2026-01-20
is 'a joiner takes in nobody, not even themselves' "$(state_of "$joined")" open
cp "$(folder_of "$joined")/a/people/p5.ini" people/
printf '[decision]\noption = a\n' >"$(folder_of "$joined")/decision-ana-aaaa.ini"
git add .
git_takes 'a decision says otherwise' as ana git commit -q -m 'p5: a member'
expect_status 1 'and is void' moot show people/p5.ini
found 'with the reason' 'decision-ana-aaaa.ini: error: void: .*(1 of 3 have spoken|two people)'

# one person's file, with another person's membership in it
printf '[member]\nfrom = 2026-01-05\nuntil = 2036-12-31\nby = %s\n' "$joined" >>people/ana.ini
git_takes 'a membership in the name of another' as ana git commit -q -a -m 'ana'
unlike 'is none' "$(moot show ana)" '2036-12-31'
done_testing
