#!/bin/sh
# SPDX-License-Identifier: MIT
# A decision is made from before an objection that everybody else knows, and is merged in.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ana release --holder cleo:2026-07-01..2026-09-30)
says cleo accept "$id"
git branch before
says ben object "$id" -m 'Handing over in the middle of the launch harms the harbour office, and waiting costs nothing.'
mark
git checkout -q before
clock 2026-01-09
ok 'where the objection is not known it passes' as ana moot decide "$id"
is 'and holds there' "$(holders_of release --at 2026-07-01)" cleo
git checkout -q main
git_takes 'it is merged' as ana git merge -q --no-edit before
is 'once both sides are known it is disputed, and the text before it is true' "$(holders_of release --at 2026-07-01)" ''
found 'which is listed' 'decision-ana.*disputed: counted with the voices of both sides it does not pass'
like 'and shown' "$(moot show "$id")" 'is void: disputed'
says ben consent "$id" -m 'After the launch, as we said today.'
ok 'when the objection is met it may be decided again' as cleo moot decide "$id"
is 'and holds' "$(holders_of release --at 2026-07-01)" cleo
done_testing
