#!/bin/sh
# SPDX-License-Identifier: MIT
# What each method makes of what was said: lazy and advice (N15), sponsors, the policies that an
# opener may ask for (N3), two people whatever the policy (N6), and rules about rules (A5).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark '[use]' 'why = advice' 'holder = advice' 'who = backed' \
	'[policy advice]' 'open = 2d..6d' \
	'[policy backed]' 'method = consent' 'open = 1d..7d' 'early = yes' 'sponsors = 3' \
	'[policy long]' 'method = vote' 'yes = > 1/2' 'open = 20d..30d' \
	'[policy ranks]' 'method = ranked' 'unranked = ignore' 'open = 1d..7d'
why() { COLUMNS=500 moot tally "$1" | head -n 1 | sed 's/^[^:]*: //'; }
all_say() { # ID WORD...: ana, ben and cleo
	all_id=$1
	shift
	for who in ana ben cleo; do
		says "$who" "$1" "$all_id" -m 'Somebody would be harmed by it.'
	done
}

# --- lazy: texts only, at the close, with one consent besides the proposer's and no objection ---
lone=$(opens ana release --set 'how.a=1' --policy lazy)
heard=$(opens ana release --set 'how.b=1' --policy lazy)
doubted=$(opens ana release --set 'how.c=1' --policy lazy)
aside=$(opens ana release --set 'how.d=1' --policy lazy)
blocked=$(opens ana release --set 'how.e=1' --policy lazy)
quiet=$(opens ana release --set 'how.f=1' --policy lazy --no-consent)
says ana consent "$lone"
all_say "$heard" consent
says ben consent "$doubted"
says cleo concern "$doubted" -m 'It may be slow.'
says ben stand-aside "$aside"
says ben consent "$blocked"
says cleo object "$blocked" -m 'It harms who waits.'
says ben consent "$quiet"
clock 2026-01-12
is 'lazy waits for its close, though everybody consents' "$(state_of "$heard")" open
is '  and says so' "$(why "$heard")" 'it is decidable from 2026-01-13 (rule N7)'
clock 2026-01-13
is 'at its close it passes' "$(state_of "$heard")" decidable
is 'the proposer alone is not enough, however often' "$(state_of "$lone")" open
is '  which is said' "$(why "$lone")" "it needs one consent besides the proposer's (rule N15)"
is 'a concern does not stop it' "$(state_of "$doubted")" decidable
is 'to stand aside is no consent' "$(state_of "$aside")" open
is 'an objection stops it' "$(state_of "$blocked")" blocked
is 'one consent alone is not two, if the proposer gives none' "$(state_of "$quiet")" open
says cleo consent "$quiet"
is 'two others are enough' "$(state_of "$quiet")" decidable
says ben decide "$heard"
is 'anybody may decide what has passed' "$(state_of "$heard")" adopted
clock 2026-01-28
is 'who waits too long has to ask again' "$(state_of "$doubted")" lapsed
for change in 'role.autonomy=what' 'pay.amount=1 EUR/month' 'role.seats=2' '--led-by desk..2026-06-01'; do
	case $change in --*) set -- ${change} ;; *) set -- --set "$change" ;; esac
	expect_status 1 "lazy does not serve for ${change%%[.. =]*} ${change##*[.]}" \
		as ana moot propose release "$@" --policy lazy
done
expect_status 1 'a new role is more than its texts' \
	as ana moot propose kitchen --set role.autonomy=why --set 'what.work=soup' --policy lazy
like '  which is told' "$(cat "$SCRATCH/err")" 'policy lazy is for titles, topics, level sections and agreements alone .rule N3.'

# --- advice: who asks decides, after everybody was asked; never for oneself ---
clock 2026-02-01
id=$(opens ana desk --set 'why.purpose=Nobody waits')
is 'advice is what the charter maps to why' "$(moot tally "$id" --porcelain | cut -f4)" advice
all_say "$id" object
says ana consent "$id"
says ben consent "$id"
is 'advice waits until everybody could be asked' "$(state_of "$id")" open
clock 2026-02-03
is 'an objection is advice, and blocks nothing' "$(state_of "$id")" decidable
says ben withdraw "$id"
is 'and two must consent all the same' "$(state_of "$id")" open
is '  which is said' "$(why "$id")" 'it needs the consent of two people (rule N6)'
expect_status 1 'advice does not serve for the own term' as cleo moot propose desk --holder cleo:2026-07-01..2026-09-30
is '  with the rule and a way on' "$(cat "$SCRATCH/err")" \
	"fatal: advice does not serve for one's own term (rule N15)
see: $(place moot.ini '^.policy advice')
hint: somebody else may propose it; or ask for a stronger policy: --policy NAME"
id=$(opens cleo desk --holder cleo:2026-07-01..2026-09-30 --policy significant)
is 'a stronger policy does' "$(moot tally "$id" --porcelain | cut -f4)" significant
id=$(opens ana desk --holder cleo:2026-07-01..2026-09-30)
says ben consent "$id"
says cleo accept "$id"
clock 2026-02-05
is 'somebody else may advise it' "$(state_of "$id")" decidable
ok 'and decide it' as ana moot decide "$id"
folder=negotiations/2026/0205-desk-se1fshxxxx
mkdir -p "$folder/a/roles"
{ cat roles/desk.ini && printf '[holder ben]\nfrom = 2026-10-01\nuntil = 2026-12-31\nby = se1fshxxxx\n'; } >"$folder/a/roles/desk.ini"
git add . && as ben git commit -q -m 'desk? ben: ben until December'
says ana consent se1fshxxxx
clock 2026-02-08
is 'by hand it is opened, and passes for nobody' "$(state_of se1fshxxxx)" open
is '  with the rule' "$(why se1fshxxxx)" "advice does not serve for one's own term (rule N15)"

# --- sponsors: so many consents before it counts ---
clock 2026-02-10
id=$(opens ana release --set 'who.with=desk')
says ben consent "$id"
says cleo stand-aside "$id"
clock 2026-02-12
is 'with two of three sponsors it is not open to be decided' "$(state_of "$id")" open
is '  and how many it wants is told' "$(why "$id")" '2 consent, and policy backed wants 3 sponsors'
expect_status 1 'nor decided' as ana moot decide "$id"
like '  with the line of the policy' "$(cat "$SCRATCH/err")" \
	"^see: moot.ini:$(grep -n '^.policy backed' moot.ini | cut -d: -f1)\$"
says cleo consent "$id"
is 'with three it is' "$(state_of "$id")" decidable

# --- what the opener may ask for covers what the charter gives in every respect (N3) ---
clock 2026-03-01
for asked in 'advice: an objection would not block' 'entrenched: an objection would be outvoted' \
	'appeal: as well' 'long: as well, whatever its days' 'ranks: it would be ranked away' 'election: it is none'; do
	expect_status 1 "not ${asked%%:*} for consent${asked#*:}" \
		as ana moot propose release --set 'how.tools=x' --policy "${asked%%:*}"
done
is '  which is told with what holds' "$(cat "$SCRATCH/err")" \
	'fatal: policy election is weaker than light, which [use] gives for this change (rule N3)
see: policy light, as shipped
hint: moot policy lists them; without --policy it is light'
id=$(opens ana release --set 'how.tools=x' --policy significant)
is 'significant is more than light in every respect' "$(moot tally "$id" --porcelain | cut -f4)" significant
id=$(opens ana release --set 'how.tools=y')
sed -i 's/^policy = .*/policy = entrenched/' "$(folder_of "$id")/negotiation.ini"
git add . && git commit -q --amend --no-edit
is 'written by hand it counts for nothing' "$(moot tally "$id" --porcelain | cut -f4)" light

# several kinds at once: an option passes under what each of them needs
id=$(opens ana --charter --set limits.max-roles=3 --set 'policy long.quorum=1/2')
is 'a policy is named' "$(git log -1 --format=%s)" 'charter? ana: limits.max-roles 3, policy long.quorum 1/2'
says ben consent "$id"
says cleo object "$id" -m 'It harms who has four small roles.'
clock 2026-03-16
is 'limits are not carried along by a vote about policies' "$(state_of "$id")" blocked
clock 2026-03-01
id=$(opens ana --charter --set 'policy long.quorum=2/3')
says ben consent "$id"
says cleo object "$id" -m 'It harms who is away in summer.'
clock 2026-03-16
is 'which alone is one' "$(state_of "$id")" decidable

# --- A5: rules about rules pass under the old text and the new ---
clock 2026-04-01
harder=$(opens ana --charter --set 'policy entrenched.method=vote' --set 'policy entrenched.yes=>= 3/4' \
	--set 'policy entrenched.open=1d..5d' --set 'policy entrenched.quorum=1/2')
easier=$(opens ana --charter --set 'policy entrenched.method=advice' --set 'policy entrenched.open=1d..5d')
for id in "$harder" "$easier"; do
	says ben consent "$id"
	says cleo object "$id" -m 'It harms what was agreed.'
done
clock 2026-04-16
is 'two of three are enough for the text that stands, not for the one it would be' "$(state_of "$harder")" open
is '  which is told' "$(why "$harder")" \
	'2 of 3 who took a side are for it, and policy entrenched asks for 3/4'
is 'of less than stands it needs what stands' "$(state_of "$easier")" decidable
says ben abstain "$easier"
is '  and no rule is passed by itself' "$(state_of "$easier")" open
says cleo consent "$harder"
is 'all of them may have it harder' "$(state_of "$harder")" decidable

# --- N6: the consent of two, one of whom gains nothing, whatever the policy ---
clock 2026-05-01
sole() { # ROLE CHANGE...: one consents, the others are present and neither for nor against
	sole_id=$(opens ana "$@" --no-consent)
	says ana consent "$sole_id"
	says ben abstain "$sole_id"
	says cleo abstain "$sole_id"
}
sole release --set 'how.tools=ninja' && by_consent=$sole_id
sole --charter --set 'policy long.open=20d..40d' && by_vote=$sole_id
sole desk --set 'why.purpose=calm' && by_advice=$sole_id
sole release --set 'what.work=daily' --policy lazy && lazily=$sole_id
clock 2026-05-04
is 'one consent is not enough by advice' "$(why "$by_advice")" 'it needs the consent of two people (rule N6)'
is 'nor by consent' "$(why "$by_consent")" 'it needs the consent of two people (rule N6)'
clock 2026-05-08
like 'nor lazily' "$(why "$lazily")" '^it needs .*(N6|N15)'
clock 2026-05-20
is 'nor by vote' "$(why "$by_vote")" 'it needs the consent of two people (rule N6)'
done_testing
