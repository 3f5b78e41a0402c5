#!/bin/sh
# SPDX-License-Identifier: MIT
# People who are not asked vote, and a roll is written as it would be liked.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
teams() {
	with_roles
	team core 2026-06-30 ana ben
	sed -i 's/topics = releases/&\nteam = core/' roles/release.ini
	member eli 'Eli' 2026-12-31
	member finn 'Finn' 2026-12-31
}
founding=teams tidemark
eli() { person eli Eli; }
finn() { person finn Finn; }
entry eli
entry finn
# a role of a team is the team's: ana, ben
id=8b7c6d5e4f
folder=negotiations/2026/0106-release-$id
mkdir -p "$folder/a/roles" && sed 's/work = .*/work = whenever/' roles/release.ini >"$folder/a/roles/release.ini"
printf '[negotiation]\nby = cleo\npolicy = light\ndecidable = 2026-01-06\ncloses = 2026-12-31\n[roll]\ncleo = holder\neli = holder\nfinn = holder\n' >"$folder/negotiation.ini"
git add .
git_takes 'a negotiation says who is asked' as cleo git commit -q -m 'release? cleo'
for who in eli finn; do
	printf 'Yes.\n\nConsent: a\n' >"$folder/voice-$who-0106T120000-aaaa.md"
	git add . && as $who git commit -q -m "release: $who consents to a"
done
clock 2026-01-09
is 'the roll is computed' "$(moot tally $id --porcelain | cut -f9)" 'ana:team,ben:holder'
is 'and the days are the policy'\''s' "$(moot tally $id --porcelain | cut -f6,7)" '2026-01-07	2026-01-13'
is 'three who are not asked decide nothing' "$(state_of $id)" open
like 'and are shown as such' "$(moot show $id)" 'cleo \(not on the roll\), eli \(not on the roll\)'
mark
cp "$folder/a/roles/release.ini" roles/release.ini
printf '[decision]\noption = a\n' >"$folder/decision-cleo-aaaa.ini"
git add .
git_takes 'a decision is made of it' as cleo git commit -q -m 'release: whenever'
unmoved 'and is void'
found 'with the reason' 'decision-cleo-aaaa.ini: error: void: .*(0 of 2 have spoken|two people)'
git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'

# stuffed from below: an option that makes the roll larger than the opening's
mkdir -p "$folder/b-eli/roles" && sed 's/^team = core/team = all/;s/autonomy = how/autonomy = why/' roles/release.ini >"$folder/b-eli/roles/release.ini"
git add .
git_takes 'a further option takes the role out of its team' as eli git commit -q -m 'release? eli'
like 'it needs another policy or roll, and is void' "$(moot show $id)" 'b-eli +void: it needs'
done_testing
