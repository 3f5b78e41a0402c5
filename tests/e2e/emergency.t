#!/bin/sh
# SPDX-License-Identifier: MIT
# An emergency act: above the autonomy, by somebody of the team, for three days (rule V4).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
with_team() {
	with_roles
	member dina 'Dina Haas' 2026-12-31
	sed -i 's/^autonomy = how/autonomy = how\nteam = crew/' roles/release.ini
	team crew 2026-06-30 ana cleo
}
founding=with_team tidemark
entry dina
value() { moot show "roles/$1.ini" 2>/dev/null | sed -n "s/^$2 = \([^;]*[^; ]\).*/\1/p"; }

clock 2026-02-02
expect_status 1 'without the word it is refused' as cleo moot act release --set 'what.work=nothing for now'
expect_status 1 'somebody who is not of the team has none' \
	as dina moot act release --set 'what.work=nothing for now' --emergency 'The key has leaked.'
like 'with the rule' "$(cat "$SCRATCH/err")" 'an emergency of release is for its team, crew \(rule V4\)'
for never in 'role.autonomy=why' 'pay.amount=900 EUR/month' 'role.seats=2'; do
	expect_status 1 "never for $never" as cleo moot act release --set "$never" --emergency 'Now!'
done
expect_status 1 'never for holders' as cleo moot act release --holder cleo..2026-06-30 --emergency 'Now!'
expect_status 1 'never for people' as cleo moot act --person ben --set 'person.name=X' --emergency 'Now!'
like 'and says so' "$(cat "$SCRATCH/err")" 'only about the text of a role \(rule V4\)'

ok 'somebody of the team may' as cleo moot act release --set 'what.work=nothing for now' --emergency 'The key has leaked.'
like 'told until when it holds' "$(cat "$SCRATCH/out")" 'it holds until 5 February, and stays if it is adopted by then'
id=$(sed -n 's/^\([0-9a-z]\{10\}\)  .*/\1/p' "$SCRATCH/out")
is 'it holds at once' "$(value release work)" 'nothing for now'
is 'in one commit that says why' "$(git log -1 --format='%s|%(trailers:key=Emergency,valueonly,separator=)')" \
	'release: what.work nothing for now (an emergency)|The key has leaked.'
like 'which opens a negotiation' "$(moot show "$id")" 'under policy emergency'
like 'and is marked where it stands' "$(cat roles/release.ini)" '^work = nothing for now ; trial .... until 2026-02-05'
for who in ana ben cleo dina; do
	is "it stands first in the status of $who" "$(as $who moot status | head -n 1 | tr -s ' ' | cut -c1-18)" ' emergency release'
done
like 'with who, what and until when' "$(COLUMNS=200 moot status --all)" \
	'emergency +release .*cleo has done in an emergency: release: what.work nothing for now. It falls back after'
like 'and in the calendar' "$(moot status --all --ics)" 'SUMMARY:release: the emergency .... falls back'
is 'on its last day it holds' "$(moot show roles/release.ini --at 2026-02-05 | grep -c 'nothing for now')" 1
is 'a day later the text before it' "$(moot show roles/release.ini --at 2026-02-06 | sed -n 's/^work = //p')" 'a release a month'
is 'verify takes it for what it is' "$(moot verify >/dev/null 2>&1; echo $?)" 0
like 'and names the right' "$(moot why roles/release.ini:9 2>&1)" 'emergency'

git branch lapses

# it is adopted, and stays
says ben consent "$id"
says ana consent "$id" --decide
is 'consents adopt it' "$(state_of "$id")" adopted
is 'and then it stays' "$(moot show roles/release.ini --at 2026-03-01 | sed -n 's/^work = //p')" 'nothing for now'
unlike 'with no mark' "$(cat roles/release.ini)" '; trial'
unlike 'and nothing is due of it' "$(moot status --at 2026-03-01)" emergency
is 'verify agrees' "$(moot verify >/dev/null 2>&1; echo $?)" 0

# by hand
clock 2026-02-10
by_hand() { # WHO ID MESSAGE: takes the text of a file that is there
	mkdir -p "negotiations/2026/0210-release-$2/a/roles"
	printf '[negotiation]\nkind = emergency\n' >"negotiations/2026/0210-release-$2/negotiation.ini"
	cp roles/release.ini "negotiations/2026/0210-release-$2/a/roles/"
	git add negotiations && as "$1" git commit -q -a -m "$3"
}
sed -i 's/^work = .*/work = by hand/' roles/release.ini
by_hand cleo aaaaaaaaaa 'release: by hand

Emergency: The other key too.'
is 'by hand it is the same' "$(value release work)" 'by hand'
is 'and falls back' "$(moot show roles/release.ini --at 2026-02-14 | sed -n 's/^work = //p')" 'nothing for now'
id=aaaaaaaaaa
says ana amend "$id" --set 'what.work=only what is urgent'
says ben consent "$id" b
says cleo consent "$id" b --decide
is 'another option may be adopted instead' "$(value release work)" 'only what is urgent'
is 'which stays' "$(moot show roles/release.ini --at 2026-03-14 | sed -n 's/^work = //p')" 'only what is urgent'
sed -i 's/^work = .*/work = no word/' roles/release.ini
by_hand cleo bbbbbbbbbb 'release: no word of it'
is 'without the word it is void' "$(value release work)" 'only what is urgent'
like 'and so is its negotiation' "$(moot show bbbbbbbbbb)" 'void: an emergency says Emergency: and why'
git checkout -q HEAD~1 -- roles && as ana git commit -q -m 'put right'
sed -i 's/^work = .*/work = no negotiation/' roles/release.ini
as cleo git commit -q -a -m 'release: no negotiation

Emergency: I forgot it.'
is 'without a negotiation too' "$(value release work)" 'only what is urgent'
like 'and is told what is missing' "$(moot verify 2>&1)" 'an emergency opens its negotiation, of kind emergency, in the same commit'
git checkout -q HEAD~1 -- roles && as ana git commit -q -m 'put right'
mkdir -p negotiations/2026/0210-release-cccccccccc/a/roles
printf '[negotiation]\nkind = emergency\n' >negotiations/2026/0210-release-cccccccccc/negotiation.ini
sed 's/^work = .*/work = weaker policy/' roles/release.ini >negotiations/2026/0210-release-cccccccccc/a/roles/release.ini
git add negotiations && as cleo git commit -q -m 'release: a quick one

Emergency: Not really.'
like 'nobody gets the quicker policy who does nothing' "$(moot show cccccccccc)" \
	'void: an emergency does what it proposes in the same commit'
# it lapses, and is written back
git checkout -q lapses
clock 2026-02-07
like 'status says that it has ended' "$(COLUMNS=200 moot status)" 'lapsed +release .*the emergency ended on 5 February'
expect_status 1 'the same is no emergency twice' \
	as cleo moot act release --set 'what.work=nothing for now' --emergency 'Again.'
ok 'settle writes it back' as dina moot settle
is 'with no trace of the mark' "$(sed -n 's/^work = //p' roles/release.ini)" 'a release a month'
expect_status 1 'and still it is none twice' \
	as cleo moot act release --set 'what.work=nothing for now' --emergency 'Again.'
like 'since it is to be decided now' "$(cat "$SCRATCH/err")" 'as an emergency before: now it is decided \(rule V4\)'
done_testing
