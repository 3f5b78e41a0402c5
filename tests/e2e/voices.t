#!/bin/sh
# SPDX-License-Identifier: MIT
# What is said: written once, read by ancestry, held to two people (rules N5, N6, N9, N11, V1).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark

stance() { moot show "$1" --json | grep -o "\"person\":\"$2\",\"option\":\"${3:-a}\",\"stance\":\"[^\"]*\"" | sed 's/.*:"//;s/"//'; }

# one file an utterance, which nothing changes afterwards
id=$(opens ana release --set 'how.tools=ninja')
says ben object "$id" -m 'The build takes twice as long, and the release is on Friday.'
says ben consent "$id" -m 'It does not, I had measured the wrong thing.'
is 'each voice is a file of its own' "$(ls "$(folder_of "$id")" | grep -c '^voice-ben-')" 2
is 'the newest one counts' "$(stance "$id" ben)" consent

# an objection gives reasons; moot's words count wherever they stand
expect_status 1 'an objection without a reason is refused' as cleo moot object "$id"
like 'with what it needs' "$(cat "$SCRATCH/err")" 'an objection gives its reasons \(rule N11\)'
printf 'No blank line before it, and still an objection: I cannot build it.\nObject: a\n' \
	>"$(folder_of "$id")/voice-cleo-x.md"
git add . && as cleo git commit -q -m 'by hand'
is 'a word without a blank line before it counts' "$(stance "$id" cleo)" object
printf '> Consent: a\n\n```\nConsent: a\n```\n' >"$(folder_of "$id")/voice-cleo-y.md"
git add . && as cleo git commit -q -m 'a quotation'
is 'a quoted word and a word in code do not' "$(stance "$id" cleo)" object
says cleo withdraw "$id"
is 'a withdrawal takes back everything said here' "$(stance "$id" cleo)" ''

# who abstains does so about one option, or about all
id=$(opens ana desk --set 'what.work=answers on Fridays')
says ben amend "$id" --set 'what.work=answers at noon' -m 'Sooner.'
is 'one may abstain about one option' "$(as cleo moot abstain "$id" b 2>/dev/null)" \
	'you abstain on b-ben: present, and out of the count'
is 'and about that one only' "$(stance "$id" cleo a),$(stance "$id" cleo b-ben)" ',abstain'
is 'the commit says so' "$(git log -1 --format=%s)" 'desk: cleo abstains on b-ben'
says cleo abstain "$id"
is 'without an option it is all of them' "$(stance "$id" cleo a),$(stance "$id" cleo b-ben)" 'abstain,abstain'
says ana withdraw "$id"

# two clones, two stances of one person at once: the more cautious
id=$(opens ana desk --set 'what.work=answers in a day')
git clone -q . ../other && cd ../other || exit 1
says cleo object "$id" -m 'On Sundays nobody is there, and a promise broken is worse than none.'
cd ../tidemark || exit 1
says cleo consent "$id"
as ana git pull -q --no-edit ../other main
is 'of two at once the more cautious counts' "$(stance "$id" cleo)" object
says cleo consent "$id" -m 'With Sundays left out.'
is 'and one that knows both counts again' "$(stance "$id" cleo)" consent

# the file's name and its dates prove nothing
printf 'Consent: a\n' >"$(folder_of "$id")/voice-ben-0106T010101-aaaa.md"
git add . && as cleo git commit -q -m 'desk: ben consents to a'
is 'a voice in somebody else'\''s commit does not count' "$(stance "$id" ben)" ''
like 'and is shown as relayed where it is listed' "$(as ana moot check 2>&1)" 'said for ben by cleo'

# two people, one of whom gains nothing by it
id=$(opens ben release --holder ben:2026-07-01..2026-09-30)
clock 2026-01-09
is 'one consent is not enough' "$(state_of "$id")" open
says ana stand-aside "$id"
says cleo abstain "$id"
is 'to be present is not to consent' "$(state_of "$id")" open
like 'it says so' "$(moot tally "$id")" 'it needs the consent of two people \(rule N6\)'
says ana consent "$id"
is 'a second one is' "$(state_of "$id")" decidable
both=$(opens ana release --holder ana:2026-10-01..2026-10-31 --set role.seats=2 --holder ben:2026-10-01..2026-10-31)
says ben consent "$both"
clock 2026-01-16
is 'of two who both gain one is not enough for the other' "$(state_of "$both")" open
like 'somebody who gains nothing has to consent' "$(COLUMNS=200 moot tally "$both")" 'somebody who gains nothing by it \(rule N6\)'
says cleo consent "$both"
is 'and then it passes' "$(state_of "$both")" decidable
all=$(opens ana team --set role.kind=team --holder ana..2026-03-31 --holder ben..2026-03-31 --holder cleo..2026-03-31)
says ben accept "$all"
is 'where everybody gains one silent person is enough to wait' "$(state_of "$all")" open
says cleo accept "$all"
is 'and all who gain may agree' "$(state_of "$all")" decidable

# hold, and what comes late
clock 2026-01-20
id=$(opens ana release --set 'how.tools=tup')
expect_status 128 'a hold is a number of days' as cleo moot hold "$id" 3x
expect_status 129 'a day at least' as cleo moot hold "$id" 0d
expect_status 129 'and a week at most' as cleo moot hold "$id" 8d -m 'I am at a fair.'
says cleo hold "$id" 3d -m 'I am at a fair.'
expect_status 1 'and once' as cleo moot hold "$id" 3d -m 'And at another.'
like 'with the rule' "$(cat "$SCRATCH/err")" 'counts once \(rule N5\)'
says ben consent "$id"
is 'somebody who asks for time has not spoken' "$(state_of "$id")" open
clock 2026-01-22
is 'and gets it' "$(state_of "$id")" open
clock 2026-01-23
is 'to the day' "$(state_of "$id")" decidable
clock 2026-01-28
expect_status 1 'after the close nothing more is said' as cleo moot object "$id" -m 'too late'
like 'with the day' "$(cat "$SCRATCH/err")" 'it closed on 2026-01-27 \(rule N7\)'
printf 'I know better.\n\nObject: a\n' >"$(folder_of "$id")/voice-cleo-late.md"
git add . && as cleo git commit -q -m 'late'
is 'a late voice by hand is kept and not counted' "$(state_of "$id")" decidable
done_testing
