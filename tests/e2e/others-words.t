#!/bin/sh
# SPDX-License-Identifier: MIT
# Who is silent: away, spoken for by somebody they chose, or relayed by somebody else (rules N5, V2).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
with_more() {
	with_roles
	member dina 'Dina Haas' 2026-12-31
	member finn 'Finn Roe' 2026-12-31
}
finn() { person finn 'Finn Roe'; }
founding=with_more tidemark
entry dina
entry finn
stances() { moot tally "$1" --json ${2:+--at "$2"} | sed 's/.*"stances":\[//' | grep -o '"person":"[^}]*' | sed 's/"day".*//' | tr -d '"' | sed 's/person://; s/option://; s/stance://; s/,$//'; }

# --- away ---
says finn act --person finn --set 'person.away=2026-02-01..2026-02-20'
clock 2026-02-01
id=$(opens ana desk --set 'why.purpose=Nobody waits')
unlike 'who is away is not asked' "$(moot tally "$id" --json | sed 's/.*"missing"//')" finn
says ben consent "$id"
says cleo consent "$id"
is 'and while others are missing it waits' "$(state_of "$id")" open
says dina consent "$id"
is 'everyone has spoken without them' "$(state_of "$id")" decidable
says finn object "$id" -m 'It harms those who wait, and today.'
is 'unless they speak' "$(state_of "$id")" blocked
says cleo act --person cleo --set 'person.away=2026-02-01..2026-02-20'
id=$(opens ana desk --set 'who.with=ben')
says cleo act --person cleo --unset person.away
like 'who is back is asked' "$(moot tally "$id" --json | sed 's/.*"missing"//')" cleo
says dina act --person dina --set 'person.away=2026-02-01..2026-02-20'
like 'away is said before an opening' "$(moot tally "$id" --json | sed 's/.*"missing"//')" dina
expect_status 1 'more than 90 days a year are refused' as ben moot act --person ben --set 'person.away=2026-03-01..2026-05-30'
is 'with the number' "$(cat "$SCRATCH/err" | head -n 1)" \
	"fatal: ben: that is away for more than 90 days of 2026, and no more count (rule V4)"
ok 'ninety are not' as ben moot act --person ben --set 'person.away=2026-03-01..2026-05-29'
expect_status 1 'nor are they in two parts' as ben moot act --person ben --add 'person.away=2026-12-31..2027-01-10'
sed -i 's/2026-05-29/2026-06-29/' people/ben.ini && as ben git commit -q -a -m 'ben: a long holiday'
like 'nor by hand' "$(moot verify 2>&1)" 'away for more than 90 days of 2026'
git checkout -q HEAD~1 -- people && as ben git commit -q -m 'put right'

# --- delegated ---
clock 2026-02-25
ok 'whose word counts is one'\''s own to say' as dina moot act --person dina --set 'delegate ben.from=2026-02-25' \
	--set 'delegate ben.until=2026-04-30' --set 'delegate ben.topics=releases'
like 'show tells it' "$(moot show dina)" 'while silent, ben speaks for dina 2026-02-25..2026-04-30, on releases'
like 'and the calendar its end' "$(moot status --all --ics)" "SUMMARY:dina's delegation to ben ends"
expect_status 1 'nobody speaks for themselves' as cleo moot act --delegate cleo..+3m
expect_status 1 'nor does who is no member' as cleo moot act --delegate eve..+3m
expect_status 1 'nor on days that are over' as cleo moot act --delegate ben:2026-01-01..2026-01-31
expect_status 1 'nor is it said for somebody else' as cleo moot act --person ben --delegate ana..+3m
ok 'there are words for it' as cleo moot act --delegate ben..2026-02-28 --add 'delegate ben.role=press'
is '  which say it in a sentence' "$(git log -1 --format=%s)" 'cleo: ben speaks for cleo until 2026-02-28'
like '  and in the file of who typed them' "$(moot show cleo)" 'while silent, ben speaks for cleo 2026-02-25..2026-02-28, about press'
expect_status 1 'it must have an end' as cleo moot act --person cleo --set 'delegate ana.from=2026-02-25'
sed -i 's/^away/key/' people/finn.ini
git checkout -q -- people
printf '[delegate ben]\nfrom = 2026-02-25\nuntil = 2026-04-30\n' >>people/finn.ini
as ben git commit -q -a -m 'finn: ben speaks for finn'
unlike 'nobody says it for somebody else' "$(moot show finn)" 'speaks for'
git checkout -q HEAD~1 -- people && as ben git commit -q -m 'put right'
id=$(opens ana release --set 'why.purpose=Ships')
says ben concern "$id" -m 'A little vague.'
is 'what ben says counts for dina too' "$(stances "$id" | tr '\n' ' ')" 'ana,a,consent ben,a,concern dina,a,concern,via:ben '
like 'and is shown so' "$(moot tally "$id")" 'concern ben, dina \(via ben\)'
unlike 'so that dina is not asked' "$(moot tally "$id" --json | sed 's/.*"missing"//')" dina
says dina object "$id" -m 'It harms whoever plans with it, now.'
like 'her own word overrides it' "$(moot tally "$id")" 'concern ben; objection dina'
says dina withdraw "$id"
like 'and so does taking back' "$(moot tally "$id")" 'silent .*dina'
other=$(opens ana desk --set 'who.with=cleo')
says ben consent "$other"
unlike 'it is about what it says' "$(stances "$other")" 'dina'
gains=$(opens ana release --holder ben:2026-07-01..2026-09-30)
says ben consent "$gains"
unlike 'it does not count for what ben gains' "$(stances "$gains")" 'dina'
says finn act --person finn --set 'delegate dina.from=2026-02-25' --set 'delegate dina.until=2026-04-30'
hop=$(opens cleo release --set 'who.with=ana')
says ben consent "$hop"
like 'one hop' "$(stances "$hop" | tr '\n' ' ')" 'dina,a,consent,via:ben'
unlike 'and no further' "$(stances "$hop")" 'finn'
two=$(opens ana release --set 'who.with=everybody' --no-consent)
says ben consent "$two"
says cleo abstain "$two"
says finn abstain "$two"
clock 2026-03-01
like 'and one voice is not two people'\''s' "$(moot show "$two")" 'it needs the consent of two people \(rule N6\)'
says ana consent "$two" --decide
like 'the decision names it' "$(cat "$(folder_of "$two")"/decision-*)" '^tally = dina consent via ben$'
is 'and verify counts the same' "$(moot verify 2>&1 | grep -c "$two")" 0
is 'its end ends it' "$(moot tally "$hop" --json --at 2026-05-01 | grep -c '"via"')" 1
late=$(clock 2026-05-02; opens cleo release --set 'who.with=nobody')
clock 2026-05-02
says ben consent "$late"
unlike 'after it she speaks for herself' "$(stances "$late")" 'dina'

# --- relayed ---
clock 2026-05-04
id=$(opens ana --charter --set moot.relay=7d)
for who in ben cleo dina finn; do says $who consent "$id"; done
says ana decide "$id"
id=$(opens ana desk --set 'why.purpose=Said in the hall')
relay() { # WHO FOR TEXT
	relay_count=$((${relay_count:-0} + 1))
	printf '%s\n' "$3" >"$(folder_of "$id")/voice-$2-$relay_count.md"
	git add negotiations && as "$1" git commit -q -m "desk: $2, as heard by $1"
}
relay ben cleo 'Consent: a'
relay ben dina 'Object: a

It would harm the hall, and now.'
like 'what is passed on is shown so' "$(moot show "$id")" 'cleo, relayed by ben: counts from 11 May on, unless cleo says otherwise'
unlike 'and does not count at once' "$(stances "$id")" cleo
like 'after the time of the charter it does' "$(moot show "$id" --at 2026-05-11)" 'consent ana, cleo \(relayed by ben\)'
says dina consent "$id"
is 'unless its speaker says otherwise' "$(stances "$id" 2026-05-11 | tr '\n' ' ')" \
	'ana,a,consent cleo,a,consent,relayed_by:ben dina,a,consent '
relay eve finn 'Consent: a'
unlike 'nobody unknown passes anything on' "$(moot show "$id" --at 2026-05-18)" 'finn \(relayed'
term=$(opens ana press --holder cleo..2026-12-31)
id=$term
relay ben cleo 'Consent: a
Accept: a'
clock 2026-05-13
for who in ben dina finn; do says $who consent "$term"; done
says ana decide "$term"
is 'nobody accepts for somebody else' "$(holders_of press)" ''
# --- delegated too late ---
clock 2026-05-14
after=$(opens cleo desk --set 'who.with=the hall')
closes=$(moot tally "$after" --json | grep -o '"closes":"[0-9-]*' | cut -c11-)
says finn act --person finn --set 'delegate cleo.from=2026-05-14' --set 'delegate cleo.until=2026-12-31'
like 'until the close it counts' "$(moot tally "$after")" 'consent cleo, finn \(via cleo\)'
clock "$(date -d "$closes + 1 day" +%F)"
says dina act --person dina --set 'delegate cleo.from=2026-05-14' --set 'delegate cleo.until=2026-12-31'
unlike 'what is delegated after the close does not' "$(moot tally "$after")" 'dina \(via'
sed -i '/^\[delegate/,$d' people/finn.ini && as finn git commit -q -a -m 'finn speaks for himself'
unlike 'and stands in the file' "$(moot show finn)" 'speaks for finn'
like 'nor does taking it back' "$(moot tally "$after")" 'consent cleo, finn \(via cleo\)'
ok 'the history of it holds' moot verify
done_testing
