#!/bin/sh
# SPDX-License-Identifier: MIT
# Attributes let git merge the lines of two roles, so that both sides' words stand.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
printf 'roles/** merge=union\n' >.gitattributes && git add .
attack 'they are written' V4 '^E601.*.gitattributes' as cleo git commit -q -m 'attributes'
branch_off one
printf '[holder eve]\nfrom = 2026-01-08\nuntil = 2026-12-31\nby = founding\n' >>roles/desk.ini && as eve git commit -q -a -m 'desk'
git checkout -q main
sed -i 's/work = answers/work = answers in a day/' roles/desk.ini && as ana git commit -q -a -m 'desk: work' -m 'Act: desk what'
printf '# the desk\n' >>roles/desk.ini && as ana git commit -q -a -m 'desk: a comment'
mark
git_takes 'and a merge lays both together' met_by one
unmoved '  and what stands has not moved'
is '  in the tree she holds it' "$(git show HEAD:roles/desk.ini | grep -c 'holder eve')" 1
detected '  verify names it' V2 '^E601.*roles/desk.ini'
done_testing
