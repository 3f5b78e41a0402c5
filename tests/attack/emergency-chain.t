#!/bin/sh
# SPDX-License-Identifier: MIT
# One emergency after the other keeps what nobody has agreed to.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
# emergency ID MMDD TEXT: the work of release is another, and nobody was asked
emergency() {
	folder=negotiations/2026/$2-release-$1
	mkdir -p "$folder/a/roles"
	sed -i "s/work = .*/work = $3/" roles/release.ini && cp roles/release.ini "$folder/a/roles/"
	printf '[negotiation]\nkind = emergency\n' >"$folder/negotiation.ini" && git add .
	git commit -q -m "release: work $3" -m 'Emergency: The harbour is on fire.'
}
work() { moot show roles/release.ini "$@" | sed -n 's/^work = //p'; }
as cleo emergency b2c3d4e5f6 0108 'nothing'
is 'an emergency holds' "$(work)" nothing
clock 2026-01-12
entry ana
entry ben
is 'for three days' "$(work)" 'a release a month'
git_takes 'the next one says it otherwise' as cleo emergency b2c3d4e5f7 0112 'nothing at all'
detected 'which names rule V4' V4 '^E406.*b2c3d4e5f7.*as an emergency before'
is 'it does not hold' "$(work)" 'a release a month'
git_takes 'and somebody else does' as ana emergency b2c3d4e5f8 0112 'none'
is 'nor does that' "$(work)" 'a release a month'
marked 'it'
clock 2026-05-01
git checkout -q HEAD~2 -- roles && as ben git commit -q -m 'put back'
as ben emergency b2c3d4e5f9 0501 'a release today'
is 'months later there may be another fire' "$(work)" 'a release today'
done_testing
