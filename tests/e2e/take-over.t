#!/bin/sh
# SPDX-License-Identifier: MIT
# A register of people and roles that was kept before is taken over by whoever founds (rule A4).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

register() {
	mkdir -p people roles
	printf '[person]\nname = Ana Reyes\nemail = ana@tidemark.example\n' >people/chair.ini
	printf '[person]\nname = Ben Okafor\nemail = ben@tidemark.example\n[member]\nfrom = 2018-11-04\nuntil = 2099-12-31\nby = someone\n' >people/ben.ini
	printf '[person]\nname = Cleo Lind\nemail = cleo@tidemark.example\n' >people/cleo.ini
	printf '[role]\nseats = 2\nautonomy = what\n\n; since the beginning\n[holder ben]\nfrom = 2018-11-04\n[holder ben]\nuntil = 2026-02-01\nfrom = 2025-01-01\n[led-by desk]\n' >roles/release.ini
	printf '[role]\n[holder chair]\nfrom = 2020-01-01\nuntil = 2026-06-30\n' >roles/desk.ini
}

# the history of a register was made by nobody that a group knows
new_repo old
printf '[moot]\nrules = 1\nname = Old\nidentity = named\n' >moot.ini
register
git add moot.ini people && person robot Robot && git commit -q -m 'A register'
git add . && person other Other && git commit -q -m 'Roles' && ana
expect_status 1 'of a register nobody is agreed to' moot check
like '  and check says how it is taken over' "$(sed -n '$p' "$SCRATCH/err")" '^hint: .*: moot help init$'

cd .. && mkdir new && cd new && git init -q . && register
like 'a dry run says what is taken' "$(moot init --name Tidemark -n)" '^    roles/release.ini$'
is 'and takes nothing' "$(git log --oneline 2>/dev/null; git status --short | tr '\n' ' ')" '?? people/ ?? roles/ '
like 'one command takes all of it over' "$(COLUMNS=300 moot init --name Tidemark 2>&1)" \
	'Taken over from people/ and roles/: 3 people, 2 roles. 2 terms without an end end then too'
is 'in one commit' "$(git log --oneline | wc -l),$(git status --short)" '1,'
ok 'in which check finds nothing' moot check
is 'the founder is who has the address there' "$(sed -n '/member/,$p' people/chair.ini)" '[member]
from = 2026-01-05
until = 2026-07-04
by = founding'
is 'a term keeps what it says, and gets what it lacks' "$(cat roles/release.ini)" '[role]
seats = 2
autonomy = what

; since the beginning
[holder ben]
from = 2018-11-04
until = 2026-07-04
by = founding
[holder ben]
until = 2026-02-01
from = 2025-01-01
by = founding
[led-by desk]
from = 2026-01-05
until = 2026-07-04
by = founding'
is 'whoever is no member there is an acquaintance' "$(grep -c member people/cleo.ini)" 0
is 'the founder holds what they held' "$(holders_of desk)" chair
is 'others do not yet' "$(holders_of release)" ''
clock 2026-01-06
says ben write -m 'I am here. #releases'
is 'but with a commit of their own' "$(holders_of release)" ben
ok 'and act as such' as ben moot act release --set 'how.tools=make' -m x
ok 'all of which holds' moot verify

# of hundreds of roles that nobody holds status names a few: those first that were held last
cd .. && mkdir many && cd many && git init -q . && register
for i in 10 11 12 13 14 15 16 17; do printf '[role]\n' >roles/r$i.ini; done
printf '[role]\n[holder chair]\nfrom = 2020-01-01\nuntil = 2025-12-31\n' >roles/z.ini
moot init --name Tidemark >/dev/null 2>&1
is 'the rest is counted' "$(moot status | grep vacant | tr -s ' ')" ' vacant r10 nobody holds it
 vacant r11 nobody holds it
 vacant z since 31 December 2025
 vacant 6 more nobody holds them'
is 'where a program reads it all are there' "$(moot status --json | grep -c '"what":"vacant"')" 9

cd .. && mkdir names && cd names && git init -q . && register
mv roles/desk.ini roles/The-Desk.ini
expect_status 128 'a name that none can keep is told before' moot init
like '  with the file' "$(cat "$SCRATCH/err")" '^fatal: 1 file has no name that a group can keep: roles/The-Desk.ini$'
mv roles/The-Desk.ini roles/desk.ini && echo 'holder = ' >>roles/desk.ini && echo '[' >>roles/desk.ini
expect_status 128 'a file that cannot be read too' moot init
is '  and nothing was written' "$(ls)" 'people
roles'
register && sed -i s/ana@/annie@/ people/chair.ini && mv people/chair.ini people/ana.ini
expect_status 128 'nobody becomes somebody else' moot init
like '  which is told' "$(cat "$SCRATCH/err")" '^fatal: people/ana.ini is there, and has another address than ana@'
ok 'who is new to it has another handle' moot init --handle founder
is '  and is there' "$(ls people | tr '\n' ' ')" 'ana.ini ben.ini cleo.ini founder.ini '
# what is no file of the register's own
cd .. && mkdir linked && cd linked && git init -q . && register
printf '[person]\nname = Secret\n' >../outside && ln -s ../../outside people/dora.ini
expect_status 128 'a link is not followed' moot init
like '  which is told' "$(cat "$SCRATCH/err")" "^fatal: 'people/dora.ini' is no plain file$"
rm people/dora.ini && mkfifo roles/pipe.ini
expect_status 128 'nor is waited for what comes through a pipe' timeout 20 moot init

# a term that has yet to begin
cd .. && mkdir later && cd later && git init -q . && register
printf '[role]\n[holder cleo]\nfrom = 2026-12-01\n' >roles/docs.ini
ok 'what begins after the others have ended' moot init --name Tidemark
is '  lasts as long as they do' "$(sed -n 's/^until = //p' roles/docs.ini)" 2027-05-30
like '  and check says what it waits for' "$(moot check 2>&1)" 'roles/docs.ini:2:1: warning: cleo is no member in force'
done_testing
