#!/bin/sh
# SPDX-License-Identifier: MIT
# A term: offered until it is accepted, ends by itself, may be ended early; the same bytes in every clone
# (rules A1, A2, D1, D2, N9).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark

# offered until accepted
id=$(opens ana press --holder cleo..2026-03-31)
says ben consent "$id"
clock 2026-01-09
says ana decide "$id"
is 'without the word of the person a holder section is an offer' \
	"$(moot roles press)" 'press  offered  none  cleo until 31 March (offered, not accepted)'
is 'nobody holds it' "$(holders_of press)" ''
like 'status asks for the word' "$(as cleo moot status)" 'your word +press .*cleo is offered'
unlike 'of nobody else' "$(as ben moot status)" 'your word'
expect_status 1 'nobody else can accept it' as ben moot accept "$id"
like 'since nothing is given to them' "$(cat "$SCRATCH/err")" 'gives ben anything to accept or decline \(rule N9\)'
printf 'Accept: a\n' >"$(folder_of "$id")/voice-cleo-x.md"
git add . && as ben git commit -q -m 'press: cleo accepts a'
is 'nor in her name' "$(holders_of press)" ''
says cleo accept "$id" -m 'With a camera.'
is 'accepted, it is in force' "$(holders_of press)" cleo
says cleo decline "$id" -m 'The camera broke.'
is 'and may be laid down again' "$(holders_of press)" ''
is 'who proposes themselves has accepted' "$(
	id=$(opens cleo press --holder cleo:2026-01-09..2026-04-30)
	says ana consent "$id"
	says ben consent "$id" --decide
	holders_of press
)" cleo

# it ends by itself, and nothing needs to be committed
is 'on its last day a term is in force' "$(holders_of release --at 2026-06-30)" ben
is 'a day later it is not' "$(holders_of release --at 2026-07-01)" ''
like 'status says so in time' "$(moot status --for ben --at 2026-06-20)" 'your term +release +.*ends in 10 days'
like 'and afterwards' "$(moot status --for ben --at 2026-07-01)" 'vacant +release +since 30 June'
is 'last spring is still known' "$(holders_of release --at 2026-05-01)" ben
is 'a day before anything is no day of a holder' "$(holders_of release --at 2025-12-31)" ''
head=$(git rev-parse HEAD)
MOOT_NOW=2026-07-01T00:00:00Z moot status --all >/dev/null
is 'MOOT_NOW stands in for the clock' "$(MOOT_NOW=2026-07-01T00:00:00Z moot tree | tr '\n' ' ')" \
	'desk  (vacant) press  (vacant) release  (vacant) '
is 'and reading writes nothing' "$(git rev-parse HEAD; git status --porcelain)" "$head"

# the same bytes anywhere
git clone -q . ../clone
for words in 'roles --all' 'tree' 'status --all' 'show release' "show $id" 'show cleo' 'reputation --digest' \
	'tally press --json' 'roles --json' 'tree --diff 2026-06-30'; do
	here=$(moot $words --at 2026-07-05 --commit "$head" 2>&1)
	there=$(cd ../clone && as ben env TZ=Pacific/Auckland LC_ALL=C moot $words --at 2026-07-05 --commit "$head" 2>&1)
	is "two clones agree on $words" "$there" "$here"
done
is 'what was known at a commit is asked with --commit' "$(holders_of press --commit HEAD~8)" ''
expect_status 1 'tree --diff says what changed' moot tree --diff 2026-06-30 2026-07-01
is 'role by role' "$(cat "$SCRATCH/out")" '- desk  ana
+ desk  (vacant)
- release  ben
+ release  (vacant)'
expect_status 0 'and nothing when nothing did' moot tree --diff 2026-06-29 2026-06-30

# a membership is not lengthened, it is followed by another one
id=$(opens ana --person cleo --set member.until=2027-06-30)
says ben consent "$id"
says cleo consent "$id" --decide
is 'a renewal adds a section' "$(sed -n '/^\[member\]/,$p' people/cleo.ini)" "[member]
from = 2026-01-05
until = 2026-12-31
by = founding

[member]
from = 2027-01-01
until = 2027-06-30
by = $id"
like 'that goes on from the day after' "$(moot show cleo --at 2027-01-01)" '2027-01-01..2027-06-30  in force'

# ended early, by oneself only
says ben act release --holder ben..2026-01-31 -m 'I sail.'
is 'a holder may end their own term early' "$(holders_of release --at 2026-02-01)" ''
is 'to the day' "$(holders_of release --at 2026-01-31)" ben
expect_status 1 'and not lengthen it again' as ben moot act release --holder ben..2026-06-30
expect_status 1 'nor end somebody else'\''s' as ben moot act desk --holder ana..2026-01-31
sed -i 's/2026-06-30/2026-12-30/' roles/desk.ini
as ana git commit -q -a -m 'a slip of the pen'
is 'a longer end than was agreed is none' "$(holders_of desk --at 2026-06-30) $(holders_of desk --at 2026-07-01)" 'ana '
git revert -q --no-edit HEAD >/dev/null 2>&1 || git checkout -q HEAD~1 -- roles/desk.ini

# with the membership everything ends
says ana act --person ana --until 2026-02-28 -m 'A year at sea.'
is 'who leaves takes no role along' "$(holders_of desk --at 2026-02-28)/$(holders_of desk --at 2026-03-01)" 'ana/'
like 'which is told when it is typed' "$(cat "$SCRATCH/out")" '^desk ends with it'


# who has left is asked for nothing
clock 2026-02-27
open=$(opens cleo desk --set what.work=less)
like 'while somebody is here they are asked' "$(as ana moot status)" "your voice +desk"
clock 2026-03-01
unlike 'who has left is not' "$(as ana moot status)" "your voice"
unlike 'nor waited for' "$(moot show "$open")" 'not heard yet:.*ana'

# who was here comes back in one commit of their own, and by no other word
clock 2026-03-10
like 'who was here is told, with the way back' "$(moot show ana)" 'was here until 28 February; .*moot join ana'
back=$(as ben moot join ana --until 2026-12-31 --porcelain 2>/dev/null)
unlike 'who is proposed is not to be proposed' "$(as ben moot status --all)" 'moot join ana'
says cleo consent "$back"
like 'who decides is told what comes back with it' "$(as cleo moot decide "$back" 2>/dev/null | tr '\n' ' ')" \
	'with the membership ana holds again, since those terms are not over: desk until 30 June'
like 'what the others agreed brings nobody back' "$(moot show ana)" '2026-03-10..2026-12-31  offered: begins when they accept'
like 'they are asked' "$(as ana moot status)" "your word +ana .*ana is offered"
expect_status 1 'and decide nothing meanwhile' as ana moot propose desk --set what.work=x
before=$(git rev-list --count HEAD)
unlike 'who is taken in is not to be taken in' "$(as ben moot status --all)" 'moot join ana'
like 'what comes back with it is told' "$(as ana moot accept "$back" 2>/dev/null | tr '\n' ' ')" \
	'^welcome to Tidemark, ana with the membership ana holds again, since those terms are not over: desk until 30 June $'
like 'one commit is the way back' "$(moot show ana)" '2026-03-10..2026-12-31  in force'
is '  and no other' "$(($(git rev-list --count HEAD) - before))" 1
says ana decline "$back" -m 'The sea again.'
like 'a word that they may take back' "$(moot show ana)" '2026-03-10..2026-12-31  offered'

# when nobody is left, whose membership ended last takes people in, and does nothing else
clock 2028-01-10
like 'status says when nobody is left' "$(COLUMNS=200 as ben moot status)" \
	'ended +everybody +nobody is a member any more; cleo, whose membership ended last, may take people in'
expect_status 1 'nobody else opens anything' as ben moot join ben
like 'and is told who may' "$(cat "$SCRATCH/err")" '^hint: nobody is a member any more: cleo may take people in'
expect_status 1 'roles are not theirs' as cleo moot propose desk --holder cleo..2028-03-31
like 'and told so' "$(cat "$SCRATCH/err")" 'decides about people only \(rule A6\)'
join=$(as cleo moot join ben --until 2028-12-31 --porcelain 2>/dev/null)
says ben accept "$join"
says cleo consent "$join"
clock 2028-01-17
says cleo decide "$join"
like 'people are' "$(moot show ben)" '2028-01-10..2028-12-31  in force'
unlike 'and somebody is there again' "$(moot status --all)" everybody

# what is told of a term has room
with_board() {
	mkdir -p roles
	printf '[role]\ntitle = Board\n' >roles/board-of-directors.ini
	printf '[role]\ntitle = Desk\n' >roles/desk.ini
	by_founding 2026-06-30 'holder ana' 'led-by board-of-directors' >>roles/desk.ini
}
cd "$SCRATCH/field" && mkdir room && cd room || exit 1
founding=with_board tidemark
is 'where it has none beside, it stands below' "$(moot show desk | sed -n '/held by/,/no holder/p')" \
	'  held by  ana                 2026-01-05..2026-06-30
    in force, founding
  led by   board-of-directors  2026-01-05..2026-06-30
    the leading role has no holder, founding'
is 'and where it has, beside' "$(COLUMNS=100 moot show desk | sed -n '/held by/p')" \
	'  held by  ana                 in force                        2026-01-05..2026-06-30  founding'
done_testing
