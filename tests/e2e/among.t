#!/bin/sh
# SPDX-License-Identifier: MIT
# An act of a role that several hold is a negotiation of theirs, under policy light (rule A3).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
with_dina() {
	with_pair
	member dina 'Dina Haas' 2026-12-31
}
founding=with_dina tidemark
entry dina
value() { moot show "roles/$1.ini" 2>/dev/null | sed -n "s/^$2 = //p"; }
roll_of() { moot show "$1" --json | sed 's/.*"roll":\[\([^]]*\)\].*/\1/' | tr -d '{}"' | sed 's/person:\([a-z]*\),because:\([a-z]*\)/\1 \2/g'; }

id=$(as ana moot act pair --set 'what.work=one head' -m 'It is quicker.' --porcelain)
like 'it opens a negotiation' "$id" '^[0-9a-z]{10}$'
is 'whose roll are the holders' "$(roll_of "$id")" 'ana holder,ben holder'
like 'under policy light' "$(moot show "$id")" 'under policy light'
is 'it is no change yet' "$(value pair work)" 'two heads'
like 'status asks the other holder' "$(as ben moot status)" "your voice +pair ${id%??????}"
unlike 'and nobody else' "$(as cleo moot status)" 'your voice'
says cleo object "$id" -m 'I would be harmed by it, and soon.'
like 'others are heard' "$(moot tally "$id")" 'objection cleo \(not on the roll\)'
says ben consent "$id" --decide
is 'two consents make it so' "$(value pair work)" 'one head'
is 'and verify agrees' "$(moot verify >/dev/null 2>&1; echo $?)" 0

# what is no act of theirs
expect_status 1 'above the autonomy it is refused' as ana moot act pair --set 'why.purpose=x'
like 'with the rule' "$(cat "$SCRATCH/err")" '\(rule A3\)'
like 'and the way to it' "$(cat "$SCRATCH/err")" "moot propose pair --set why.purpose=x"
expect_status 1 'nobody gives themselves a longer term so' as ana moot act pair --holder ana..2026-12-31
expect_status 1 'nor does somebody who does not hold it' as cleo moot act pair --set 'what.work=x'
id=$(as ben moot act pair --set 'what.work=three heads' --porcelain)
expect_status 1 'a counter-proposal stays within it' as ana moot amend "$id" --set 'role.autonomy=why'
expect_status 1 'and is a holder'\''s' as cleo moot amend "$id" --set 'what.work=four heads'
says ana amend "$id" --set 'what.work=five heads'
says ben consent "$id" b --decide
is 'a counter-proposal within it is one' "$(value pair work)" 'five heads'

# by hand: the kind is said, and held to what it says
folder() { echo "negotiations/2026/0106-$1-$2"; }
opens_by_hand() { # WHO ID ROLE SED-SCRIPT
	mkdir -p "$(folder "$3" "$2")/a/roles"
	printf '[negotiation]\nkind = act\n' >"$(folder "$3" "$2")/negotiation.ini"
	sed "$4" "roles/$3.ini" >"$(folder "$3" "$2")/a/roles/$3.ini"
	git add negotiations && as "$1" git commit -q -m "$3: by hand"
}
opens_by_hand ana aaaaaaaaaa pair 's/^work = .*/work = by hand/'
is 'by hand it is the same' "$(roll_of aaaaaaaaaa)" 'ana holder,ben holder'
opens_by_hand ana bbbbbbbbbb pair 's/^autonomy = .*/autonomy = why/'
like 'autonomy is not taken so' "$(moot show bbbbbbbbbb)" 'void: an act changes the text of one role'
opens_by_hand cleo cccccccccc pair 's/^work = .*/work = mine/'
like 'nor by anybody else' "$(moot show cccccccccc)" 'void: cleo does not hold pair'
opens_by_hand ben dddddddddd release 's/^tools = .*/tools = ninja/'
like 'and one holder needs none' "$(moot show dddddddddd)" 'void: release has not several holders'
sed -i 's/^work = .*/work = just so/' roles/pair.ini && as ana git commit -q -a -m 'pair: just so'
is 'a plain commit of one of them is void' "$(value pair work)" 'five heads'
like 'with the rule' "$(moot verify 2>&1)" 'pair has several holders, who decide it among themselves \(rule A3\)'
as ana git revert --no-edit HEAD >/dev/null

# who decides what is told
is 'show says who decides what' "$(moot show release | sed -n '/who decides/,/^  [0-9a-z]\{10\}/p' | sed '$d')" \
	'  who decides
  where, how              ben alone
  what                    ana, ben, cleo, dina, policy light
  who, why, holder, lead  ana, ben, cleo, dina, policy standard
  autonomy, pay           ana, ben, cleo, dina, policy significant'
like 'of several holders too' "$(moot show pair)" '^  where, how, what +ana, ben among themselves, policy light$'
is 'after their terms everything is asked of all' "$(moot show pair --at 2026-07-01 | grep -c 'among themselves')" 0
done_testing
