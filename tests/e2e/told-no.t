#!/bin/sh
# SPDX-License-Identifier: MIT
# Every way to be told no, of the commands that negotiate and act: each names its rule, the place
# that makes it so, and what to do next.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
set_up() {
	with_roles
	printf '[role]\nkind = community\n' >roles/readers.ini
	printf '[role]\nteam = pair\n' >roles/store.ini
	cat >>moot.ini <<-END
		[policy sealed]
		method = election
		quorum = 1/2
		open = 7d..21d
		seal = yes
		[policy advised]
		method = advice
		open = 0d..7d
		[use]
		how = advised
		[limits]
		max-term = 1y
		max-roles = 2
	END
	printf '[person]\nname = Gil Gast\nemail = gil@tidemark.example\n' >people/gil.ini
	printf '[person]\nname = Old Member\nemail = old@tidemark.example\n[member]\nfrom = 2026-01-05\nuntil = 2026-01-05\nby = founding\n' >people/old.ini
	cat >roles/pair.ini <<-END
		[role]
		autonomy = what
		seats = 2
		duty = journal/14d
		[what]
		work = both
	END
	by_founding 2026-12-31 'holder ana' 'holder ben' >>roles/pair.ini
}
founding=set_up tidemark
old() { person old 'Old Member'; }

# refuses_with RULE PLACE HINT TITLE COMMAND...: no (1), by that rule, there, and so on from there.
# HINT is a pattern of the hint's whole line.
refuses_with() {
	refuses_rule=$1 refuses_place=$2 refuses_hint=$3 refuses_title=$4
	shift 4
	"$@" >"$SCRATCH/out" 2>"$SCRATCH/err"
	refuses_status=$?
	[ "$refuses_status" -eq 1 ] && refusal_is_whole &&
		grep -q "^fatal: .*(rule ${refuses_rule}[;)]" "$SCRATCH/err" &&
		grep -Fq -e "$refuses_place" "$SCRATCH/err" &&
		grep -Eq -e "^hint: ($refuses_hint)\$" "$SCRATCH/err"
	refuses_right=$?
	result $refuses_right "$refuses_title"
	[ "$refuses_right" -eq 0 ] || {
		echo "# wanted rule $refuses_rule, $refuses_place, hint: $refuses_hint; $refuses_status:"
		note <"$SCRATCH/err"
	}
}
see() { echo "see: $(place "$@")"; }
short() { printf %.4s "$1"; }
facts() { echo "$(folder_of "$1")/negotiation.ini"; }

# --- who ---
for command in 'propose desk --set what.work=x' 'renew desk --until 2026-09-30' 'recall desk ana -m x'; do
	# shellcheck disable=SC2086
	refuses_with A7 "$(see people/old.ini '^.member')" 'moot show old tells why' \
		"no member: $command" as old moot $command
done
id=$(opens ana desk --set 'what.work=answers on Fridays')
for command in "amend $id --set what.work=x" "consent $id" "object $id -m x" "concern $id -m x" "stand-aside $id" \
	"abstain $id" "hold $id 1d" "prefer $id a" "withdraw $id" "decide $id" "keep $id" "second $id"; do
	# shellcheck disable=SC2086
	refuses_with A7 "$(see people/old.ini '^.member')" 'moot show old tells why' \
		"no member: moot ${command%% *}" as old moot $command
done
refuses_with N9 "$(see "$(facts "$id")" '^.negotiation')" "to say yes to what it changes: moot consent $(short "$id")" \
	'nothing is given to who accepts' as cleo moot accept "$id"
refuses_with N9 "$(see "$(facts "$id")" '^.negotiation')" "to say yes to what it changes: moot consent $(short "$id")" \
	'or declines' as cleo moot decline "$id"

# --- what may be proposed ---
refuses_with A1 'see: people/zoe.ini, which is not there' 'moot join zoe takes somebody in' \
	'a holder whom nobody knows' as ana moot propose desk --holder zoe:2026-07-01..2026-09-30
refuses_with A1 "$(see people/gil.ini .)" 'moot join gil' \
	'a holder who is an acquaintance' as ana moot propose desk --holder gil:2026-07-01..2026-09-30
refuses_with A1 'see: roles/desk.ini:' 'leave the first day out, and it is the day of the decision' \
	'a term before the opening' as ana moot propose desk --set role.seats=2 --holder cleo:2026-01-01..2026-09-30
refuses_with D5 'see: roles/desk.ini:' 'moot help E107 says more' \
	'a term without an end' as ana moot propose desk --set 'holder cleo.from=2026-07-01'
refuses_with D5 'see: roles/desk.ini:' 'moot help E104 says more|did you mean .*' \
	'a key that nobody knows' as ana moot propose desk --set role.colour=red
refuses_with N12 "$(see roles/desk.ini '^.holder ana')" \
	'an earlier end makes room: --holder ana..DATE; so does a seat: --set role.seats=N' \
	'a holder beyond the seats' as ben moot propose desk --holder cleo..2026-03-31
refuses_with A2 'see: roles/boss.ini, which is not there' 'moot roles lists them' \
	'a lead that is none' as ana moot propose desk --led-by boss..2026-03-31
refuses_with A2 "$(see roles/readers.ini '^kind')" 'moot tree shows who leads whom' \
	'a lead that is a community' as ana moot propose desk --led-by readers..2026-03-31
refuses_with A2 "$(see roles/desk.ini '^.role')" 'moot tree shows who leads whom' \
	'a lead in a circle' as ana moot propose desk --led-by desk..2026-03-31
refuses_with N12 "max-roles, $(place moot.ini '^max-roles')" 'moot roles lists who holds what until when' \
	'more roles than max-roles' as cleo moot propose extra --holder ben..2026-03-31
refuses_with A6 "$(place moot.ini '^identity')" 'moot policy lists .*moot act --person NAME --add person.key=KEY' \
	'a charter that locks everybody out' as ana moot propose --charter --set moot.identity=signed
refuses_with N14 'see: roles/desk.ini:1' 'give the term an early end instead' \
	'a term as a trial' as ana moot propose desk --holder cleo:2026-07-01..2026-09-30 --trial 30d
refuses_with N3 'see: policy light, as shipped' 'moot policy lists them; without --policy it is light' \
	'a policy that is weaker' as ana moot propose desk --set what.work=x --policy advised
refuses_with N3 'see: policy significant, as shipped' 'without --policy it is significant' \
	'lazy, and about a person' as ana moot propose desk --set role.seats=3 --policy lazy
seats=$(opens ana desk --set role.seats=2)
refuses_with N3 "$(see "$(facts "$seats")" '^.roll')" 'open a negotiation of its own: moot propose' \
	'an option that needs another roll' as ben moot amend "$seats" --led-by store..2026-03-31
refuses_with N3 'see: policy significant, as shipped' 'open a negotiation of its own: moot propose' \
	'an option that needs another policy' as ben moot amend "$id" --set role.team=release
refuses_with N1 "see: $(folder_of "$id")/a" "moot consent $(short "$id") a" \
	'an option that is there' as ben moot amend "$id" --set 'what.work=answers on Fridays'
refuses_with N11 "$(see "$(facts "$id")" '^closes')" 'it closes on .* moot decide .*' \
	'an appeal of what is not over' as ben moot propose desk --set what.work=x --answers "$id"
refuses_with N16 "$(see roles/desk.ini '^.holder ana')" 'moot renew ROLE --until DATE renews one by itself' \
	'a renewal of what does not end' as ana moot propose --renew --policy standard

# --- what is said ---
refuses_with N11 "see: $(folder_of "$id")/a" 'say what is harmed, and why waiting is worse: -m TEXT' \
	'an objection without reasons' as cleo moot object "$id"
refuses_with N3 'see: policy light, as shipped' "moot consent $id OPTION" \
	'a ranking that nobody counts' as cleo moot prefer "$id" 'a > none'
refuses_with N1 "$(see "$(facts "$id")" '^.negotiation')" 'moot renew ROLE opens one' \
	'a nomination where nobody is elected' as cleo moot nominate "$id" ben -m x
refuses_with N7 "$(see "$(facts "$id")" '^.negotiation')" 'moot recall ROLE HANDLE calls one; other negotiations need no second' \
	'a second of what is no recall' as cleo moot second "$id"
refuses_with N13 "$(see "$(facts "$id")" '^closes')" "moot show $(short "$id") tells how it stands" \
	'what was not adopted is not kept' as cleo moot keep "$id"
says cleo hold "$id" 2d -m 'At a fair.'
refuses_with N5 'see: negotiations/' "moot tally $(short "$id") shows from when it is decidable" \
	'a second hold' as cleo moot hold "$id" 2d
says cleo abstain "$id"
refuses_with N6 "$(see "$(facts "$id")" '^.roll')" "not heard yet: ben; moot show $(short "$id") tells who said what" \
	'the consent of two' as ana moot decide "$id"
aware=$(opens ana desk --aware -m 'The phone rings at night.')
refuses_with N1 "$(see "$(facts "$aware")" '^.negotiation')" "moot amend $(short "$aware") writes one" \
	'a consent to no option' as cleo moot consent "$aware"
refuses_with N1 "$(see "$(facts "$aware")" '^.negotiation')" "moot .*" \
	'a decision of no option' as cleo moot decide "$aware"

# --- words just typed: what would be right is told ---
expect_status 128 'an option that is none' as cleo moot consent "$id" x
is 'is told where they are' "$(sed -n 2p "$SCRATCH/err")" "see: $(folder_of "$id")"
expect_status 129 'a policy that is none' as cleo moot propose desk --set what.work=y --policy mine
is 'is told which it is' "$(sed -n 2p "$SCRATCH/err")" 'see: policy light, as shipped'

# --- blocked, stale, over ---
blocked=$(opens ana release --set 'what.work=a release a year')
says cleo object "$blocked" -m 'Nobody reads a year of changes.'
says ben consent "$blocked"
voice=$(grep -l '^Object' "$(folder_of "$blocked")"/voice-cleo-*)
refuses_with N11 "$(see "$voice" '^Object')" "meet the objection by another option: moot amend $(short "$blocked")" \
	'an objection' as ana moot decide "$blocked"
one=$(opens ana release --set 'how.tools=ninja' --policy light)
two=$(opens cleo release --set 'how.tools=tup' --policy light)
says ben consent "$one" && says cleo consent "$one" && says ana decide "$one"
says ana consent "$two" && says ben consent "$two"
refuses_with N10 "$(see roles/release.ini '^tools')" "propose it again on what stands now: moot amend $(short "$two")" \
	'an option that is stale' as ana moot decide "$two"
decision=$(echo "$(folder_of "$one")"/decision-*)
refuses_with N9 "$(see "$decision" '^option')" "moot show $(short "$one") tells how it came" \
	'what is decided already' as cleo moot decide "$one"
refuses_with N9 "$(see "$decision" '^option')" 'open a new one: moot propose' \
	'a voice after the decision' as cleo moot concern "$one" -m x
refuses_with N13 "$(see "$decision" '^option')" 'it holds without; moot propose changes it' \
	'what has no review is not kept' as cleo moot keep "$one"
refuses_with N11 "$(see "$decision" '^option')" 'without --answers it is a change like any other' \
	'an appeal of what nobody objected to' as cleo moot propose release --set how.tools=tup --answers "$one"
refuses_with V3 'see: negotiations/2026/x/voice-y.md, which is not there' 'without --answers it is a change like any other' \
	'an appeal of no voice' as cleo moot propose release --set how.tools=tup --answers negotiations/2026/x/voice-y.md

# --- elections and recalls ---
refuses_with A1 "$(see roles/desk.ini '^.role')" 'begin it today or later: --from DATE' \
	'a term that has begun' as ana moot renew desk --from 2026-01-01 --until 2026-09-30
refuses_with N12 "$(see roles/desk.ini '^.role')" 'moot propose desk --set role.seats=N asks for more of them' \
	'more seats than there are' as ana moot renew desk --from 2026-07-01 --until 2026-09-30 --seats 3
refuses_with N3 'see: policy election, as shipped' 'moot policy lists them; without --policy it is election' \
	'a policy that elects nobody' as ana moot renew desk --from 2026-07-01 --until 2026-09-30 --policy light
election=$(as ana moot renew desk --from 2026-07-01 --until 2026-09-30 --policy sealed --porcelain 2>/dev/null)
open=$(as ana moot renew release --from 2026-07-01 --until 2026-09-30 --porcelain 2>/dev/null)
refuses_with N11 "$(see "$(facts "$open")" '^role')" 'say why they should hold it: -m TEXT' \
	'a nomination without reasons' as ana moot nominate "$open" ben
refuses_with A1 'see: people/zoe.ini, which is not there' 'moot join zoe takes somebody in' \
	'a nominee whom nobody knows' as ana moot nominate "$election" zoe
refuses_with N1 "$(see "$(facts "$election")" '^kind')" "moot nominate $(short "$election") HANDLE" \
	'an option in an election' as ben moot amend "$election" --set what.work=x
says ana nominate "$election" ben
refuses_with N5 "$(see moot.ini '^.policy sealed')" "not sealed your own yet. moot nominate $(short "$election") HANDLE" \
	'a reveal that is early' as ana moot nominate "$election" --reveal -m 'He has the time.'
refuses_with N1 "$(see "$(facts "$election")" '^kind')" "not heard yet: ana, ben, cleo; moot show $(short "$election") tells who said what" \
	'a decision of no nominee' as cleo moot decide "$election"
refuses_with A1 "$(see roles/desk.ini '^.holder ana')" 'moot roles desk shows who does' \
	'a recall of who holds nothing' as cleo moot recall desk ben -m x
refuses_with A3 "$(see roles/desk.ini '^.holder ana')" 'moot act desk --holder ana..DATE' \
	'a recall of oneself' as ana moot recall desk ana -m x
recall=$(as cleo moot recall desk ana -m 'Nobody answered for a week.' --porcelain 2>/dev/null)
refuses_with N7 "$(see "$(facts "$recall")" '^by')" "ask another member: moot second $(short "$recall")" \
	'a second by who called it' as cleo moot second "$recall"
refuses_with N7 "$(see "$(facts "$recall")" '^person')" "ask another member: moot second $(short "$recall")" \
	'or by whom it is about' as ana moot second "$recall"
refuses_with N7 "$(see "$(facts "$recall")" '^kind')" 'not heard yet: .*' \
	'a decision before the second' as ben moot decide "$recall"

# --- acts ---
refuses_with A3 "$(see roles/release.ini '^autonomy')" 'moot propose release --set what.work=weekly' \
	'above the autonomy' as ben moot act release --set what.work=weekly
refuses_with A3 "$(see roles/release.ini '^autonomy')" 'moot propose release --set role.autonomy=why' \
	'autonomy itself' as ben moot act release --set role.autonomy=why
refuses_with A3 "$(see roles/release.ini '^.holder ben')" 'moot propose release --holder ben..2026-08-31' \
	'a longer term' as ben moot act release --holder ben..2026-08-31
refuses_with A3 "$(see roles/desk.ini '^.holder ana')" 'moot propose desk --set what.work=x' \
	'a role of somebody else' as cleo moot act desk --set what.work=x
refuses_with V4 "$(see people/ana.ini .)" 'moot propose --person ana .*' \
	'a person that is somebody else' as cleo moot act --person ana --set person.affiliation=x
refuses_with A3 "$(see people/ben.ini '^.member')" 'moot propose --person ben .*' \
	'a longer membership' as ben moot act --person ben --set member.until=2027-12-31
refuses_with V4 "$(see people/ben.ini .)" 'moot propose --person ben .*' \
	'more than 90 days away' as ben moot act --person ben --set person.away=2026-02-01..2026-08-01
refuses_with V4 'see: people/ben.ini:1' 'name whose word is to count while you are silent' \
	'oneself as a delegate' as ben moot act --delegate ben..2026-03-31
refuses_with V4 'see: people/ben.ini:' 'give it a last day to come: --delegate cleo..DATE' \
	'a delegation that is over' as ben moot act --delegate cleo:2026-01-01..2026-01-02
refuses_with A7 'see: people/zoe.ini, which is not there' 'moot .*|did you mean .*' \
	'a delegate whom nobody knows' as ben moot act --delegate zoe..2026-03-31
refuses_with V4 'see: roles/release.ini:1' 'moot show release' \
	'what is so already' as ben moot act release --set how.tools=ninja
refuses_with V4 "$(see roles/desk.ini '^autonomy')" 'moot propose desk asks the others' \
	'an emergency about seats' as ben moot act desk --set role.seats=3 --emergency 'The house burns.'
clock 2026-01-20
refuses_with A8 "$(see roles/pair.ini '^duty')" 'moot propose pair --set what.work=x|moot write .*' \
	'a duty that was missed' as ana moot act pair --set what.work=x
refuses_with D7 "$(see people/ben.ini '^email')" 'moot show ben tells who that is; to take them in: moot join ben' \
	'an address of somebody' as ana moot join zoe --name Zoe --email ben@tidemark.example
refuses_with D3 "$(see people/cleo.ini .)" 'choose another handle; moot show cleo tells who that is' \
	'a handle that looks like another' as ana moot join cle0 --name Zoe --email zoe@tidemark.example
refuses_with A7 "$(see people/ben.ini '^.member')" 'moot show ben tells until when' \
	'a member who joins' as ana moot join ben --name Ben --email ben@tidemark.example

# --- days ---
refuses_with N7 "$(see "$(facts "$recall")" '^opened')" 'call it again: moot recall desk ana' \
	'a second that comes late' as ben moot second "$recall"
clock 2026-01-24
refuses_with N7 "$(see "$(facts "$election")" '^closes')" "nominate one who is: moot tally $(short "$election") lists them" \
	'a nominee who comes late' as ben moot nominate "$election" cleo
refuses_with N7 "$(see "$(facts "$blocked")" '^closes')" 'open a new one: moot propose' \
	'a voice after the close' as cleo moot consent "$blocked"

done_testing
