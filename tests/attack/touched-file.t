#!/bin/sh
# SPDX-License-Identifier: MIT
# Before they decide on an old line, they touch the file that the main line changes: what it has ended is not seen (rule V6).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
two=$(opens cleo mail --set 'what.work=letters twice a week')
branch_off old
git checkout -q main
id=$(opens ana --person ben --set member.until=2026-01-08)
says cleo consent "$id"
clock 2026-01-24
says ana decide "$id"
clock 2026-01-26
git checkout -q old
clock 2026-01-09
sed -i 's/^email.*/&\naffiliation = Harbour/' people/ben.ini
as ben git commit -q -a -m 'ben: works at the harbour'
says ben consent "$two" -m 'Twice is plenty.'
clock 2026-01-20
ok 'somebody who was sent away changes his own file, consents and decides' as ben moot decide "$two"
clock 2026-01-26
git_takes 'it is merged' met_by old
is '  the text before it stands' "$(moot show mail | grep -c 'twice a week')" 0
detected '  verify names rule V6' V6 "^E605.*$two.*disputed"
cd ..
rm -rf tidemark "$SCRATCH/mark" "$SCRATCH/questions"

# the same of the very key: what they have shortened themselves the main line has ended
honest
two=$(opens cleo mail --set 'what.work=letters twice a week')
branch_off old
git checkout -q main
id=$(opens ana --person ben --set member.until=2026-01-08)
says cleo consent "$id"
clock 2026-01-24
says ana decide "$id"
clock 2026-01-26
git checkout -q old
clock 2026-01-09
sed -i 's/^until = .*/until = 2026-11-30/' people/ben.ini
as ben git commit -q -a -m 'ben: until the end of November'
says ben consent "$two" -m 'Twice is plenty.'
clock 2026-01-20
ok 'somebody who was sent away shortens his own term, consents and decides' as ben moot decide "$two"
clock 2026-01-26
as ana git merge -q -m merge main >/dev/null 2>&1 || {
	git checkout -q main -- people/ben.ini && as ana git commit -q -m merge
}
is '  the text before it stands' "$(moot show mail | grep -c 'twice a week')" 0
cd ..
rm -rf tidemark "$SCRATCH/mark" "$SCRATCH/questions"

# the same of a policy that the main line has made stronger: a comment in the charter is free to any member
honest
branch_off old
git checkout -q main
id=$(opens ana --charter --set 'policy light.quorum=1/1')
says ben consent "$id"
says cleo consent "$id"
clock 2026-01-24
says ana decide "$id"
git checkout -q old
clock 2026-01-09
sed -i '1s/^/; ours\n/' moot.ini
as ben git commit -q -a -m 'charter: a comment'
two=$(opens cleo mail --set 'what.work=letters twice a week')
says ben consent "$two"
clock 2026-01-12
ok 'a decision under what light was' as ben moot decide "$two"
clock 2026-01-26
git_takes 'it is merged' met_by old
is '  the text before it stands' "$(moot show mail | grep -c 'twice a week')" 0
detected '  verify names rule V6' V6 "^E605.*$two.*disputed"
done_testing
