#!/bin/sh
# SPDX-License-Identifier: MIT
# The charter's [limits]: how long, how often, how much one person may hold.
. "${0%/*}/lib.sh"

(
	moot init --template coop --name Tidemark tidemark
	cd tidemark || exit 1
	printf '\n[limits]\nmax-term = 6m\nmax-consecutive = 2\ncooling = 1m\nmax-roles = 2\nmax-load = 3d/week\naffiliation = 1/2\n' >>moot.ini
	git commit -q -m limits -- moot.ini
	moot join ben --name 'Ben Okafor' --email ben@tidemark.example
	moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example
	for who in ana ben cleo; do
		printf 'affiliation = %s\n' "$([ "$who" = cleo ] && echo Elsewhere || echo Harbour)" >"$who.tmp"
		sed -i "/^email/r $who.tmp" "people/$who.ini" && rm "$who.tmp"
	done
	git commit -q -m affiliations -- people
	moot act lead --holder ben..2026-03-31
	moot act ships --led-by lead..2026-12-31
	moot act books --holder ben..2026-06-30
	moot act crew --set role.kind=team --set role.seats=3 --holder ben..2026-06-30
	moot act pair --set role.seats=2 --holder cleo..2026-06-30
	clock 2026-01-06
	for who in ben cleo; do
		as "$who" moot write -m 'Begun.'
	done
) >/dev/null 2>&1
cd tidemark || exit 1
git config advice.moot false
clock 2026-02-01
refused() { # refused TITLE PATTERN WORD...
	title=$1 pattern=$2
	shift 2
	like "$title" "$(moot "$@" 2>&1; echo "status $?")" "$pattern"
}
refused 'a lead has no term above max-term' 'longer than max-term = 6m' \
	propose lead --holder cleo:2026-04-01..2026-12-31
ok 'as long is allowed' moot propose lead --holder cleo:2026-04-01..2026-09-30
ok 'who is led has no such limit' moot propose ships --holder cleo..2026-12-31
refused 'one person holds max-roles' 'ben would hold 3 roles, of at most 2 .rule N12; max-roles, moot.ini:15' \
	propose ships --holder ben..2026-06-30
ok 'a team is no role' moot propose crew --holder cleo..2026-06-30
ok 'nor is a role held already another one' moot renew books --until 2026-08-31
refused 'a nominee is bound as well' 'ben would hold 3 roles' \
	nominate "$(moot renew ships --until 2026-12-31 --porcelain)" ben
refused 'loads add up to max-load' 'ana would carry 4.0 days a week, of at most 3.0' \
	propose pair --holder ana..2026-06-30 --set 'holder ana.load=4d/week'
ok 'up to it they may' moot propose ships --holder ana..2026-06-30 --set 'holder ana.load=3d/week'
ok 'half of one affiliation is allowed' moot propose pair --holder ana..2026-03-01
refused 'more is not' '2 of 3 who hold crew would be of Harbour, of at most 1/2' \
	propose crew --holder ana..2026-06-30 --holder cleo..2026-06-30
# the second and last term in a row
id=$(moot renew lead --until 2026-06-30 --porcelain)
as ben moot accept "$id" >/dev/null 2>&1
as cleo moot nominate "$id" ben -m x >/dev/null 2>&1
ok 'a second term in a row is one of two' moot decide "$id"
like 'and is told so' "$(cat "$SCRATCH/out")" "^ben's second term in a row, of at most 2\$"
clock 2026-06-01
refused 'a third is too many' "it would be ben's term number 3 in a row, of at most 2 .rule N12; max-consecutive, moot.ini:[0-9]" \
	propose lead --holder ben:2026-07-10..2026-12-31
refused 'for an election too' "ben's term number 3" renew lead --until 2026-12-31
ok 'after a time of cooling it is not in a row' moot propose lead --holder ben:2026-08-05..2026-12-31
refused 'a holder beyond the seats is refused' 'lead has 1 seat' \
	propose lead --holder cleo..2026-06-30
refused 'a lead is not led by whom it leads' 'A2' propose lead --led-by ships..2026-06-30

# by hand nobody gets round them
folder=negotiations/2026/0601-lead-aaaaaaaaaa
mkdir -p $folder/a/roles
{
	cat roles/lead.ini
	printf '[holder ben]\nfrom = 2026-07-10\nuntil = 2026-12-31\nby = aaaaaaaaaa\n'
} >$folder/a/roles/lead.ini
printf 'Consent: a\n' >$folder/voice-ana-1.md
git add negotiations && git commit -q -m 'lead: a third term'
for who in ben cleo; do as $who moot consent aaaa >/dev/null 2>&1; done
refused 'a third term by hand is never decided' 'term number 3 in a row' decide aaaa
cp $folder/a/roles/lead.ini roles/lead.ini
printf '[decision]\nresult = adopted\noption = a\n' >$folder/decision-ana-aaaa.ini
git add . && git commit -q -m 'lead: decided by hand'
like 'a decision by hand is void' "$(moot verify 2>&1)" 'void: .*term number 3 in a row'
like 'and gives nobody anything' "$(moot tree --at 2026-07-15)" '^  *lead  \(vacant\)|^lead  \(vacant\)'
git checkout -q HEAD~1 -- roles && git commit -q -m 'put right'

# whoever goes on with a role under another name goes on with its terms
adopt() {
	adopted=$(moot "$@" --porcelain 2>/dev/null)
	for who in ben cleo; do as $who moot consent "$adopted" >/dev/null 2>&1; done
	moot decide "$adopted" >/dev/null 2>&1
}
adopt propose captain --set role.was=lead --set what.work=leads
adopt propose ships --led-by captain:2026-06-01..2026-12-31
refused 'a role that was another one has its terms too' "captain leads others, and it would be ben's term number 3" \
	propose captain --holder ben:2026-07-10..2026-12-31
ok 'after a time of cooling it has not' moot propose captain --holder ben:2026-08-05..2026-12-31
done_testing
