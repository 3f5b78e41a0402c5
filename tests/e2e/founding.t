#!/bin/sh
# SPDX-License-Identifier: MIT
# Who founds may set up alone until somebody else writes (rule A4); nobody is locked out (A6).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

clock 2026-01-05
as ana moot init --template coop --name Tidemark tidemark >/dev/null 2>&1 && cd tidemark || exit 1
expect_status 128 'a group is founded once' as ana moot init
says ana join bemana --name 'Bemana' --email bemana@tidemark.example
says ana join ben --name 'Ben Okafor' --email ben@tidemark.example
like 'a member of the founding begins with a first commit' "$(moot show ben)" 'offered: begins with a commit of theirs'
like 'which status tells them' "$(as ben moot status)" 'your word +ben .*first commit'
says ana act desk --set 'what.work=answers' --holder ben..2026-06-30
like 'so does what they hold' "$(moot roles)" 'desk  offered'
expect_status 129 'a founder too gives an end to everything' as ana moot act desk --set 'pay.amount=1 EUR/month' --set pay.until=never
expect_status 1 'one address is one person'\''s' as ana moot join bob --name Bob --email BEN@tidemark.example
like 'with the rule' "$(cat "$SCRATCH/err")" 'is the address of ben \(rule D7\)'
expect_status 1 'and so is a name that looks like another' as ana moot join bernana --name Bob --email b@tidemark.example

# what a founder sets up alone is still held to what can be
before=$(git rev-parse HEAD)
no() { # TITLE MESSAGE WORDS...: the founder is refused
	no_title=$1
	no_message=$2
	shift 2
	ok "$no_title" test_must_fail as ana moot "$@"
	like '  and told why' "$(cat "$SCRATCH/err")" "$no_message"
}
no 'nobody unknown holds a role' "^hint: did you mean 'bemana'" \
	act mail --holder bemamna..2026-06-30
no 'no role leads that is not there' "^hint: did you mean 'desk'" \
	act mail --led-by dsek..2026-06-30
no 'a role has no more holders than seats' '^fatal: desk has 1 seat, and on 2026-01-05 ben and ana would hold it .rule N12' \
	act desk --holder ana..2026-06-30
says ana act boss --set 'what.work=leads' --led-by desk..2026-06-30
no 'no lead leads itself' '^fatal: on 2026-01-05 desk would be led by boss, which is led by desk .rule A2' \
	act desk --led-by boss..2026-06-30
git reset -q --hard "$before"
no 'who was taken in is not taken in twice' '^fatal: ben was taken in, and begins with a first commit' \
	join ben --name 'Ben Okafor' --email ben@tidemark.example
like '  and how to correct a slip' "$(cat "$SCRATCH/err")" '^hint: .*moot act --person ben --set person.email=ADDRESS'
no 'an address is one' "^fatal: 'nomail' is no e-mail address" join zoe --name Zoe --email nomail
no 'so is a key' "^fatal: 'none' is no public key" join zoe --name Zoe --email zoe@tidemark.example --key none
no 'a name is one line' '^fatal: the name is more than one line' join zoe --name "Zoe
[member]" --email zoe@tidemark.example
no 'and reads back the same' "^fatal: the name 'Zoe ;x': .* begin a comment" join zoe --name 'Zoe ;x' --email zoe@tidemark.example
is 'nothing of all this was written' "$(git rev-parse HEAD)$(git status --porcelain)" "$before"

printf '[person]\nname = Zoe\n[member]\nfrom = 2026-01-05\nuntil = 2026-12-31\nby = founding\n' >people/zoe.ini
printf '[role]\ntitle = Mail\n[holder Ben Okafor]\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n' >roles/mail.ini
git add . && as ana git commit -qm 'zoe, mail'
is 'who has no address can never begin, and a slip is told once' "$(moot check --porcelain | cut -f 1,3)" "E508	people/zoe.ini
E116	roles/mail.ini"
is 'status tells the founder what is next' "$(as ana moot status 2>&1 >/dev/null)" 'hint: 1 error in the files: moot check
hint: not begun yet, with a first commit of their own: bemana, ben, zoe'
eval "as ana $(moot check people | sed -n 's/^hint: //p' | sed s/ADDRESS/zoe@tidemark.example/)" >/dev/null 2>&1
is 'and what is told mends it' "$(moot check people)" ''
git reset -q --hard "$before"
clock 2026-01-06
entry ben
is 'with it everything of theirs is in force' "$(holders_of desk)" ben
expect_status 128 'then the founding is over' as ana moot act mail --set 'what.work=letters' --holder ana..2026-06-30
like 'and a new role is proposed' "$(cat "$SCRATCH/err")" 'moot propose mail'

expect_status 1 'who was taken in stays so' as ana moot join bemana --email b@tidemark.example
slip=$(sed -n 's/^hint: .*with: \(moot .*\)ADDRESS$/\1/p' "$SCRATCH/err")
id=$(eval "$slip"b@tidemark.example --porcelain 2>"$SCRATCH/err")
says ben consent "$id" --decide
is 'a slip is then corrected by agreement, as it is told' "$(sed -n 's/^email = //p' people/bemana.ini)" b@tidemark.example
as ana git reset -q --hard HEAD~2

# whoever founds is called as git says, when that can be written
expect_status 128 'a founder has a name that reads back the same' \
	as ana env GIT_AUTHOR_NAME='Ana ;x' moot init "$SCRATCH/strange"
like '  and learns where it comes from' "$(cat "$SCRATCH/err")" '^hint: git config user.name'

# by hand, later
member cleo 'Cleo Lind' 2026-12-31
git add people && as ana git commit -q -m 'cleo joins (founding)'
expect_status 128 'a person added as founding after somebody else'\''s commit is nobody' moot show cleo
clock 2026-01-07

# prepared before, on a branch that nobody knew, and brought in by a merge
base=$(git rev-list --max-parents=0 HEAD)
git checkout -q -b sleeper "$base"
member zoe 'Zoe Sleeper' 2026-12-31
mkdir -p roles && printf '[role]\nautonomy = why\n[holder ana]\nfrom = 2026-01-05\nuntil = 2026-12-31\nby = founding\n' >roles/boss.ini
git add . && as ana env GIT_COMMITTER_DATE=2026-01-05T09:00:00Z GIT_AUTHOR_DATE=2026-01-05T09:00:00Z git commit -q -m 'zoe joins (founding)'
git checkout -q main && as ana git merge -q --no-edit sleeper
expect_status 128 'a founding brought in by a merge is void' moot show zoe
is 'for roles too' "$(holders_of boss)" ''
like 'which is marked' "$(moot roles)" '^void: .*roles/boss.ini'
is 'a member of it opens nothing' "$(person zoe Zoe && moot propose mail --holder zoe..+1m 2>&1 | head -n 1 | cut -c1-39)" \
	'fatal: zoe@tidemark.example is in no fi'

# the opening ends it too
clock 2026-01-05
cd .. && new_repo pair
as ana moot init --template pair --name Pair --porcelain >/dev/null 2>&1
id=$(opens ana mail --holder ana..2026-03-31)
is 'who is alone consents alone' "$(state_of "$id")" decidable
expect_status 128 'an opening ends the founding' as ana moot act desk --set 'what.work=letters'

# two that found without knowing each other
cd .. && new_repo two
commit_file moot.ini '[moot]' 'one' && git branch one
git checkout -q --orphan two && git rm -q -f moot.ini && commit_file moot.ini '[moot]
rules = 1
name = Two' 'two'
git merge -q --allow-unrelated-histories -s ours --no-edit one
expect_status 3 'of two beginnings nobody can tell which holds' moot roles
like 'unless it is said' "$(cat "$SCRATCH/err")" '^hint: .*git config moot.genesis'
git config moot.genesis "$(git rev-parse two~1 2>/dev/null || git rev-parse two^1)"
expect_status 0 'and then it holds' moot roles

# when everybody's membership is over the last ones are caretakers
clock 2026-01-05
# a stranger's role with every kind of section, two of a kind
mkdir ../strange && cd ../strange && tidemark
mkdir -p roles
printf '[role]\nseats = 2\nautonomy = what\n[holder ben]\nfrom = 2026-01-06\nuntil = 2026-07-04\n[holder ben]\nfrom = 2026-07-05\nuntil = 2026-08-01\n[led-by desk]\nfrom = 2026-01-06\nuntil = 2026-07-04\n' >roles/release.ini
git add roles && as eve git commit -q -m 'roles'
expect_status 1 'a role that a stranger adds is read, and void' moot check
like '  by the rule of who speaks' "$(moot check 2>&1)" '^roles/release.ini: error: changed without agreement: .*\(rule V2\) \[E601\]'

mkdir ../last && cd ../last && tidemark
clock 2027-02-01
expect_status 1 'a membership that is over proposes no role' as ana moot propose desk --holder ana..+1m
ok 'the last members may take people in again' as ana moot join ana --until 2027-12-31
id=$(ls negotiations/2027 | sed 's/.*-//')
is 'all of them are asked' "$(moot tally "$id" --porcelain | cut -f9 | sed 's/:[a-z]*//g')" 'ana,ben,cleo'
says ben consent "$id"
says cleo consent "$id"
clock 2027-02-08
says ben decide "$id"
like 'and the group lives again' "$(moot show ana)" 'member 2027-02-01..2027-12-31  in force'
done_testing
