#!/bin/sh
# SPDX-License-Identifier: MIT
# A mailmap makes a stranger a member.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
printf 'Ben Okafor <ben@tidemark.example> <eve@tidemark.example>\n' >.mailmap && git add .mailmap
attack 'it is written' V4 '^E601.*.mailmap' as cleo git commit -q -m 'mailmap'
is 'git takes her for ben' "$(git check-mailmap 'Eve <eve@tidemark.example>')" 'Ben Okafor <ben@tidemark.example>'
sed -i 's/tools = make/tools = eve/' roles/release.ini
attack 'she acts as him' V2 '^E601.*roles/release.ini' as eve git commit -q -a -m 'release: tools' -m 'Act: release how'
marked 'the act'
printf 'Yes.\n\nConsent: a\n' >"$asked_folder/voice-0108T120000-zzzz.md" && git add .
git_takes 'and speaks as him' as eve git commit -q -m 'release: ben consents to a'
unmoved '  and what stands has not moved'
told '  verify names rule V2' V2 '^E606.*voice-0108T120000-zzzz.md'
done_testing
