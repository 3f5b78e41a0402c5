#!/bin/sh
# SPDX-License-Identifier: MIT
# What each policy asks for: its days, its quorum, and who need not wait.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark

# days ID: policy, decidable, closes
days() { moot tally "$1" --porcelain | cut -f4,6,7; }

light=$(opens ana release --set 'how.tools=ninja')
is 'a change of how is light: a day to a week' "$(days "$light")" 'light	2026-01-07	2026-01-13'
standard=$(opens ana release --holder ana:2026-07-01..2026-09-30)
is 'a holder is standard: three days to two weeks' "$(days "$standard")" 'standard	2026-01-09	2026-01-20'
significant=$(opens ana release --set 'pay.amount=300 EUR/month')
is 'pay is significant: one week to three' "$(days "$significant")" 'significant	2026-01-13	2026-01-27'
entrenched=$(opens ana --charter --set 'policy light.quorum=1/2' --set 'policy light.method=consent' \
	--set 'policy light.open=1d..7d')
is 'a policy of the charter is entrenched: two weeks to four' "$(days "$entrenched")" \
	'entrenched	2026-01-20	2026-02-03'
mixed=$(opens ana release --set 'how.tools=cmake' --set role.autonomy=what)
is 'of several kinds the strongest policy holds' "$(days "$mixed")" 'significant	2026-01-13	2026-01-27'

# the opener may ask for more, never for less
expect_status 1 'a weaker policy than mapped is refused' \
	as ana moot propose release --set role.autonomy=what --policy light
is 'with the rule' "$(head -n 1 "$SCRATCH/err")" \
	'fatal: policy light is weaker than significant, which [use] gives for this change (rule N3)'
stronger=$(opens ana release --set 'what.work=two a month' --policy standard)
is 'a stronger one may be asked for' "$(days "$stronger")" 'standard	2026-01-09	2026-01-20'
lazy=$(opens ana release --set 'how.tools=scons' --policy lazy)
is 'a text may be lazy, and waits for its close' "$(days "$lazy")" 'lazy	2026-01-13	2026-01-13'
expect_status 1 'a term may not be lazy' as ana moot propose release --holder ana..+1m --policy lazy
expect_status 129 'a policy that does not exist is none' \
	as ana moot propose release --set 'how.tools=x' --policy sloppy

# quorum: two of three are enough for a third, a half and two thirds alike, one is not
is 'one of three is no quorum of a half' "$(state_of "$standard")" open
says cleo consent "$standard"
is 'two of three are, from the third day' "$(state_of "$standard")" open
clock 2026-01-08
is 'which has not come' "$(state_of "$standard")" open
clock 2026-01-09
is 'and now has' "$(state_of "$standard")" decidable
clock 2026-01-06
says ben consent "$light"
says cleo consent "$light"
is 'when everybody has spoken nobody waits' "$(state_of "$light")" decidable

# entrenched: a vote of two thirds, never early
says ben consent "$entrenched"
says cleo object "$entrenched" -m 'It would slow the desk down.'
is 'a vote waits, though everybody has spoken' "$(state_of "$entrenched")" open
clock 2026-01-20
is 'two of three are two thirds, and an objection does not block a vote' \
	"$(state_of "$entrenched")" decidable
says ben abstain "$entrenched"
is 'one of two who took a side is not' "$(state_of "$entrenched")" open
like 'and it says so' "$(COLUMNS=200 moot tally "$entrenched")" '1 of 2 who took a side are for it, and policy entrenched asks for 2/3'

# lazy: one more consent than the proposer's
clock 2026-01-13
is 'a lazy text needs one consent besides the proposer' "$(state_of "$lazy")" open
says cleo consent "$lazy"
is 'and then passes at its close' "$(state_of "$lazy")" decidable
says ben object "$lazy" -m 'Nobody here can read scons files at night.'
is 'unless somebody objects' "$(state_of "$lazy")" blocked
done_testing
