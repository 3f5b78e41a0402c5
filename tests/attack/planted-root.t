#!/bin/sh
# SPDX-License-Identifier: MIT
# Another group is planted in a journal, and the group's files are moved to another folder.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
mkdir -p journals/eve/roles journals/eve/people
printf '[moot]\nrules = 1\nname = Tidemark\nidentity = named\n' >journals/eve/moot.ini
sed 's/holder ben/holder eve/' roles/release.ini >journals/eve/roles/release.ini
sed 's/ana/eve/' people/ana.ini >journals/eve/people/eve.ini
before=$(moot roles)
git add . && git_takes 'a group in a journal' as eve git commit -q -m 'journal of eve'
unmoved '  and what stands has not moved'
is 'in that folder it is the group around it that is read' "$(moot -C journals/eve roles)" "$before"
is 'also in a commit named' "$(moot -C journals/eve roles --commit HEAD)" "$before"
like 'which is said where a path is named' "$(moot -C journals/eve verify)" 'proven'
# in a folder of its own beside code, which is then renamed by anybody
cd "$SCRATCH/field" && new_repo harbour && mkdir governance
(cd "$SCRATCH/field/tidemark" && git archive founded) | tar -x -C governance
rm -rf governance/journals && git add . && as ana git commit -q -m 'the harbour has a group'
for who in ben cleo; do
	mkdir -p governance/journals/$who && echo hello >governance/journals/$who/1.md
	git add . && as $who git commit -q -m "journal of $who"
done
is 'ben holds release' "$(cd governance && holders_of release)" ben
git mv governance council
sed -i 's/holder ben/holder eve/' council/roles/release.ini && sed 's/ana/eve/' people/ana.ini >council/people/eve.ini 2>/dev/null
git add . && git_takes 'the folder of the group is renamed' as eve git commit -q -m 'council'
for words in roles tree status verify 'show release' check reputation; do
	expect_status 3 "moot $words cannot tell there" moot -C council $words
done
like 'and why' "$(cat "$SCRATCH/err")" 'it was in governance before.*rule A4'
# in two steps: a copy first
git reset -q --hard HEAD~1
cp -r governance council && git add . && as eve git commit -q -m 'a copy'
ok 'two groups may be side by side' moot -C council roles
git rm -q -r governance && git_takes 'then without the first' as eve git commit -q -m 'tidied'
expect_status 3 'nobody can tell' moot -C council roles
ok 'unless all have agreed to begin anew' git -C council config moot.genesis "$(git rev-parse HEAD~1)"
ok '  and have said so' moot -C council roles
done_testing
