#!/bin/sh
# SPDX-License-Identifier: MIT
# One negotiation of each kind in a group of 410 roles: every step by the words that the step before
# it named, and nothing wider than a terminal.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

# --- 410 roles of a register, as somebody might keep one ---
new_repo big
mkdir people roles
for who in ana ben cleo dina eve fay gus hal; do
	printf '[person]\nname = %s Big\nemail = %s@tidemark.example\n[member]\nfrom = 2020-01-01\nuntil = 2027-12-31\n' "$who" "$who" >"people/$who.ini"
done
role() { # NAME SEATS HOLDER...
	printf '[role]\nseats = %s\nautonomy = what\ntopics = %s\n' "$2" "$1" >"roles/$1.ini"
	role_name=$1
	shift 2
	for holder in "$@"; do
		printf '[holder %s]\nfrom = 2021-01-01\n' "$holder" >>"roles/$role_name.ini"
	done
}
for i in $(seq 1 404); do
	role "working-group-for-things-number-$i" 1
done
role crew 4 ana ben cleo dina
role release 1 ben
role desk 1 ana
role docs 2 cleo dina
role infra 1 eve
role triage 3 fay
printf '[how]\ntools = make\n' >>roles/release.ini
for name in release desk docs infra triage; do
	sed -i 's/^topics/team = crew\ntopics/' "roles/$name.ini"
done
is 'there are 410 roles' "$(ls roles | wc -l | tr -d ' ')" 410
clock 2026-01-05
ok 'they are founded in one step' moot init --name Big
clock 2026-01-06
for who in ben cleo dina eve fay gus hal; do
	person "$who" "$who" && says $who write -m 'I am here.'
done
# shellcheck disable=SC2317
eve() { person eve Eve; }
fay() { person fay Fay; }
gus() { person gus Gus; }
hal() { person hal Hal; }

# goes TITLE WHO COMMAND...: yes, and no line of it wider than a terminal.
goes() {
	goes_title=$1
	goes_who=$2
	shift 2
	as "$goes_who" moot "$@" >"$SCRATCH/out" 2>"$SCRATCH/err"
	goes_status=$?
	goes_wide=$(cat "$SCRATCH/out" "$SCRATCH/err" | grep -Ev '^(warning|hint): ' | awk 'length($0) > 80')
	[ "$goes_status" -eq 0 ] && [ -z "$goes_wide" ]
	goes_right=$?
	result $goes_right "$goes_title"
	[ "$goes_right" -eq 0 ] || {
		echo "# $goes_who: moot $* ended with $goes_status"
		note <"$SCRATCH/err"
		printf '%s\n' "too wide: $goes_wide" | note
	}
	case $1 in
	propose | renew | recall | join | act)
		new=$(sed -n 's/^\([0-9a-z]\{10\}\)  .*/\1/p' "$SCRATCH/out")
		id=${new:-$id}
		;;
	esac
}
shows() { # TITLE PATTERN: what the negotiation says of itself
	like "$1" "$(moot show "$id" | tr -s ' \n' ' ')" "$2"
	is '  in a terminal' "$(moot show "$id" | awk 'length($0) > 80')" ''
}
id=

# consent, with every word that there is
goes 'consent: it is proposed' ben propose release --set 'what.work=every six weeks' -m 'As we do.'
goes '  a hold' ana hold "$id" 1d -m 'Let me look.'
goes '  a concern' cleo concern "$id" -m 'Who tells the packagers?'
goes '  aside' dina stand-aside "$id"
goes '  another option' cleo amend "$id" --set 'what.work=every eight weeks' -m 'Packagers ask for it.'
goes '  an objection' ben object "$id" b -m 'Eight weeks lose us a quarter of the reports, each.'
goes '  taken back' ben withdraw "$id"
goes '  a consent' ben consent "$id" a
goes '  an abstention' ana abstain "$id"
goes '  and another consent' dina consent "$id" a
shows '  what is said is told' 'consent ben, dina; concern cleo; abstain ana'
clock 2026-01-09
goes '  it is decided' hal decide "$id"
is '  and holds' "$(moot show roles/release.ini | sed -n 's/^work = //p')" 'every six weeks'

# a trial that is kept, and one that is settled
goes 'a trial' ben propose release --set 'how.tools=ninja' --trial 5d -m 'Let us see.'
kept=$id
goes '  consented and decided' ana consent "$id"
goes '  at once' cleo consent "$id"
clock 2026-01-11
goes '  by anybody' gus decide "$id"
goes '  is kept' ben propose release --keep "$kept" -m 'It is faster.'
goes '  by those who saw it' ana consent "$id"
clock 2026-01-13
goes '  for good' cleo decide "$id"
clock 2026-01-20
is '  after its day too' "$(moot show roles/release.ini | sed -n 's/^tools = \([a-z]*\).*/\1/p')" ninja
goes 'a trial that nobody keeps' ana propose desk --set 'what.work=no mail on Fridays' --trial 2d -m 'Let us see.'
goes '  is decided' ben consent "$id"
goes '  by those who speak' cleo consent "$id"
clock 2026-01-22
goes '  runs' cleo decide "$id"
clock 2026-01-26
like '  lapses' "$(moot status --all)" 'lapsed +desk'
goes '  and is settled' ana settle
is '  in the file' "$(grep -c Fridays roles/desk.ini)" 0

# act; an emergency; advice; lazy; an agreement
goes 'an act' ana act desk --set 'what.work=answers within a day' -m 'People wait.'
goes 'of several holders' cleo act docs --set 'what.work=a page a week' -m 'We said so.'
goes '  among themselves' dina consent "$id" --decide
goes 'an emergency' cleo act release --set 'why.purpose=no release until the key is new' --emergency 'The key leaked.'
like '  stands first for everybody' "$(as hal moot status | head -n 1)" 'emergency +release'
goes '  is adopted' ana consent "$id"
goes '  in time' dina consent "$id" --decide
goes 'a lazy text' cleo propose infra --set 'what.work=backups' --policy lazy -m 'It is what I do.'
goes '  with one more voice' ana consent "$id"
goes 'an agreement' gus propose --agreement reply-time --from-file - -m 'Said at the meeting.' <<-END
	# Whoever writes gets an answer within three days

	Until: 2026-12-31
END
goes '  of members' hal consent "$id"
agreement=$id
clock 2026-02-03
goes '  which is decided' ana stand-aside "$agreement"
goes '  by those' ben consent "$agreement"
goes '  who spoke' ana decide "$agreement"
goes 'a policy of advice' ana propose --charter --set 'policy ask.method=advice' --set 'policy ask.open=0d..7d' \
	--set 'policy ranks.method=ranked' --set 'policy ranks.unranked=last' --set 'policy ranks.open=1d..7d' \
	--set 'policy hidden.method=election' --set 'policy hidden.seal=yes' --set 'policy hidden.open=5d..14d' \
	--set 'policy hidden.quorum=1/2' --set 'use.where=ask' --set 'use.agreement=ranks' --set moot.relay=7d -m 'More ways.'
charter=$id
for who in ben cleo dina eve fay; do
	goes "  is entrenched: $who votes" $who consent "$charter"
done
expect_status 1 '  and waits' as ana moot decide "$charter"
clock 2026-02-18
goes '  for its days' gus decide "$charter"
goes 'advice' cleo propose desk --set 'where.place=the attic' -m 'It is quiet.'
goes '  is heard' ben concern "$id" -m 'And cold.'
goes '  and followed or not' ana consent "$id"
goes '  and decided' ana decide "$id"
goes 'a ranking' eve propose --agreement meeting --from-file - -m 'When?' <<-END
	# We meet on Mondays

	Until: 2026-12-31
END
meeting=$id
printf '# We meet on Fridays\n\nUntil: 2026-12-31\n' >"$SCRATCH/fridays"
goes '  of two' fay amend "$meeting" --from-file "$SCRATCH/fridays" -m 'Mondays are full.'
goes '  is said by one' gus prefer "$meeting" 'b > a > none'
goes '  and another' hal prefer "$meeting" 'b > none > a'
goes '  and others' eve prefer "$meeting" 'a > b > none'
clock 2026-02-20
goes '  and counted' ana tally "$meeting"
goes '  and decided' ana decide "$meeting"
like '  for the winner' "$(moot show agreements/meeting.md)" Fridays

# an election, one with seals, one of several seats
goes 'an election' ana renew infra --until 2026-12-31 -m 'Half a year more.'
goes '  names another' ben nominate "$id" hal -m 'He has the keys too.'
goes '  is willing' hal willing "$id" -m 'Gladly.'
goes '  changes a mind' ana nominate "$id" hal -m 'Then he.'
goes '  and is heard' eve nominate "$id" hal -m 'I have had it long enough.'
goes '  accepts' hal accept "$id"
clock 2026-02-26
goes '  and is elected' cleo decide "$id"
is '  for his term' "$(holders_of infra --at 2026-08-01)" hal
goes 'a sealed one' ana renew triage --seats 1 --policy hidden --from 2026-07-10 --until 2026-12-31 -m 'In secret.'
sealed=$id
for who in ana ben cleo; do goes "  $who seals" $who nominate "$sealed" gus; done
clock 2026-03-04
for who in ana ben cleo; do goes "  $who reveals" $who nominate "$sealed" --reveal -m 'Gus reads every line.'; done
goes '  who was meant accepts' gus accept "$sealed"
clock 2026-03-09
goes '  and is elected' hal decide "$sealed"
goes 'three seats' ana renew triage --seats 3 --from 2027-01-01 --until 2027-06-30 -m 'All of them.'
seats=$id
for nominee in gus hal fay; do goes "  $nominee is named" ana nominate "$seats" $nominee -m 'Careful.'; goes "  and accepts" $nominee accept "$seats"; done
for who in ana ben cleo; do goes "  $who ranks" $who prefer "$seats" 'gus > hal > fay'; done
clock 2026-03-15
goes '  are filled at once' ben decide "$seats"
is '  all three' "$(holders_of triage --at 2027-02-01)" 'fay gus hal'

# a recall, called and seconded; the holder stays until it passes
goes 'a recall' cleo recall desk ana -m 'No letter was answered in February.'
shows '  waits for a second' 'ana holds desk unless it passes'
goes '  gets it' ben second "$id"
goes '  is heard' ana object "$id" -m 'A recall in the fair harms the fair.'
recall=$id
for who in ben cleo dina; do goes "  $who agrees" $who consent "$recall"; done
is '  and stays' "$(holders_of desk)" ana
clock 2026-03-22
goes '  until it passes' hal decide "$recall"
clock 2026-03-23
is '  and is over' "$(holders_of desk)" ''

# a choice taken back, an appeal, a resignation, delegation, a relayed voice
goes 'a vacant role' dina propose desk --holder dina..2026-09-30 -m 'I can.'
goes '  is given' ben consent "$id"
goes '  and not held up' ana stand-aside "$id"
clock 2026-03-26
goes '  it is decided' hal decide "$id"
goes '  a choice is taken back' ben withdraw "$id" -m 'She has no time.'
shows '  and it is contested' 'contested'
goes 'a block' ben propose release --set 'how.tools=tup' -m 'Faster.'
blocked=$id
goes '  by one' cleo object "$blocked" -m 'Nobody here can mend it, and the next release is in a week.'
clock 2026-04-05
goes '  is recorded' ana decide "$blocked"
goes '  and answered' ben propose release --set 'how.tools=tup' --answers "$blocked" -m 'I can teach it.'
shows '  by an appeal' 'policy appeal'
goes 'a word lent' cleo act --delegate dina..2026-06-30
is '  is told as such' "$(head -n 1 "$SCRATCH/out" | sed 's/.*] //')" 'cleo: dina speaks for cleo until 2026-06-30'
goes '  counts' ana propose crew --set 'what.work=the fair' -m x
goes '  for who is silent' dina consent "$id"
shows '  as such' 'cleo via dina|via dina'
goes 'a voice passed on' eve propose infra --set 'what.work=backups, and a fire drill' -m x
printf 'Gladly.\n\nConsent: a\n' >"$(folder_of "$id")/voice-fay-mail.md"
git add . && as gus git commit -q -m 'fay by mail'
shows '  is shown as such' 'fay.*relayed by gus|relayed'
goes 'a resignation' cleo act docs --holder cleo..2026-04-30 -m 'I go to sea.'
like '  is told as one' "$(git log -1 --format=%s)" 'cleo resigns on 2026-04-30'

# a member joins; roles are renamed, merged, split
goes 'somebody joins' ana join ira --name 'Ira New' --email ira@tidemark.example
join=$id
for who in ben cleo dina eve fay; do goes "  $who welcomes" $who consent "$join"; done
clock 2026-04-13
goes '  it is decided' hal decide "$join"
ira() { person ira Ira; }
goes '  and they begin' ira accept "$join" -m 'With joy.'
goes 'a role renamed' ana propose operations --set role.was=infra --add role.was=triage --set role.autonomy=what --holder hal..2026-12-31 -m 'One team.'
merged=$id
for who in ben dina eve ira; do goes "  $who agrees" $who consent "$merged"; done
goes '  and takes it' hal accept "$merged"
clock 2026-04-24
goes '  as decided' hal decide "$merged"
goes 'a role split' ben propose letters --set role.was=desk --holder ben..2026-09-30 -m 'Letters are half of it.'
goes '  in two' cleo propose calls --set role.was=desk --holder cleo..2026-09-30 -m 'Calls the other.'
like '  and why goes back' "$(moot show operations)" 'formerly infra, triage'
goes 'all terms renewed' ana propose --renew -m 'The year ends.' -n

# nothing of all this is in doubt, and nothing takes long to read
ok 'the history holds' moot verify
ok 'and check finds nothing' moot check
for word in status 'status --all' roles tree pay 'log -n 5' 'show ana' 'why ana' 'show charter' policy; do
	# shellcheck disable=SC2086
	is "moot $word fits a terminal" "$(as hal moot $word | awk 'length($0) > 80')" ''
done
done_testing
