#!/bin/sh
# SPDX-License-Identifier: MIT
# Words are laid where git has them and nobody looks: in folders of a negotiation, in notes, in attributes.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
printf 'Gladly, after all.\n\nWithdraw:\n' >"$SCRATCH/words"
mkdir -p "$asked_folder/more" && cp "$SCRATCH/words" "$asked_folder/more/voice-ben-0108T120000-aaaa.md" && git add .
git_takes 'a voice in a folder of its own' as ben git commit -q -m 'ben withdraws'
unmoved '  and what stands has not moved'
told '  verify names rule N1' N1 '^E405.*more/voice-ben-0108T120000-aaaa.md'
cp "$SCRATCH/words" "$asked_folder/a/voice-ben-0108T120000-aaaa.md" && git add .
attack 'in the folder of an option' N1 '^E602.*a/voice-ben-0108T120000-aaaa.md' as ben git commit -q -m 'ben withdraws'
git notes add -m 'Act: release why' -m 'Withdraw:' HEAD
unmoved 'a note says nothing'
is '  in any of its references' "$(git for-each-ref refs/notes | wc -l | tr -d ' ')" 1
printf 'roles/** filter=other ident\n' >roles/.gitattributes && git add -f roles/.gitattributes
attack 'attributes among the roles' D4 '^E601.*roles/.gitattributes' as cleo git commit -q -m 'attributes'
# of a clone alone: what is read are objects, not what git would make of them
git config filter.other.smudge 'sed s/ben/eve/'
printf 'roles/** export-ignore filter=other\nnegotiations/** eol=crlf working-tree-encoding=UTF-16\n' >.git/info/attributes
rm roles/*.ini && git checkout -q -- roles
is 'in the work tree she holds it' "$(grep -c 'holder eve' roles/release.ini)" 1
unmoved '  and not in what stands'
done_testing
