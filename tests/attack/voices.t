#!/bin/sh
# SPDX-License-Identifier: MIT
# A voice is edited, deleted, moved, or dated back.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ana release --holder cleo:2026-07-01..2026-09-30)
says ben object "$id" -m 'The harbour map is half done, and a change of hands in the middle of it costs a month.'
folder=$(folder_of "$id")
voice=$(ls "$folder"/voice-ben-*)
blocked() {
	is "$1" "$(state_of "$id")" blocked
	expect_status 1 '  and it cannot be decided' as cleo moot decide "$id"
}
says cleo accept "$id"
blocked 'an objection blocks'
printf 'Gladly.\n\nConsent: a\n' >"$voice"
git_takes 'a voice is edited' as cleo git commit -q -a -m 'a typing error'
blocked 'what was said still counts'
found 'and the edit is listed' 'edited: what was said is written once'
git rm -q "$voice"
git_takes 'a voice is deleted' as cleo git commit -q -m 'tidied'
blocked 'what was said still counts'
found 'and the loss is listed' 'deleted: what was said is never taken away'
git checkout -q HEAD~2 -- "$voice" && as cleo git commit -q -m 'put back'
git mv "$voice" "${voice%.md}-2.md"
git_takes 'a voice is moved' as cleo git commit -q -m 'renamed'
blocked 'what was said still counts'
printf 'Consent: a\n' >"$folder/voice-ben-0107T090000-aaaa.md" && git add .
git_takes 'a voice is spoken for somebody' as cleo git commit -q --author='Ben Okafor <ben@elsewhere.example>' -m 'release: ben consents to a'
blocked 'it is nobody'\''s'
git rm -q -r "$folder"
git_takes 'the negotiation is deleted' as cleo git commit -q -m 'no longer needed'
blocked 'and is there'

# dated back: after its close a voice is late, whatever it says of itself
id=$(opens ana desk --set 'what.work=answers in a day')
says ben consent "$id"
clock 2026-01-14
entry ana
entry cleo
printf 'Nobody answers in a day, and we would break our word.\n\nObject: a\n' >"$(folder_of "$id")/voice-cleo-0107T090000-bbbb.md"
git add .
git_takes 'an objection is dated back to before the close' as cleo env GIT_AUTHOR_DATE=2026-01-07T09:00:00Z GIT_COMMITTER_DATE=2026-01-07T09:00:00Z git commit -q -m 'desk: cleo objects to a'
is 'its day is what others had proven before it' "$(state_of "$id")" decidable
ok 'and the decision is made' as ben moot decide "$id"
done_testing
