#!/bin/sh
# SPDX-License-Identifier: MIT
# Two members date their commits ahead, past the close of what they do not like.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(as ana moot recall release ben -m 'Nothing was released since November, and people wait.' --porcelain 2>/dev/null)
says cleo second "$id"
mark
ahead() {
	for who in ben ana; do
		as $who env GIT_AUTHOR_DATE=2026-03-01T12:00:00Z GIT_COMMITTER_DATE=2026-03-01T12:00:00Z git commit -q --allow-empty -m "hello, says $who" || return
	done
}
git_takes 'commits of March' ahead
unmoved '  and what stands has not moved'
told '  verify names rule D1' D1 '^E604.*dated ahead'
for words in 'roles' 'tree' 'status' 'show release' "tally $id" 'why release' pay; do
	like "  moot $words says so too" "$(moot $words 2>&1 >/dev/null)" 'the last commit is of 2026-03-01: it does not count yet'
done
like '  doctor says what can be done' "$(moot doctor 2>&1)" '2026-03-01'
# a server that asks moot takes none of it
git clone -q --bare . ../hub.git && git -C ../hub.git update-ref refs/heads/main "$mark_commit"
printf '#!/bin/sh\nexec moot hook pre-receive\n' >../hub.git/hooks/pre-receive && chmod +x ../hub.git/hooks/pre-receive
test_must_fail git push -q ../hub.git main >"$SCRATCH/out" 2>"$SCRATCH/err"
result $? 'a server that asks moot refuses it'
like '  and says why' "$(cat "$SCRATCH/err")" 'dated ahead.*rule D1'
like '  with the commits' "$(cat "$SCRATCH/err")" 'Ben Okafor'
git rebase -q --force-rebase --reset-author-date --empty=keep "$mark_commit" >/dev/null 2>&1
ok '  and takes them once they are dated anew, as it says' git push -q ../hub.git main
done_testing
