#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody speaks in another member's name, in the file's name and in the author's.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
printf 'Gladly, after all.\n\nConsent: a\n' >"$asked_folder/voice-ben-0108T120000-zzzz.md" && git add .
git_takes 'a voice in the name of ben' as cleo git commit -q -m 'release: ben consents to a'
unmoved '  and what stands has not moved'
told '  verify names rule V2' V2 '^E606.*voice-ben-0108T120000-zzzz.md.*said for ben by cleo'
printf 'Gladly, after all.\n\nConsent: a\n' >"$asked_folder/voice-ben-0108T120001-zzzz.md" && git add .
git_takes 'under a like name from elsewhere' as eve git commit -q --author='Ben Okafor <ben@elsewhere.example>' -m 'release: ben consents to a'
unmoved '  and what stands has not moved'
told '  verify names rule V2' V2 '^E606.*voice-ben-0108T120001-zzzz.md'
done_testing
