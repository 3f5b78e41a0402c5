#!/bin/sh
# SPDX-License-Identifier: MIT
# A holder acts after the term, dated back into it.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
clock 2026-07-02
entry ana
entry cleo
mark
sed -i 's/tools = make/tools = mine/' roles/release.ini
attack 'an act is dated back into the term' A3 '^E601.*roles/release.ini.*does not hold' as ben env GIT_AUTHOR_DATE=2026-06-29T12:00:00Z GIT_COMMITTER_DATE=2026-06-29T12:00:00Z git commit -q -a -m 'release: tools' -m 'Act: release how'
marked 'the act'
done_testing
