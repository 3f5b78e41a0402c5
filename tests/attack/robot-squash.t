#!/bin/sh
# SPDX-License-Identifier: MIT
# A forge's account commits in everybody's name: what it squashed counts for nobody.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
forge() { person forge 'Forge' && export GIT_AUTHOR_EMAIL=noreply@github.com GIT_COMMITTER_EMAIL=noreply@github.com; }
changes='^reputation --events --all' # which lists that nobody gave it
printf 'After all.\n\nWithdraw:\n' >"$asked_folder/voice-ben-0108T120000-aaaa.md" && git add .
git_takes 'a voice of ben' as forge git commit -q -m 'release: ben withdraws (#1)' -m 'Co-authored-by: Ben Okafor <ben@tidemark.example>'
unmoved '  and what stands has not moved'
told '  verify names rule V2' V2 '^E606.*voice-ben-0108T120000-aaaa.md.*said for ben by'
sed -i 's/tools = make/tools = none/' roles/release.ini
attack 'an act of ben' V2 '^E601.*roles/release.ini' as forge git commit -q -a -m 'release: tools (#2)' -m 'Act: release how
Co-authored-by: Ben Okafor <ben@tidemark.example>
Signed-off-by: Ben Okafor <ben@tidemark.example>'
cp "$asked_folder/a/roles/release.ini" roles/ && printf '[decision]\noption = a\n' >"$asked_folder/decision-ana-aaaa.ini" && git add .
attack 'and a decision' A7 '^E605.*decision-ana-aaaa.ini.*nobody known' as forge git commit -q -m 'release: cleo until 2026-09-30 (#3)' -m 'Agreed-by: ana
Agreed-by: ben'
marked 'it'
done_testing
