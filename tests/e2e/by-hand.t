#!/bin/sh
# SPDX-License-Identifier: MIT
# A year of a group twice: with moot, and with nothing but a text editor and git.  Both are the same
# group in the end, and check leads whoever writes by hand.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

# --- with moot ---
clock 2026-01-05
moot init --template coop --name Tidemark with >/dev/null 2>&1 && cd with || exit 1
moot join ben --name 'Ben Okafor' --email ben@tidemark.example >/dev/null 2>&1
moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example >/dev/null 2>&1
clock 2026-01-16
says ben write -m 'Three releases. Each one broke a string. Thanks @cleo for two #releases'
says cleo write -m 'I would read them.'
clock 2026-01-22
lead=$(opens ana release-lead --set role.autonomy=what --set role.topics=releases \
	--set 'what.work=a release every Thursday' --holder ben:2026-02-01..2026-07-31 -m 'Ben already does it.')
clock 2026-01-23
says ben object "$lead" a -m 'Six months without a second reader harms the clients.'
says ben amend "$lead" --add 'how.rule=somebody else has read it' \
	--holder ben:2026-02-01..2026-04-30 -m 'Three months.'
says cleo consent "$lead" b
says ana consent "$lead" b
clock 2026-01-24
says ana decide "$lead"
clock 2026-02-10
says ben act release-lead --set 'what.work=a release every second Thursday' -m 'Less.'
clock 2026-02-16
trial=$(opens ana release-lead --set 'how.tools=telephone' --trial 30d -m 'Mails go in circles.')
says ben consent "$trial"
says cleo concern "$trial" -m 'Not in the evening.'
clock 2026-02-18
says ben decide "$trial"
clock 2026-05-04
join=$(as ana moot join dina --name 'Dina Haas' --email dina@tidemark.example --until 2026-12-31 \
	--porcelain 2>/dev/null)
says ben consent "$join"
says cleo consent "$join"
clock 2026-05-11
says ana decide "$join"
clock 2026-05-12
says dina accept "$join" -m 'With joy.'
clock 2026-05-13
money=$(opens cleo release-lead --set 'why.purpose=money' -m 'Why not.')
says ana object "$money" -m 'It harms the trust of clients.'
clock 2026-06-01
says ana decide "$money"
clock 2026-06-11
says cleo act --person cleo --until 2026-06-30 -m 'I go back to the theatre.'
ok 'the year with moot is proven' moot verify
cd ..

# --- by hand ---
# put PATH LINE...: a file of these lines
put() {
	put_path=$1
	shift
	case $put_path in
	*/*) mkdir -p "${put_path%/*}" ;;
	esac
	printf '%s\n' "$@" >"$put_path"
}
# commits ana MESSAGE: everything, as it is
commits() {
	git add -A && as "$1" git commit -q -m "$2"
}
codes() { moot check --porcelain 2>/dev/null | cut -f1 | sort -u | tr '\n' ' '; }
by_hand() { # by_hand HANDLE NAME FROM UNTIL BY
	put "people/$1.ini" '[person]' "name = $2" "email = $1@tidemark.example" \
		'[member]' "from = $3" "until = $4" "by = $5"
}

clock 2026-01-05
new_repo hand
put moot.ini '[moot]' 'rules = 1' 'name = Tidemark' 'identity = named' \
	'[use]' 'autonomy = standard' 'recall = standard'
put .gitattributes 'negotiations/** -text' 'journals/** merge=union' 'roles/** merge=moot' \
	'people/** merge=moot'
by_hand ana 'Ana Reyes' 2026-01-05 2026-07-04 founding
commits ana 'Tidemark is founded'
by_hand ben 'Ben Okafor' 2026-01-05 2027-01-04 foundling
like 'check knows what a hand has misspelt' "$(moot check 2>&1)" '^people/ben.ini:7:.*foundling'
by_hand ben 'Ben Okafor' 2026-01-05 2027-01-04 founding
is 'and is quiet when it is right' "$(codes)" ''
commits ana 'ben joins'
by_hand cleo 'Cleo Lind' 2026-01-05 2027-01-04 founding
commits ana 'cleo joins'
clock 2026-01-16
put journals/ben/january.md 'Three releases. Each one broke a string. Thanks @cleo for two #releases'
commits ben 'a journal'
put journals/cleo/january.md 'I would read them.'
commits cleo 'a journal'

role() { # role TERM-END LINE...: the file of release-lead
	role_end=$1
	shift
	printf '%s\n' '[role]' 'title = Release lead' 'autonomy = what' 'topics = releases' '[what]' \
		'work = a release every Thursday' "$@" \
		'[holder ben]' 'from = 2026-02-01' "until = $role_end" 'by = hand000001'
}
clock 2026-01-22
f=negotiations/2026/0122-release-lead-hand000001
mkdir -p roles $f/a/roles
role 2026-07-31 >roles/release-lead.ini
is 'check says that a role needs a decision' "$(codes)" 'E506 '
rm roles/release-lead.ini
role 2026-07-31 >$f/a/roles/release-lead.ini
put $f/proposal.md 'Ben already does it.'
is 'an option is no such thing' "$(codes)" ''
commits ana 'release-lead?'
clock 2026-01-23
put $f/voice-ben-1.md 'Six months without a second reader harms the clients.' 'Objekt: a'
is 'check knows a word that is nearly one' "$(codes)" 'E401 '
put $f/voice-ben-1.md 'Six months without a second reader harms the clients.' 'Object: a'
is 'and the right one' "$(codes)" ''
commits ben 'no'
mkdir -p $f/b-ben/roles
role 2026-04-30 '[how]' 'rule = somebody else has read it' >$f/b-ben/roles/release-lead.ini
commits ben 'rather so'
put $f/voice-cleo.md '' 'Consent: b'
commits cleo 'yes'

# decided FOLDER WHO RESULT LINE...: the decision's file
decided() {
	decided_path=$1/decision-$2-1.ini
	decided_tree=$(git rev-parse "HEAD:$1")
	shift 2
	put "$decided_path" '[decision]' "$@" "voices = sha1:$decided_tree"
}
put $f/voice-ana.md 'It is what I should have written.' 'Consent: b-ben'
commits ana 'yes'
clock 2026-01-24
cp $f/b-ben/roles/release-lead.ini roles/
is 'without its decision the change is none' "$(codes)" 'E506 '
decided $f ana 'option = b-ben' 'tally = ana consent' 'tally = ben consent' 'tally = cleo consent' \
	'review = 2027-01-24'
is 'with it check is content' "$(codes)" ''
commits ana 'release-lead: ben'
ok 'and verify too' moot verify
clock 2026-02-10
sed -i 's/^work = .*/work = a release every second Thursday/' roles/release-lead.ini
as ben sh -c 'moot check --porcelain' >"$SCRATCH/out" 2>&1
is 'what lies within an autonomy is no finding to its holder' "$(cat "$SCRATCH/out")" ''
commits ben 'less'
clock 2026-02-16
t=negotiations/2026/0216-release-lead-hand000002
mkdir -p $t/a/roles
sed '/^rule = /a tools = telephone' roles/release-lead.ini >$t/a/roles/release-lead.ini
put $t/proposal.md 'Mails go in circles.'
put $t/negotiation.ini '[negotiation]' 'trial = 30d'
commits ana 'telephone?'
put $t/voice-1.md 'Consent: a'
commits ben 'yes'
put $t/voice-2.md 'Not in the evening.' '' 'Concern: a'
commits cleo 'well'
clock 2026-02-18
sed -i '/^rule = /a tools = telephone ; trial hand000002 until 2026-03-20' roles/release-lead.ini
decided $t ben 'option = a' 'tally = ana consent' 'tally = ben consent' 'tally = cleo concern' \
	'trial-until = 2026-03-20'
commits ben 'telephone'
ok 'a trial by hand is proven' moot verify
clock 2026-05-04
j=negotiations/2026/0504-dina-hand000003
by_hand dina 'Dina Haas' 2026-05-04 2026-12-31 hand000003
mkdir -p $j/a/people
mv people/dina.ini $j/a/people/
put $j/proposal.md ''
commits ana 'dina?'
put $j/voice-b.md 'Consent: a'
commits ben 'yes'
put $j/voice-c.md 'Consent: a'
commits cleo 'yes'
clock 2026-05-11
cp $j/a/people/dina.ini people/
decided $j ana 'option = a' 'tally = ana consent' 'tally = ben consent' 'tally = cleo consent' \
	'review = 2027-05-11'
commits ana 'dina is here'
clock 2026-05-12
put $j/voice-d.md 'With joy.' 'Accept: a'
commits dina 'I am'
clock 2026-05-13
m=negotiations/2026/0513-release-lead-hand000004
mkdir -p $m/a/roles
{
	cat roles/release-lead.ini
	printf '%s\n' '[why]' 'purpose = money'
} | sed '/^tools = telephone/d' >$m/a/roles/release-lead.ini
put $m/proposal.md 'Why not.'
commits cleo 'money?'
put $m/voice-a.md 'It harms the trust of clients.' 'Object: a'
commits ana 'no'
clock 2026-06-01
decided $m ana 'result = blocked'
commits ana 'blocked'
clock 2026-06-11
sed -i '/^\[member\]/,$s/^until = .*/until = 2026-06-30/' people/cleo.ini
commits cleo 'I go back to the theatre'
ok 'the year by hand is proven' moot verify
cd ..

# --- the same ---
# state DAY: what the group of this folder is on that day; ids by their order, commits by none
state() {
	names=
	count=0
	for folder in negotiations/*/*; do
		count=$((count + 1))
		id=${folder##*-}
		names="$names;s/$id/N$count/g"
	done
	{
		for command in 'roles --all' tree 'status --all'; do
			# shellcheck disable=SC2086 # words on purpose
			moot $command --porcelain --at "$1"
		done
		for folder in negotiations/*/*; do
			moot tally "${folder##*-}" --porcelain --at "$1"
		done
	} 2>&1 | sed -E "s/\b[0-9a-f]{40}\b/COMMIT/g$names"
}
for day in 2026-02-01 2026-03-01 2026-03-21 2026-05-20 2026-06-30 2026-07-10 2027-01-02; do
	(cd with && state $day) >with.state
	(cd hand && state $day) >hand.state
	is "both are the same group on $day" "$(cat hand.state)" "$(cat with.state)"
done
is 'and have acknowledged the same' "$(cd hand && moot reputation --porcelain)" \
	"$(cd with && moot reputation --porcelain)"

# --- in the wrong order ---
tidemark
f=negotiations/2026/0106-shop-hand000005
put $f/voice-b.md 'Consent: a'
commits ben 'a voice first'
put $f/proposal.md 'Because.'
commits ana 'and then what it is about'
expect_status 1 'what is not in the opening comes too late' moot verify
like 'and is named' "$(moot verify)" 'proposal.md: error: added after the opening.*N1.*E602'
done_testing
