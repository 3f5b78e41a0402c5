#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody acts for a role they no longer hold, or with an old date, or from an old branch.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-06-20
entry ana
git branch spring
clock 2026-07-02
entry ana
entry cleo
mark
sed -i 's/tools = make/tools = mine/' roles/release.ini
git_takes 'a holder acts after the term' as ben git commit -q -a -m 'release: tools' -m 'Act: release how'
unmoved 'it is void'
found 'and listed' 'roles/release.ini: error: changed without agreement: ben does not hold release on that day'
git checkout -q HEAD~1 -- roles && as cleo git commit -q -m 'put back'
sed -i 's/tools = make/tools = mine/' roles/release.ini
git_takes 'dated back into the term' as ben env GIT_AUTHOR_DATE=2026-06-29T12:00:00Z GIT_COMMITTER_DATE=2026-06-29T12:00:00Z git commit -q -a -m 'release: tools'
unmoved 'a date is held to what two others have committed before'
git checkout -q HEAD~1 -- roles && as cleo git commit -q -m 'put back'
sed -i 's/tools = make/tools = mine/' roles/release.ini
git_takes 'dated into the future' as ben env GIT_AUTHOR_DATE=2027-06-29T12:00:00Z GIT_COMMITTER_DATE=2027-06-29T12:00:00Z git commit -q -a -m 'release: tools'
unmoved 'it does not count yet'
git checkout -q HEAD~1 -- roles && as cleo git commit -q -m 'put back'

# ended early by a decision, while he was away on an old branch
clock 2026-01-05
cd .. && mkdir early && cd early && founding=with_roles tidemark
git branch old
id=$(opens ana release --holder ben..2026-01-10)
says cleo consent "$id"
clock 2026-01-09
says ana decide "$id"
clock 2026-01-12
entry ana
entry cleo
mark
git checkout -q old
sed -i 's/tools = make/tools = mine/' roles/release.ini
git_takes 'on a branch that knows of nothing' as ben git commit -q -a -m 'release: tools'
git checkout -q main
git_takes 'which is merged' as ana git merge -q --no-edit old
is 'a recall is not undone by an old branch' "$(moot show roles/release.ini | sed -n 's/^tools = //p')" make
found 'it is listed' 'disputed|changed without agreement'
done_testing
