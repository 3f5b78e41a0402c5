#!/bin/sh
# SPDX-License-Identifier: MIT
# Elections: renew, nominate, willing, prefer; objections and acceptance; seals; several seats.
. "${0%/*}/lib.sh"

dina() { person dina 'Dina Haas'; }
found() { # found DIR: ana, ben, cleo and dina, a team of the first three and a role of ben's
	clock 2026-01-05
	ana
	moot init --template coop --name Tidemark "$1"
	cd "$1" || exit 1
	printf '\n[policy sealed]\nmethod = election\nquorum = 1/2\nopen = 5d..14d\nearly = yes\nseal = yes\n' >>moot.ini
	git commit -q -m 'sealed elections' -- moot.ini
	moot join ben --name 'Ben Okafor' --email ben@tidemark.example
	moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example
	moot join dina --name 'Dina Haas' --email dina@tidemark.example
	moot act coop --set role.kind=team --holder ana..2026-12-04 --holder ben..2026-12-04 \
		--holder cleo..2026-12-04
	moot act release-lead --set role.team=coop --holder ben..2026-02-28
	moot act keys --set role.seats=2 --holder ana..2026-02-28
	clock 2026-01-06
	for who in ben cleo dina; do
		as "$who" moot write -m 'Begun.'
	done
	clock 2026-02-20
}
state() { moot tally "$1" --json | sed 's/.*"state":"\([a-z]*\)","policy".*/\1/'; }
by() { as "$@" 2>"$SCRATCH/err"; }
(found one) >/dev/null 2>&1
cd one || exit 1
git config advice.moot false

# --- one who is nominated by all that speak ---
clock 2026-02-20
id=$(moot renew release-lead --until 2026-04-30 --porcelain -m 'Ben kept every second Thursday.')
like 'renew prints an id' "$id" '^[0-9a-hjkmnp-tv-z]{10}$'
is 'the term follows the running one' "$(sed -n 's/^term = //p' negotiations/2026/*/negotiation.ini)" \
	'2026-03-01..2026-04-30'
is 'there is no option tree' "$(git show --format= --name-only | sed 's,.*/,,; s/voice-.*/voice/')" \
	'negotiation.ini
proposal.md
voice'
is 'the holder is nominated by who opens it' "$(tail -n 1 negotiations/2026/*/voice-ana-*)" \
	'Nominate: ben'
like 'an option tree is refused' "$(moot amend "$id" --holder cleo..2026-04-30 2>&1)" \
	'options are the nominees'
clock 2026-02-21
by ben moot nominate "$id" cleo -m 'She has read every string.' >"$SCRATCH/text"
is 'somebody else is nominated' "$(cat "$SCRATCH/text")" 'you nominate cleo'
clock 2026-02-22
by cleo moot nominate "$id" ben -m 'I read better when I do not also ship.' >/dev/null
expect_status 1 'without acceptance nothing is decided' moot decide "$id"
like 'which is told' "$(cat "$SCRATCH/err")" 'ben has not accepted'
clock 2026-02-23
by ben moot nominate "$id" ben -m "Changed after Cleo's reason." >/dev/null
is 'a later nomination takes the place of the earlier one' \
	"$(moot tally "$id" --json | grep -o '"option":"cleo"')" ''
is 'all who speak nominate one: it may be decided early' "$(state "$id")" decidable
ok 'and is' by ana moot decide "$id"
is 'one section is laid over the role' "$(git diff HEAD~ -- roles/release-lead.ini | grep '^[+]' | tail -n 4)" \
	"+[holder ben]
+from = 2026-03-01
+until = 2026-04-30
+by = $id"
is 'the decision says who is elected' "$(sed -n 's/^elected = //p' negotiations/2026/*/decision-*)" ben
ok 'the history holds' moot check
is 'the subject is the term' "$(git log -1 --format=%s)" 'release-lead: ben until 2026-04-30'
like 'the term is in force when it begins' "$(moot roles release-lead --at 2026-03-01)" 'ben until 30 April'
like 'and over after its end' "$(moot roles --at 2026-05-01)" '^release-lead +vacant'

# --- silence is no renewal ---
clock 2026-04-20
id=$(moot renew release-lead --porcelain)
clock 2026-05-05
like 'one voice elects nobody' "$(moot decide "$id" 2>&1; git log -1 --format=%s)" 'release-lead: lapsed'
is 'which is recorded' "$(state "$id")" ended

# --- objections; who cannot be nominated ---
clock 2026-05-06
id=$(moot renew release-lead --until 2026-12-31 --porcelain -m 'It is vacant.')
is 'the term of a vacant role begins now, without a nominee' \
	"$(cat negotiations/2026/0506-*/negotiation.ini | sed -n 's/^term = //p'; find negotiations/2026/0506-* -name 'voice-*' | wc -l)" \
	'2026-05-06..2026-12-31
0'
expect_status 1 'somebody unknown cannot be nominated' moot nominate "$id" erin -m x
expect_status 1 'a negotiation of another kind has no nominees' sh -c '
	moot nominate "$(moot propose release-lead --set what.work=x --porcelain)" ben'
as dina moot willing "$id" -m 'I would like to.' >/dev/null 2>&1
like 'who is willing is a nominee' "$(moot tally "$id" --json)" '"options":\[\{"name":"dina","by":"dina"'
as ana moot nominate "$id" dina -m 'Yes.' >/dev/null 2>&1
as ben moot consent "$id" dina >/dev/null 2>&1
as cleo moot object "$id" dina -m 'She ships on the day after her holidays: clients would wait.' >/dev/null 2>&1
is 'an objection blocks a nominee' "$(state "$id")" blocked
as cleo moot nominate "$id" cleo -m 'Then rather me.' >/dev/null 2>&1
as ben moot nominate "$id" cleo -m 'She convinced me.' >/dev/null 2>&1
as ana moot nominate "$id" cleo -m 'Me too.' >/dev/null 2>&1
is 'and leaves it to another whom all can agree on' "$(state "$id")" decidable
is 'who is elected' "$(moot decide "$id" 2>/dev/null | sed 's/.*] //')" \
	'release-lead: cleo until 2026-12-31'

# --- sealed ---
clock 2026-05-20
id=$(moot renew keys --policy sealed --until 2026-12-31 --porcelain -m 'Ana looks after both.')
is 'under seal nobody is nominated openly' "$(find negotiations/2026/0520-* -name 'voice-*' | wc -l)" 0
expect_status 129 'reasons come with the reveal' moot nominate "$id" ben -m 'He would.'
moot nominate "$id" ben --secret harbour >/dev/null 2>/dev/null
is 'a seal is a hash that anybody can check later' "$(sed -n 's/^Seal: //p' negotiations/2026/0520-*/voice-ana-*)" \
	"$(printf '%s\nana\nben harbour' "$id" | sha256sum | cut -d' ' -f1)"
as ben moot nominate "$id" ben --porcelain >/dev/null 2>&1
is 'before the reveal nobody is a nominee' "$(moot tally "$id" --json | grep -o '"options":\[\]')" '"options":[]'
like 'who has sealed is told, and not whom' "$(moot show "$id")" '^    sealed, not revealed yet: ana, ben$'
is 'they are absent, and not counted' "$(moot tally "$id" --json | sed 's/.*"missing":\[\([^]]*\)\].*/\1/')" \
	'"ana","ben","cleo","dina"'
cp -r . ../late
cp -r . ../all
expect_status 1 'nobody reveals while others may still seal' as ben moot nominate "$id" --reveal -m 'I have the time.'
is '  which is told with the day' "$(head -n 1 "$SCRATCH/err")" \
	'fatal: too early to reveal: until 2026-05-25 it waits for cleo, dina (rule N5)'
f=$(echo negotiations/2026/0520-*)
printf 'I have the time.\n\nReveal: ben %s\n' "$(cut -d' ' -f2 .git/moot-seal-*-ben)" >"$f/voice-ben-early.md"
git add negotiations && as ben git commit -q -m 'ben reveals at once' -- negotiations
is '  and by hand it shuts nobody out' "$(moot tally "$id" --json | grep -o '"options":\[\]')" '"options":[]'
as cleo moot nominate "$id" cleo --secret late >/dev/null 2>&1
clock 2026-05-25
expect_status 1 'a reveal gives the reasons' as ben moot nominate "$id" --reveal
expect_status 128 'a secret that was said is the one that is tried' as ben moot nominate "$id" --reveal --secret s -m x
ok 'a kept secret is revealed' as ben moot nominate "$id" --reveal -m 'I have the time.'
expect_status 1 'then nobody seals any more' as dina moot nominate "$id" dina
is '  which is told with what may be done' "$(cat "$SCRATCH/err")" \
	"fatal: too late to seal a nomination: ben has revealed (rule N5)
see: $(place moot.ini '^.policy')
hint: moot consent $(printf %.4s "$id") NOMINEE, or moot object"
printf 'Seal: %s\n' "$(printf '%s\ndina\ndina late' "$id" | sha256sum | cut -d' ' -f1)" >"$f/voice-dina-1.md"
git add negotiations && as dina git commit -q -m 'dina seals' -- negotiations
printf 'Reveal: dina late\n' >"$f/voice-dina-2.md"
git add negotiations && as dina git commit -q -m 'dina reveals' -- negotiations
is '  and by hand it is too late as well' "$(moot tally "$id" --json | grep -o '"name":"[a-z]*"')" '"name":"ben"'
expect_status 128 'another secret reveals nothing' moot nominate "$id" ben --reveal --secret harbou -m x
printf 'Reveal: cleo harbour\n' >"$f/voice-ana-wrong.md"
git add negotiations && git commit -q -m 'ana reveals another' -- negotiations
is 'nor another name' "$(moot tally "$id" --json | grep -o '"person":"ana","option"')" ''
as ana moot nominate "$id" --reveal -m 'He keeps things.' >/dev/null 2>&1
is 'the sealed one does' "$(moot tally "$id" --json | grep -o '"person":"ana","option":"ben"')" \
	'"person":"ana","option":"ben"'
is 'who never reveals is absent, and hangs nothing' \
	"$(state "$id") $(moot show "$id" | grep 'sealed, not')" 'decidable     sealed, not revealed yet: cleo'
cp -r . ../decided
ok '  so that it is decided' moot -C ../decided decide "$id"
is '  and says who was absent' "$(sed -n 's/^absent = //p' "../decided/$f"/decision-*)" "$(printf 'cleo\ndina')"
cd ../all || exit 1
clock 2026-05-21
for who in cleo dina; do
	as "$who" moot nominate "$id" ben --secret x >/dev/null 2>&1
done
ok 'when all have sealed nobody waits' as dina moot nominate "$id" --reveal -m 'He has the time.'
clock 2026-05-20
cd ../late || exit 1
printf 'Because.\n\nNominate: cleo\n' >"$(echo negotiations/2026/0520-*)/voice-cleo-open.md"
git add negotiations && as cleo git commit -q -m 'cleo nominates openly' -- negotiations
is 'an open nomination does not count' "$(moot tally "$id" --json | grep -o '"options":\[\]')" '"options":[]'
cd ../one || exit 1

# --- several seats ---
clock 2026-06-10
id=$(moot renew keys --seats 2 --until 2026-12-31 --porcelain -m 'Two should have them.')
as ana moot nominate "$id" ben -m x >/dev/null 2>&1
as ben moot nominate "$id" cleo -m x >/dev/null 2>&1
as cleo moot nominate "$id" ben -m x >/dev/null 2>&1
as dina moot nominate "$id" dina -m x >/dev/null 2>&1
for who in ben cleo; do
	as "$who" moot accept "$id" "$who" >/dev/null 2>&1
done
expect_status 128 'only nominees are ranked' as ana moot prefer "$id" 'erin > ben'
as ana moot prefer "$id" 'ben > cleo > dina' >/dev/null 2>&1
as ben moot prefer "$id" 'cleo > ben' >/dev/null 2>&1
as cleo moot prefer "$id" 'ben > cleo' >/dev/null 2>&1
as dina moot prefer "$id" 'dina > cleo' >/dev/null 2>&1
like 'a tie for the last seat is told' "$(moot tally "$id")" 'tied for 1 seat: cleo, dina'
as dina moot prefer "$id" 'cleo > dina' >/dev/null 2>&1
like 'the seats are counted by stv' "$(moot tally "$id")" 'counted by single transferable vote'
clock 2026-06-15
is 'two are elected at once' "$(moot decide "$id" 2>/dev/null | sed 's/.*] //')" \
	'keys: ben until 2026-12-31, cleo until 2026-12-31'
ok 'which holds' moot check
like 'and are in force' "$(moot roles keys)" 'ben until 31 December; cleo until 31 December'
expect_status 1 'no more than there are seats' moot renew keys --seats 3

# --- declined without the option's name ---
clock 2026-06-20
id=$(moot renew release-lead --until 2027-03-31 --porcelain -m 'Somebody new?')
by cleo moot nominate "$id" ana -m 'She has read every string.' >/dev/null
by ana moot object "$id" ana -m 'I have no time until May, which harms the releases.' >/dev/null
is 'who is nominated and objects declines themselves' "$(by ana moot decline "$id")" 'you decline ana'
by ben moot renew release-lead --until 2027-02-28 -m 'Me again?' >/dev/null
like 'a second election for the same term is told of the first' "$(cat "$SCRATCH/err")" \
	"^warning: an election for release-lead is open already: moot show $(printf %.4s "$id")"
done_testing
