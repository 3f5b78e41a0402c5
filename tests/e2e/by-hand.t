#!/bin/sh
# SPDX-License-Identifier: MIT
# A year of a group twice: with moot, and with nothing but a text editor and git.  Both are the same
# group all along, and check leads whoever writes by hand: proposals and counter-proposals, voices,
# decisions, an act, a trial and its end, pay, an agreement, an election, somebody new, what is
# blocked, a delegation, a voice passed on, what is kept at its review, an emergency, a recall, somebody
# who goes and somebody who lays a role down.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

# Whoever writes by hand asks what is wrong, and has moot write nothing.
hand=
moot() {
	case $hand$1 in
	yescheck | yesverify) command moot "$@" ;;
	yes*) echo "# moot $1 is not by hand" >&2 && return 1 ;;
	*) command moot "$@" ;;
	esac
}
printf 'Within two working days.\n\nUntil: 2026-12-31\n' >"$SCRATCH/reply-time.md"

# --- with moot ---
clock 2026-01-05
moot init --template coop --name Tidemark with >/dev/null 2>&1 && cd with || exit 1
sed -i 's/^identity = named/&\nrelay = 3d/' moot.ini && printf '[policy light]\nreview = 2m\n' >>moot.ini
git commit -q -a --amend --no-edit
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
clock 2026-02-20
books=$(opens cleo books --set 'what.work=every Friday' --set 'pay.amount=300 EUR/month' \
	--set pay.until=2026-06-30 --holder cleo:2026-03-01..2026-12-31 -m 'Nobody else does it.')
says ana consent "$books"
says ben consent "$books" --decide
clock 2026-02-24
kept=$(opens ana release-lead --set 'how.form=two readers' -m 'It works.')
says ben consent "$kept"
printf 'Tell them yes.\n\nConsent: a\n' >"$(folder_of "$kept")/voice-cleo-phone.md"
git add -A && as ana git commit -q -m 'cleo on the telephone'
clock 2026-02-27
says ben decide "$kept"
clock 2026-03-01
reply=$(opens ben --agreement reply-time --from-file "$SCRATCH/reply-time.md" -m 'They ask twice.')
says ana stand-aside "$reply"
says cleo consent "$reply" --decide
clock 2026-03-25
says ana settle
clock 2026-04-19
says cleo keep "$kept" -m 'It still does.'
clock 2026-04-20
again=$(as ana moot renew release-lead --until 2026-07-31 --porcelain -m 'Ben said no twice.' 2>/dev/null)
says ben nominate "$again" cleo -m 'She has read every string.'
says cleo nominate "$again" ben -m 'I read better when I do not also ship.'
clock 2026-04-21
says ben nominate "$again" ben -m "Changed after Cleo's reason."
says ben accept "$again"
clock 2026-04-25
says ana decide "$again"
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
clock 2026-05-20
says cleo act release-lead --set 'why.pause=no release until the key is new' --emergency 'The key leaked.'
burns=$(ls negotiations/2026 | sed -n 's/^0520-.*-//p')
says ana consent "$burns"
clock 2026-05-21
says ben consent "$burns" --decide
clock 2026-06-01
says ana decide "$money"
clock 2026-06-02
says dina act --person dina --set 'delegate cleo.from=2026-06-02' --set 'delegate cleo.until=2026-06-30' \
	-m 'I am at sea.'
clock 2026-06-08
recall=$(as cleo moot recall release-lead ben -m 'Two left without a reader.' --porcelain 2>/dev/null)
says ana second "$recall" -m 'He had no time to wait.'
says ben object "$recall" -m 'It harms the launch.'
clock 2026-06-09
says ana amend "$recall" --holder ben..2026-06-14 --holder ana:2026-06-15..2026-07-31 -m 'Beside him.'
says cleo consent "$recall" b
says ben consent "$recall" b
clock 2026-06-11
says cleo decide "$recall"
says cleo act --person cleo --until 2026-06-30 -m 'I go back to the theatre.'
clock 2026-06-20
says ana act release-lead --holder ana..2026-06-28 -m 'My mother needs me.'
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

hand=yes
clock 2026-01-05
new_repo hand
put moot.ini '[moot]' 'rules = 1' 'name = Tidemark' 'identity = named' 'relay = 3d' \
	'[use]' 'autonomy = standard' 'recall = standard' '[policy light]' 'review = 2m'
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
decided $f ana 'option = a'
like 'check knows what does not pass' "$(moot check 2>&1)" 'void: option b-ben wins, and it names a \(rule N8\)'
decided $f ana 'result = blocked'
like 'and how it ends' "$(moot check 2>&1)" 'void: it says blocked, and the negotiation is adopted'
decided $f ana 'option = b-ben' 'tally = cleo object'
like 'and what was said' "$(moot check 2>&1)" 'it says cleo object; what cleo said counts as consent'
decided $f ana 'option = b-ben'
right=$(grep ^voices $f/decision-ana-1.ini)
sed -i 's/^voices.*/voices = sha1:4b825dc642cb6eb9a060e54bf8d69288fbee4904/' $f/decision-ana-1.ini
like 'and what it was decided from' "$(moot check 2>&1)" "^hint: $right"
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
	'trial-until = 2026-03-20' 'review = 2026-04-18'
commits ben 'telephone'
ok 'a trial by hand is proven' moot verify
clock 2026-02-20
k=negotiations/2026/0220-books-hand000005
mkdir -p $k/a/roles
put $k/a/roles/books.ini '[role]' 'title = Books' '[what]' 'work = every Friday' \
	'[pay]' 'amount = 300 EUR/month' 'from = 2026-02-20' 'by = hand000005' \
	'[holder cleo]' 'from = 2026-03-01' 'until = 2026-12-31' 'by = hand000005'
put $k/proposal.md 'Nobody else does it.'
is 'check knows pay without an end' "$(codes)" 'E107 E406 '
sed -i '/^amount/,/^by/s/^from = .*/&\nuntil = 2026-06-30/' $k/a/roles/books.ini
is 'and with one' "$(codes)" ''
commits cleo 'books?'
put $k/voice-a.md 'Consent: a'
commits ana 'yes'
put $k/voice-b.md 'Consent: a'
cp $k/a/roles/books.ini roles/
decided $k ben 'option = a' 'tally = ana consent' 'tally = ben consent' 'tally = cleo consent' \
	'review = 2027-02-20'
is 'a voice and its decision may come together' "$(as ben codes)" ''
commits ben 'books'
clock 2026-02-24
w=negotiations/2026/0224-release-lead-hand000009
mkdir -p $w/a/roles
sed '/^rule = /a form = two readers' roles/release-lead.ini >$w/a/roles/release-lead.ini
put $w/proposal.md 'It works.'
commits ana 'two readers?'
put $w/voice-b.md 'Consent: a'
commits ben 'yes'
put $w/voice-cleo-phone.md 'Tell them yes.' '' 'Consent: a'
commits ana 'cleo on the telephone'
like 'check says of a voice that was passed on from when it counts' "$(as ben moot check 2>&1)" \
	'said for cleo by ana: it counts from 2026-02-27 on, unless cleo says otherwise'
clock 2026-02-26
sed -i '/^rule = /a form = two readers' roles/release-lead.ini
decided $w ben 'option = a' 'tally = ana consent' 'tally = ben consent' 'tally = cleo consent' 'review = 2026-04-27'
like 'check knows a voice that does not count yet' "$(as ben moot check 2>&1)" 'cleo'
clock 2026-02-27
unlike 'and one that does' "$(as ben moot check 2>&1)" 'error|warning'
commits ben 'two readers'
clock 2026-03-01
r=negotiations/2026/0301-reply-time-hand000006
mkdir -p $r/a/agreements agreements
put $r/proposal.md 'They ask twice.'
sed '/^Until/d' "$SCRATCH/reply-time.md" >$r/a/agreements/reply-time.md
is 'check knows an agreement without an end' "$(codes)" 'E107 E406 '
cp "$SCRATCH/reply-time.md" $r/a/agreements/
is 'and with one' "$(codes)" ''
commits ben 'reply-time?'
put $r/voice-a.md 'Stand-aside: a'
commits ana 'well'
put $r/voice-c.md 'Consent: a'
cp "$SCRATCH/reply-time.md" agreements/
decided $r cleo 'option = a' 'tally = ana stand-aside' 'tally = ben consent' 'tally = cleo consent' \
	'review = 2027-03-01'
commits cleo 'reply-time'
clock 2026-03-25
like 'check says where a trial is over' "$(moot check 2>&1)" "^roles/release-lead.ini:[0-9]*: note: a trial is over: this is not there any more"
sed -i '/; trial hand000002/d' roles/release-lead.ini
is 'what the date has made true may be written' "$(as ana codes)" ''
commits ana 'settle'

clock 2026-04-19
put $w/voice-keep.md 'It still does.' '' 'Keep'
is 'check knows a word without its colon' "$(as cleo codes)" 'E401 '
put $w/voice-keep.md 'It still does.' '' 'Keep:'
commits cleo 'kept'
clock 2026-04-20
n=negotiations/2026/0420-release-lead-hand000007
put $n/negotiation.ini '[negotiation]' 'kind = election' 'term = 2026-05-01..2026-07-31'
put $n/proposal.md 'Ben said no twice.'
put $n/voice-a.md 'Nominate: ben'
is 'check knows an election of nothing' "$(codes)" 'E107 '
put $n/negotiation.ini '[negotiation]' 'kind = election' 'role = release-lead' \
	'term = 2026-05-01..2026-07-31'
is 'and of something' "$(codes)" ''
commits ana 'who leads releases?'
put $n/voice-b.md 'She has read every string.' '' 'Nominate: cleo'
commits ben 'cleo'
put $n/voice-c.md 'I read better when I do not also ship.' '' 'Nominate: ben'
commits cleo 'ben'
clock 2026-04-21
put $n/voice-d.md "Changed after Cleo's reason." '' 'Nominate: ben'
commits ben 'ben'
put $n/voice-e.md 'Accept: ben'
commits ben 'gladly'
clock 2026-04-25
elected() { printf '[holder %s]\nfrom = 2026-05-01\nuntil = 2026-07-31\nby = hand000007\n' "$1" >>roles/release-lead.ini; }
elected cleo
decided $n ana 'elected = cleo'
like 'check knows who was not elected' "$(moot check 2>&1)" 'void: ben wins, and it names cleo \(rule N8\)'
like 'and says who was' "$(moot check 2>&1)" '^hint: elected = ben'
git checkout -q -- roles
elected ben
decided $n ana 'elected = ben' 'tally = ana consent' 'tally = ben consent' 'tally = cleo consent'
is 'and who was' "$(as ana codes)" ''
commits ana 'release-lead: ben again'
ok 'an election by hand is proven' moot verify
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
} >$m/a/roles/release-lead.ini
put $m/proposal.md 'Why not.'
commits cleo 'money?'
put $m/voice-a.md 'It harms the trust of clients.' 'Object: a'
commits ana 'no'
clock 2026-05-20
b=negotiations/2026/0520-release-lead-hand000010
mkdir -p $b/a/roles
burning='pause = no release until the key is new'
{
	cat roles/release-lead.ini
	printf '%s\n' '[why]' "$burning"
} >$b/a/roles/release-lead.ini
put $b/negotiation.ini '[negotiation]' 'kind = emergency'
put $b/proposal.md 'The key leaked.'
printf '%s\n' '[why]' "$burning" >>roles/release-lead.ini
sed -i "s/^$burning/& ; trial hand000010 until 2026-05-23/" roles/release-lead.ini
is 'an emergency that says until when it holds is no finding' "$(as cleo codes)" ''
commits cleo 'release-lead: no release

Emergency: The key leaked.'
put $b/voice-a.md 'Consent: a'
commits ana 'yes'
clock 2026-05-21
put $b/voice-b.md 'Consent: a'
sed -i "s/^\($burning\) ;.*/\1/" roles/release-lead.ini
decided $b ben 'option = a' 'tally = ana consent' 'tally = ben consent' 'tally = cleo consent'
commits ben 'no release until the key is new'
ok 'an emergency by hand is proven' moot verify
clock 2026-06-01
decided $m ana 'result = blocked'
commits ana 'blocked'
clock 2026-06-02
printf '[delegate cleo]\nfrom = 2026-06-02\n' >>people/dina.ini
is 'check knows that a delegation must have an end' "$(as dina codes)" 'E107 '
echo 'until = 2026-06-30' >>people/dina.ini
is 'and with one' "$(as dina codes)" ''
is 'which is nobody else'\''s to write' "$(as ben codes)" 'E506 '
commits dina 'I am at sea'
clock 2026-06-08
c=negotiations/2026/0608-release-lead-hand000008
# ends DAY: what is left of the term that ben was elected for
ends() { sed "/^from = 2026-05-01/,/^by/s/^until = .*/until = $1/" roles/release-lead.ini; }
mkdir -p $c/a/roles $c/b-ana/roles
put $c/negotiation.ini '[negotiation]' 'kind = recall' 'role = release-lead' 'person = ben'
put $c/proposal.md 'Two left without a reader.'
ends 2026-06-11 >$c/a/roles/release-lead.ini
commits cleo 'ben?'
put $c/voice-a.md 'He had no time to wait.' '' 'Second:'
commits ana 'seconded'
put $c/voice-b.md 'It harms the launch.' '' 'Object: a'
commits ben 'no'
clock 2026-06-09
{
	ends 2026-06-14
	printf '%s\n' '[holder ana]' 'from = 2026-06-15' 'until = 2026-07-31' 'by = hand000008'
} >$c/b-ana/roles/release-lead.ini
commits ana 'rather so'
put $c/voice-c.md 'Consent: b'
commits cleo 'yes'
put $c/voice-d.md 'Consent: b'
commits ben 'yes'
clock 2026-06-11
cp $c/b-ana/roles/release-lead.ini roles/
decided $c cleo 'option = b-ana' 'tally = ana consent' 'tally = ben consent' 'tally = cleo consent' \
	'tally = dina consent via cleo' 'review = 2027-06-11'
is 'a recall is decided like everything else' "$(as cleo codes)" ''
commits cleo 'release-lead: ana after ben'
sed -i '/^\[member\]/,$s/^until = .*/until = 2026-06-30/' people/cleo.ini
commits cleo 'I go back to the theatre'
clock 2026-06-20
sed -i '/^\[holder ana\]/,$s/^until = .*/until = 2026-06-28/' roles/release-lead.ini
is 'who holds a role may lay it down' "$(as ana codes)" ''
is 'and nobody for them' "$(as ben codes)" 'E506 '
commits ana 'My mother needs me'
ok 'the year by hand is proven' moot verify
hand=
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
		for command in 'roles --all' tree pay 'status --all'; do
			# shellcheck disable=SC2086 # words on purpose
			moot $command --porcelain --at "$1"
		done
		for folder in negotiations/*/*; do
			moot tally "${folder##*-}" --porcelain --at "$1"
		done
	} 2>&1 | sed -E "s/\b[0-9a-f]{40}\b/COMMIT/g$names"
}
for day in 2026-02-01 2026-02-26 2026-03-01 2026-03-21 2026-04-26 2026-05-20 2026-05-24 2026-06-14 2026-06-15 2026-06-28 2026-06-29 \
	2026-07-10 2027-01-02; do
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
