#!/bin/sh
# SPDX-License-Identifier: MIT
# Who decides is computed, and frozen at the opening (rule N4).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

roll_of() { moot tally "$1" --porcelain | cut -f9; }
more_roles() {
	with_roles
	cat >roles/core.ini <<-END
		[role]
		kind = team
		[holder ana]
		from = 2026-01-05
		until = 2026-06-30
		by = founding
		[holder ben]
		from = 2026-01-05
		until = 2026-06-30
		by = founding
	END
	cat >roles/lead.ini <<-END
		[role]
		team = core
		[holder ana]
		from = 2026-01-05
		until = 2026-06-30
		by = founding
	END
	cat >roles/docs.ini <<-END
		[role]
		team = core
		[holder cleo]
		from = 2026-01-05
		until = 2026-06-30
		by = founding
		[led-by lead]
		from = 2026-01-05
		until = 2026-06-30
		by = founding
	END
}
founding=more_roles tidemark

is 'a role without a team is everybody'\''s, its holder first' \
	"$(roll_of "$(opens ana release --set 'how.tools=ninja')")" 'ana:member,ben:holder,cleo:member'
is 'a role of a team: its holder, who leads it, and the team' \
	"$(roll_of "$(opens ana docs --set 'how.tools=pen')")" 'ana:lead,ben:team,cleo:holder'
is 'the led choose who leads them' \
	"$(roll_of "$(opens ana lead --holder ben:2026-07-01..2026-09-30)")" 'ana:team,ben:team,cleo:led'
is 'a holder is not on the roll for her own term by that alone' \
	"$(roll_of "$(opens ana docs --holder cleo:2026-07-01..2026-09-30)")" 'ana:lead,ben:team'
is 'a role that is not there yet is everybody'\''s' \
	"$(roll_of "$(opens ana desk2 --holder ben..2026-06-30)")" 'ana:member,ben:member,cleo:member'
is 'a person is everybody'\''s' \
	"$(roll_of "$(as ana moot join dina --name 'Dina Haas' --email dina@tidemark.example --porcelain 2>/dev/null)")" \
	'ana:member,ben:member,cleo:member'

id=$(opens ana release --holder ben..2026-03-31)
like 'who loses by it is heard, and outside the count' "$(moot show "$id")" 'ben \(holder, heard\)'
says ben object "$id" -m 'I would rather stay.'
like 'and cannot block' "$(cat "$SCRATCH/out")" 'recorded as a concern: it is about what you hold'
says cleo consent "$id"
is 'the others decide' "$(state_of "$id")" decidable

# frozen: who comes later is not on it, who leaves by a decision is taken out
id=$(opens ana desk --set 'why.purpose=People get an answer')
joined=$(as ana moot join dina --name 'Dina Haas' --email dina@tidemark.example --porcelain 2>/dev/null)
says ben consent "$joined"
says cleo consent "$joined" --decide
says dina accept "$joined"
is 'dina is a member' "$(moot show dina | sed -n 2p)" '  member 2026-01-06..2027-01-05  in force'
is 'and not on the roll of what was open before' "$(roll_of "$id")" 'ana:holder,ben:member,cleo:member'
says dina consent "$id"
like 'her voice is heard' "$(cat "$SCRATCH/out")" 'you are not on the roll: it is heard, and does not count'
is 'and does not count' "$(state_of "$id")" open

# typed by hand, a roll that differs is a warning and the computed one counts
id=7p6q5r4s3t
folder=negotiations/2026/0106-desk-$id
mkdir -p "$folder/a/roles"
sed 's/answers/answers within a day/' roles/desk.ini >"$folder/a/roles/desk.ini"
printf '[negotiation]\n[roll]\nana = member\n' >"$folder/negotiation.ini"
git add negotiations && as ana git commit -q -m 'desk? ana'
is 'a roll typed by hand does not count' "$(roll_of $id)" 'ana:holder,ben:member,cleo:member,dina:member'
done_testing
