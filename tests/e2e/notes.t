#!/bin/sh
# SPDX-License-Identifier: MIT
# What hurts stands in status until it is answered; feedback is asked for when a term ends.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
founding=with_roles tidemark
tensions() { COLUMNS=200 moot status --all "$@" | sed -n 's/^ *tension *//p'; }

clock 2026-02-01
(
	cleo
	commit_file journals/cleo/2026-02-01.md 'Every release breaks a string. #tension #releases'
	commit_file journals/cleo/hall.md '## 2026-02-01 The hall

It is cold here. #Tension'
)
is 'a tension stands at the role that it names' "$(tensions | grep release | tr -s ' ')" \
	'release cleo: Every release breaks a string. (journals/cleo/2026-02-01.md:1)'
is 'or with who wrote it' "$(tensions | grep -v release | tr -s ' ')" 'cleo cleo: The hall (journals/cleo/hall.md:1)'
like 'everybody sees it' "$(as ben moot status)" tension
like 'show lists it with the role' "$(moot show release)" 'tension of cleo, 1 February: Every release breaks a string'
like 'with the way to answer it' "$(COLUMNS=200 moot status --all)" 'moot propose release --seen journals/cleo/2026-02-01.md'
opens ana release --set 'how.rule=somebody else has read the strings' --seen journals/cleo/2026-02-01.md >/dev/null
unlike 'a proposal that names it answers it' "$(tensions)" 'release'
is 'on the day before it was not there' "$(tensions --at 2026-01-31)" ''
(
	cleo
	printf '\nSettled: the heating is new\n' >>journals/cleo/hall.md && git commit -q -a -m 'the heating is new'
)
is 'its author settles it' "$(tensions)" ''
(
	cleo
	commit_file journals/cleo/old.md 'Nobody reads this. #tension #desk'
)
like 'one that nobody takes up stands' "$(tensions --at 2027-01-31)" '^desk '
is 'and ends by itself after a year' "$(tensions --at 2027-03-01)" ''

# feedback
clock 2026-06-14
unlike 'long before the end of a term nothing is asked' "$(as cleo moot status)" feedback
clock 2026-06-20
like 'two weeks before it is' "$(as cleo env COLUMNS=200 moot status)" 'feedback +release +what should ben keep, what change\? The term ends on 30 June'
like 'with a topic of the role' "$(as cleo env COLUMNS=200 moot status)" "moot write -m '... #feedback #releases'"
unlike 'not of whose term it is' "$(as ben moot status)" 'feedback +release'
(
	cleo
	commit_file journals/cleo/2026-06-20.md 'He says no at the right time. #feedback #releases'
)
unlike 'nor again of who gave it' "$(as cleo moot status)" 'feedback +release'
like 'others are still asked' "$(as ana moot status)" 'feedback +release'
like 'and show lists it' "$(moot show release)" 'feedback of cleo, 20 June: He says no at the right time'
done_testing
