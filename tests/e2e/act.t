#!/bin/sh
# SPDX-License-Identifier: MIT
# What a holder changes alone, what nobody does, and what anybody may (rules A3, V4).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_pair tidemark
value() { moot show "roles/$1.ini" | sed -n "s/^$2 = //p"; }

says ben act release --set 'how.tools=ninja' -m 'It is faster.'
is 'what lies at the level of the role is its holder'\''s' "$(value release tools)" ninja
is 'by one ordinary commit' "$(git log -1 --format='%an %s %(trailers:key=Act,valueonly)')" \
	'Ben Okafor release: how.tools ninja release how'
says ben act release --set 'where.place=anywhere'
is 'and what lies below' "$(value release place)" anywhere
expect_status 1 'what lies above is refused' as ben moot act release --set 'what.work=weekly'
is 'with the level it needs and the way to it' "$(cat "$SCRATCH/err")" \
	"fatal: release: what is above the autonomy of release: its holder may change where, how (rule A3)
see: roles/release.ini:3
hint: moot propose release --set what.work=weekly"
expect_status 1 'autonomy is agreed, not taken' as ben moot act release --set role.autonomy=why
expect_status 1 'so is pay' as ben moot act release --set 'pay.amount=900 EUR/month'
expect_status 1 'and who leads it' as ben moot act release --led-by desk..2026-06-30
expect_status 1 'and how many hold it' as ben moot act release --set role.seats=2
expect_status 1 'and its end' as ben moot act release --set role.ended=2026-03-01
expect_status 1 'whoever does not hold it may change nothing' as cleo moot act release --set 'how.tools=x'
expect_status 1 'title and topics are what' as ben moot act release --set 'role.topics=sea'
says ana act desk --set 'role.topics=mail, sea'
is 'and so for a role of autonomy what' "$(value desk topics)" 'mail, sea'
expect_status 1 'what is so already is no act' as ben moot act release --set 'how.tools=ninja'
expect_status 128 'a role that is not there cannot be acted on' as ben moot act nothing --set 'how.tools=x'
MOOT_NOW=2026-07-01T12:00:00Z expect_status 1 'after the term nothing is' \
	as ben moot act release --set 'how.tools=late'

# the same by hand: git takes all of it, moot what is right
by_hand() { # WHO SED-SCRIPT FILE
	sed -i "$2" "$3" && as "$1" git commit -q -a -m 'by hand'
}
by_hand ben 's/^tools = .*/tools = by hand/' roles/release.ini
is 'an act by hand is one' "$(value release tools)" 'by hand'
by_hand ben 's/^work = .*/work = by hand/' roles/release.ini
is 'above the autonomy it is void' "$(value release work)" 'a release a month'
by_hand cleo 's/^work = .*/work = a release a month/' roles/release.ini
is 'anybody may put it right' "$(cat roles/release.ini)" "$(moot show roles/release.ini)"
by_hand cleo '1i ; a comment of cleo' roles/release.ini
is 'comments are free to any member' "$(moot show roles/release.ini | head -n 1)" '; a comment of cleo'
by_hand cleo 's/^tools = .*/tools = of cleo/' roles/release.ini
is 'values are not' "$(value release tools)" 'by hand'
printf '[person]\nname = Erin Vale\n' >people/erin.ini && git add people && as cleo git commit -q -m 'erin'
like 'any member may add an acquaintance' "$(moot show erin)" 'an acquaintance'
printf '[member]\nfrom = 2026-01-06\nuntil = 2026-12-31\nby = founding\n' >>people/erin.ini
as cleo git commit -q -a -m 'erin, a member'
like 'and make a member of nobody' "$(moot show erin)" 'an acquaintance'
by_hand ben 's/^name = .*/name = Somebody Else/' people/cleo.ini
is 'a person'\''s own lines are theirs' "$(moot show people/cleo.ini | sed -n 's/^name = //p')" 'Cleo Lind'
git checkout -q HEAD~1 -- people/cleo.ini && as ben git commit -q -m 'put right'
by_hand cleo 's/^name = .*/name = Cleo Lind-Marsh/' people/cleo.ini
is 'and by their own hand change' "$(moot show people/cleo.ini | sed -n 's/^name = //p')" 'Cleo Lind-Marsh'
says ben act release --holder ben..2026-04-01 -m 'My mother needs me.'
is 'to end one'\''s own term is to resign' "$(git log -1 --format='%s')" 'release: ben resigns on 2026-04-01'
# what somebody says of themselves is said in the subject, addresses and keys by their kind alone
own() {
	ana_word=$1
	shift
	says "$ana_word" act --person "$ana_word" "$@"
	git log -1 --format=%s
}
is 'a new address is told as one' "$(own ben --add person.email=ben@home.example)" 'ben: new e-mail'
is 'a new key as well' "$(own ben --add 'person.key=ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9vb29vb29vb29vb29vb29vb29vb29vb29vb29vb29v')" 'ben: new key'
is 'a key that is retired' "$(own ben --add 'person.key-retired=ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG9vb29vb29vb29vb29vb29vb29vb29vb29vb29vb29v')" 'ben: new retired key'
is 'days away are told' "$(own ben --add person.away=2026-07-01..2026-07-14)" 'ben: away 2026-07-01..2026-07-14'
is 'and a name' "$(own ben --set 'person.name=Ben Okafor-Lind')" 'ben: name Ben Okafor-Lind'
done_testing
