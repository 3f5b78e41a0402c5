#!/bin/sh
# SPDX-License-Identifier: MIT
# The decision: when it may be made, what it writes, and how a negotiation ends otherwise (N7, N12, N13).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark

id=$(opens ana release --holder ana:2026-07-01..2026-09-30 -m 'Ben builds the map in summer.')
head=$(git rev-parse HEAD)
expect_status 1 'one consent is too early' as cleo moot decide "$id"
is 'which says what is missing, by name' "$(cat "$SCRATCH/err")" \
	'fatal: release cannot be decided yet: 1 of 3 have spoken, and policy standard asks for 1/2 (rule N3)
see: policy standard, as shipped
hint: not heard yet: ben, cleo; moot show '"$(printf %.4s "$id")"' tells who said what'
says cleo concern "$id" -m 'Who answers in July?'
says ben consent "$id" -m 'Gladly.'
is 'with -n nothing is written' "$(as cleo moot decide "$id" -n | tail -n 1)" 'nothing was written (-n)'
is 'nothing' "$(git status --porcelain; git rev-parse HEAD^^)" "$head"
ok 'anybody may decide' as cleo moot decide "$id"
is 'what git says it changed' "$(git show --format= --name-status | sed 's/-cleo-.*//')" \
	"A	$(folder_of "$id")/decision
M	roles/release.ini"
is 'the message is the minutes' "$(git log -1 --format=%B)" "release: ana until 2026-09-30

Ben builds the map in summer.

cleo: Who answers in July?

ben: Gladly.

Negotiation: $id
Agreed-by: ana
Agreed-by: ben
Concern-by: cleo"
is 'the decision names option, tally, review and the folder it was made from' \
	"$(cat "$(folder_of "$id")"/decision-*)" "[decision]
result = adopted
option = a
tally = ana consent
tally = ben consent
tally = cleo concern
review = 2027-01-06
voices = sha1:$(git rev-parse "HEAD^:$(folder_of "$id")")"
is 'the role has the new term behind the old one' "$(tail -n 4 roles/release.ini)" "[holder ana]
from = 2026-07-01
until = 2026-09-30
by = $id"
expect_status 1 'a negotiation is decided once' as ana moot decide "$id"
like 'and says by whom' "$(cat "$SCRATCH/err")" 'decided on 2026-01-06 by cleo'

# voice and decision in one commit
id=$(opens ana desk --set 'what.work=answers in a day')
says ben consent "$id"
before=$(git rev-list --count HEAD)
says cleo consent "$id" --decide -m 'And in the evening.'
is 'consent --decide is one commit' "$(git rev-list --count HEAD)" $((before + 1))
like 'that says who agreed, the newest voice too' "$(git log -1 --format=%B)" '^Agreed-by: cleo'
is 'and holds' "$(moot show roles/desk.ini | sed -n 's/^work = //p')" 'answers in a day'
id=$(opens ana desk --set 'what.work=answers in two days')
says ben consent "$id" --decide
like 'where it does not make it pass, only the voice is committed' "$(cat "$SCRATCH/err")" 'only your voice is committed'
like 'by its own message' "$(git log -1 --format=%s)" 'desk: ben consents to a'

# blocked
says cleo object "$id" -m 'Two days lose us the harbour office.'
expect_status 1 'an objection blocks' as ana moot decide "$id"
is 'and the way on is another option' "$(sed 's,negotiations/.*/voice-cleo-[0-9T]*-....\.md,VOICE,' "$SCRATCH/err")" \
	"fatal: desk cannot be decided: cleo objects (rule N11)
see: VOICE:3
hint: meet the objection by another option: moot amend $(printf %.4s "$id")"
clock 2026-01-14
ok 'after its close the end is recorded' as ana moot decide "$id"
is 'as what it is' "$(git log -1 --format=%s)" 'desk: blocked'
is 'and then over' "$(state_of "$id")" ended

# lapsed: two weeks after its close
id=$(opens ana desk --set 'what.work=answers in three days')
says cleo consent "$id"
clock 2026-02-04
is 'what passes may be decided until two weeks after its close' "$(state_of "$id")" decidable
clock 2026-02-05
is 'and not a day longer' "$(state_of "$id")" lapsed
says ana decide "$id"
is 'which may be recorded' "$(git log -1 --format=%s)" 'desk: lapsed'

# closed without the consent of two
id=$(opens ana desk --set 'what.work=answers never')
says cleo abstain "$id"
like 'while it is open it asks for consent' "$(moot tally "$id")" 'open: it needs the consent of two people'
clock 2026-02-13
is 'after its close it says that it is closed' "$(moot tally "$id" | tr '\n' ' ' | tr -s ' ' | grep -o 'closed on .*)')" \
	'closed on 12 February, and did not pass: it needs the consent of two people (rule N6)'
like '  and what is to do' "$(moot show "$id")" "moot decide $(printf %.4s "$id") records that nothing came of it"
is '  and who was not heard' "$(moot show "$id" | sed -n 's/^ *not heard/not heard/p')" 'not heard: ben'
clock 2026-02-05
says ana withdraw "$id"

# withdrawn
id=$(opens ana desk --set 'what.work=answers in four days')
says ana withdraw "$id"
is 'the proposer may take it back' "$(state_of "$id")" withdrawn
says ana decide "$id"
is 'which may be recorded too' "$(git log -1 --format=%s)" 'desk: withdrawn'
is 'nothing of all that touched the role' "$(sed -n 's/^work = //p' roles/desk.ini)" 'answers in a day'

# the same in two clones
id=$(opens ana desk --set 'what.work=answers at once')
says cleo consent "$id"
clock 2026-02-06
git clone -q . ../other
says ana decide "$id"
(cd ../other && as cleo moot decide "$id" >/dev/null 2>&1)
as ana git pull -q --no-edit ../other main
is 'two decisions for one option at once are one' "$(state_of "$id")" adopted
is 'and hold' "$(moot show roles/desk.ini | sed -n 's/^work = //p')" 'answers at once'
id=$(opens ana release --set 'what.work=a')
says ben amend "$id" --set 'what.work=b'
says cleo consent "$id" a
clock 2026-02-07
(cd ../other && git pull -q ../tidemark main)
says ana decide "$id"
(
	cd ../other || exit 1
	says cleo consent "$id" b
	says ana consent "$id" b
	as ben moot decide "$id" >/dev/null 2>&1
)
as ana git pull -q -X ours --no-edit ../other main
work() { moot show roles/release.ini | sed -n 's/^work = //p'; }
is 'of two decisions for different options at once neither holds' "$(work)" 'a release a month'
is 'and both are shown, with the reason' "$(moot show "$id" | grep -c 'a decision by .* is void: disputed')" 2
ok 'once both are known it may be decided again' as cleo moot decide "$id"
is 'and holds' "$(work)" b

# --- what was said, of which option ---
id=$(opens ana desk --set 'what.work=answers by night')
says ben amend "$id" --set 'what.work=answers by day'
says cleo consent "$id" b -m 'Who is awake?'
says ben consent "$id" b -m 'Without money.'
says cleo withdraw "$id"
says cleo consent "$id" a -m 'They are paid.'
says cleo concern "$id" b
clock 2026-02-16
like 'status tells what else may pass yet' "$(moot status --porcelain)" '^decide.*option a may be decided, until [0-9]+ [A-Z][a-z]+; still open: b-ben'
says ana decide "$id"
is 'the minutes tell of which option each word was' "$(git log -1 --format=%b)" "cleo on b-ben: Who is awake?

ben on b-ben: Without money.

cleo withdraws what they said

cleo on a: They are paid.

cleo has a concern about b-ben

Option a by ana, adopted: desk: what.work answers by night

Option b-ben by ben: desk: what.work answers by day

Negotiation: $id
Agreed-by: ana
Agreed-by: cleo
Absent: ben"
id=$(opens ana desk --set 'what.work=answers by noon')
says cleo object "$id" -m 'Too late for the harbour.'
says ben amend "$id" --set 'what.work=answers by nine'
clock 2026-02-20
says ana consent "$id" b --decide
like 'why tells who said nothing of what was adopted' "$(moot why roles/desk.ini)" '^ +cleo says nothing of b-ben'

# --- by its name, where that was used before ---
id=$(opens ana kitchen --set 'how.tools=pots')
says cleo consent "$id"
says ben consent "$id" --decide
id=$(opens ana kitchen --set 'how.tools=pans')
says cleo consent kitchen
ok 'a slug names the one that is not over' as ben moot consent kitchen --decide
is '  and decides it' "$(state_of "$id")" adopted
expect_status 128 'where all are over it names none' as cleo moot tally kitchen

# --- a file from outside, with other edits ---
printf '[role]\ntitle = Pantry\n[what]\nwork = flour\n' >../pantry.ini
id=$(opens ana pantry --from-file ../pantry.ini --holder ben..2026-12-31)
is 'who gives a file and a holder gives both' "$(git log -1 --format=%s)" \
	'pantry? ana: ben until 2026-12-31'
like '  and the file' "$(cat "$(folder_of "$id")/a/roles/pantry.ini")" 'work = flour'
done_testing
