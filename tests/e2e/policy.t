#!/bin/sh
# SPDX-License-Identifier: MIT
# moot policy: what policies there are, and what they would say.
. "${0%/*}/lib.sh"

moot init --template coop --name Tidemark tidemark >/dev/null 2>&1
cd tidemark || exit 1
cat >>moot.ini <<'END'

[policy tie]
method = vote
yes = >= 1/2
open = 1d..3d

[policy backed]
method = consent
open = 1d..3d
sponsors = 4

[policy ranks]
method = ranked
count = approval
unranked = ignore
open = 1d..3d
END
git commit -q -m 'two more' -- moot.ini
said() { moot policy simulate "$@"; }

like 'policies are listed' "$(moot policy)" '^significant +consent +2/3 +7d..21d +yes +pay, person, charter'
is 'records have what they say' "$(moot policy --porcelain | grep ^entrenched)" \
	"$(printf 'entrenched\tvote\t2/3\t2/3\t14d..28d\tno\t')"

ok 'two consents pass' moot policy simulate light --roll 6 --consent 2
expect_status 1 'one does not' moot policy simulate light --roll 6 --consent 1
expect_status 1 'an objection blocks' moot policy simulate light --roll 6 --consent 5 --object 1
like 'and says so' "$(cat "$SCRATCH/out")" 'does not pass: an objection stands'
ok 'it does not block a vote' moot policy simulate entrenched --roll 6 --consent 5 --object 1
expect_status 1 'a quorum is of the roll' moot policy simulate standard --roll 7 --consent 3
ok 'whoever abstains is present' moot policy simulate standard --roll 7 --consent 3 --abstain 1
ok 'a roll of one needs one' moot policy simulate standard --roll 1 --consent 1
is 'every policy is tried' "$(said --roll 5 --consent 3 --json | wc -l)" "$(moot policy --json | wc -l)"
like 'rankings are not told by numbers' "$(said ranks --roll 5 --consent 3)" 'not known: it counts rankings'

like 'a no that makes a yes pass is warned of' "$(said entrenched --roll 7 --consent 4)" \
	'^  warning: with one no more it would pass'
expect_status 1 'which it does not yet' moot policy simulate entrenched --roll 7 --consent 4
ok 'and then does' moot policy simulate entrenched --roll 7 --consent 4 --object 1
like 'a policy under which that can happen is warned of as well' \
	"$(said entrenched --roll 7 --consent 7)" 'warning: a no may make a yes pass: 4 for and 0 against fail'
unlike 'no policy by consent is' "$(said significant --roll 7 --consent 4)" 'the no makes the quorum'
unlike 'nor a vote of the whole roll' "$(said appeal --roll 7 --consent 4)" 'a no may|one no more'
like 'a quorum that asks for nothing is warned of' "$(said light --roll 4 --consent 2)" \
	'its quorum asks nothing of a roll of 4'
unlike 'on a larger roll it asks for something' "$(said light --roll 9 --consent 2)" 'asks nothing'
like 'that there is none is warned of' "$(said lazy --roll 9 --consent 2)" 'it has no quorum: two may decide for a roll of 9'
unlike 'for two it says nothing' "$(said lazy --roll 2 --consent 2)" 'no quorum'
like 'more sponsors than there are people wait for all' "$(said backed --roll 3 --consent 2)" 'it wants 4 sponsors, and there are 3'
expect_status 1 'and do' moot policy simulate backed --roll 3 --consent 2
ok 'who are enough' moot policy simulate backed --roll 3 --consent 3
like 'a tie that passes is warned of' "$(said tie --roll 4 --consent 2 --object 2)" 'warning: a tie passes'
like 'a policy that nothing is mapped to is told' "$(said tie --roll 4)" 'nothing is mapped to it'
like 'words that make no difference are told' "$(said ranks --roll 4)" 'unranked makes no difference to approval'

expect_status 129 'how many there are must be said' moot policy simulate light
expect_status 129 'no more say something than there are' moot policy simulate light --roll 3 --consent 4
expect_status 128 'a policy is one of them' moot policy simulate heavy --roll 3
expect_status 129 'numbers are for simulate' moot policy --roll 3
expect_status 129 'another word is none' moot policy show
expect_status 129 'an empty roll is warned of' moot policy simulate --roll 0
like 'whatever the policy' "$(cat "$SCRATCH/err")" 'with nobody on the roll nothing passes, whatever the policy .rule N4.'
done_testing
