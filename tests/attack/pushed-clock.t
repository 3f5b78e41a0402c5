#!/bin/sh
# SPDX-License-Identifier: MIT
# Commits of strangers dated a year ahead, so that what is said now would be late.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
branch_off ahead
mal() { person mal 'Mal Stranger'; }
for who in eve mal; do
	as $who env GIT_COMMITTER_DATE=2027-01-08T12:00:00Z git commit -q --allow-empty -m "hello, says $who"
done
printf '[person]\nname = Mal Stranger\nemail = mal@tidemark.example\n' >people/mal.ini && git add people
as cleo git commit -q -m 'mal: an acquaintance'
git_takes 'two of them, merged with an honest commit' met_by ahead
unmoved '  and what stands has not moved'
says ana consent "$asked" -m 'Cleo would do well.'
like 'what is said now counts now' "$(moot tally "$asked")" 'consent ana'
told '  verify names rule D1' D1 '^E604.*(dated ahead)'
done_testing
