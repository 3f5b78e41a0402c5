#!/bin/sh
# SPDX-License-Identifier: MIT
# moot record: somebody's standing in one file, which holds by itself or does not.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"

# --- a signed group, in which cleo is thanked, decides and goes ---
signed_group 'trailers = git'
main=$PWD
clock 2026-01-10
as ben moot write -m 'Cleo caught two, thanks @cleo, for the #releases.' >/dev/null 2>&1
clock 2026-01-12
id=$(opens ana books --set role.autonomy=how --holder cleo:2026-01-13..2026-12-31 -m 'She does it already.')
says ben consent "$id"
says cleo consent "$id" --decide
clock 2026-02-01
id=$(opens ben books --set 'pay.amount=300 EUR/month' -m 'Work is paid.')
says cleo consent "$id"
says ana consent "$id"
as ana moot decide "$id" >/dev/null 2>&1
clock 2026-02-02
as ana git commit -q --allow-empty -m 'books: a plan

Helped-by: Cleo Lind <cleo@tidemark.example>'
clock 2026-02-10
id=$(opens ana desk --set 'how.tools=telephone' -m 'Nobody answers.')
says ben consent "$id"
clock 2026-02-20
as ana moot decide "$id" >/dev/null 2>&1
clock 2026-03-01
as cleo moot act --person cleo --until 2026-06-30 -m 'Back to the theatre.' >/dev/null 2>&1
clock 2026-04-01
id=$(opens ana books --set role.ended=2026-05-31 -m 'A bureau does it from June on.')
says ben consent "$id"
says cleo consent "$id"
as ana moot decide "$id" >/dev/null 2>&1
clock 2026-07-05
tip=$(git rev-parse HEAD)
like 'the group is as it should be' "$(moot verify 2>&1)" '^proven: '

record=$SCRATCH/cleo.record
ok 'a record is written' moot record cleo -o "$record"
like 'with what is in it' "$(cat "$SCRATCH/out")" 'claims, proven by [0-9]+ objects'
like 'and the next step' "$(cat "$SCRATCH/err")" '^  next: moot record --check'
is 'without -o it is the result' "$(moot record cleo | git hash-object --stdin)" "$(git hash-object "$record")"

ok 'the history says the same' moot record --check "$record"
is 'in a paragraph' "$(COLUMNS=400 moot record --check "$record" | sed -n 1p)" \
	'Cleo Lind, Tidemark, 5 January to 30 June 2026: Books (5 months, paid 300 EUR/month from 1 February); spoke in 3 of 4 decisions; thanked by ben "Cleo caught two, thanks @cleo, for the #releases."; credited by ana "Helped-by: Cleo Lind <cleo@tidemark.example>"'
like 'and says so' "$(moot record --check "$record")" 'the history here says the same'

# --- elsewhere ---
mkdir "$SCRATCH/alone" "$SCRATCH/other" && cd "$SCRATCH/alone" || exit 1
ok 'signatures do, where there is no repository' moot record --check "$record"
is 'and whose they are' "$(moot record --check "$record" | grep '^  ana ')" \
	"  ana $(ssh-keygen -lf "$KEYS/ana.pub" | cut -d ' ' -f 2)"
unlike 'her own signature is there too, others are not' "$(moot record --check "$record")" '^  eve'
git init -q .
ok 'in an empty repository too' moot record --check "$record"
is 'from standard input' "$(moot record --check - <"$record")" "$(moot record --check "$record")"
ok 'in a clone the history says it' git clone -q "$main" "$SCRATCH/other/clone"
cd "$SCRATCH/other/clone" || exit 1
like 'though it is elsewhere' "$(moot record --check "$record")" 'the history here says the same'
is 'and the record is the same there' "$(moot record cleo | git hash-object --stdin)" "$(git hash-object "$record")"
is 'also cut into pieces by --json' "$(moot record cleo --json | grep -c '"v":1')" "$(moot record --check "$record" --porcelain | wc -l)"
like 'records tell each claim' "$(moot record --check "$record" --json)" \
	'"kind":"said",.*"line":1,"person":"cleo","who":"ben","what":"thanks","text":"Cleo caught two'
like 'and decisions what was said' "$(moot record --check "$record" --porcelain | cut -f 1,6,9)" '^decision	ana	absent$'
clock 2026-08-01
as ana moot write -m 'Thanks @cleo, we miss you.' >/dev/null 2>&1
like 'the group may have moved on' "$(moot record --check "$record")" 'as of 2026-07-05, .*the history here says the same'
is 'and can be asked as it was' "$(moot record cleo --commit "$tip" --at 2026-07-05 | git hash-object --stdin)" \
	"$(git hash-object "$record")"
git reset -q --hard HEAD~5
like 'what is not in the history is not asked' "$(moot record --check "$record")" 'signatures ok'
cd "$main" || exit 1
expect_status 0 'a person on a day before all that' moot record cleo --at 2026-01-09 -o "$SCRATCH/early"
like 'has less' "$(cd "$SCRATCH/alone" && moot record --check "$SCRATCH/early")" '^Cleo Lind, Tidemark, since 5 January 2026$'
expect_status 128 'nobody has no record' moot record cloe
like 'and may be meant' "$(cat "$SCRATCH/err")" "^hint: did you mean 'cleo'"

# --- tampering: in the alone folder, where nothing but the file speaks ---
cd "$SCRATCH/alone" || exit 1
forged=$SCRATCH/forged.record
# holds TITLE STATUS PATTERN: what --check says of $forged
holds() {
	moot record --check "$forged" >"$SCRATCH/out" 2>&1
	[ $? -eq "$2" ] && grep -Eq -e "$3" "$SCRATCH/out"
	result $? "$1"
	[ "$test_failed" -eq "${failed_before:=0}" ] || {
		failed_before=$test_failed
		note <"$SCRATCH/out"
	}
}
for type in commit tree blob; do
	# one bit of the first object of its type
	awk -v type=$type '$1 == "object" && $2 == type && !done { print; getline; c = substr($0, 9, 1)
		$0 = substr($0, 1, 8) (c == "A" ? "B" : "A") substr($0, 10); done = 1 } { print }' "$record" >"$forged"
	holds "a bit of a $type is found" 1 "this is not $type [0-9a-f]*: its bytes are others \\[E904\\]"
	awk -v type=$type '$1 == "object" { out = $2 == type && !done; done += out } $1 == "end" { out = 0 } !out' "$record" >"$forged"
	holds "so is a $type that is missing" 1 '\[E90[56]\]'
done
sed 's/^\(said .*\):1$/\1:2/' "$record" >"$forged"
holds 'another line' 1 "forged.record:[0-9]+: error: claim 'said' .* no sentence that acknowledges cleo begins there \\[E905\\]"
sed 's/^person cleo$/person ben/' "$record" >"$forged"
holds 'another person' 1 'it is not the file of ben'
sed "s/^genesis .*/genesis $tip/" "$record" >"$forged"
holds 'another founding' 1 'founds no group'
sed 's/^\(trailer .*\):3$/\1:1/' "$record" >"$forged"
holds 'another line of a message' 1 'no line that acknowledges cleo stands there'
sed '/^decision/d' "$record" >"$forged"
holds 'a role without its decision' 1 "claim 'role' .*: nothing in the record agreed to it"
sed '/^voice/d' "$record" >"$forged"
holds 'what she decided herself is her word alone without the voices' 3 'rest on the word of cleo alone'
sed '/^member/d' "$record" >"$forged"
holds 'a role without a membership' 1 'no membership in the record covers it'
sed 's/^\(said .*\)$/\1\n\1/' "$record" >"$forged"
holds 'what is said twice counts once' 1 "claim 'said' .*: line [0-9]+ says it too, and it counts once \[E905\]"
sed '/^charter/d' "$record" >"$forged"
holds 'no charter' 1 "before it stand the claims 'charter' and 'name'"
{ cat "$record" && cat "$record"; } >"$forged"
holds 'two in one' 1 "nothing may stand behind 'end'"
sed 's/$/\r/' "$record" >"$forged"
holds 'line ends of another system are none' 0 'signatures ok'
sed '/^trailer/d' "$record" >"$forged"
holds 'what is left out cannot be seen here' 0 'signatures ok'
lines=$(wc -l <"$record")
found=0
for line in $(seq 0 23 $((lines - 1))); do
	head -n "$line" "$record" >"$forged"
	moot record --check "$forged" >/dev/null 2>&1
	[ $? -eq 1 ] && found=$((found + 1))
done
is 'wherever it is cut, it is found' "$found" $(((lines + 22) / 23))

cd "$main" || exit 1
sed '/^trailer/d' "$record" >"$forged"
holds 'the history knows what is left out' 1 'the record leaves out what the history here has: trailer .*message:3 \[E907\]'
sed 's/^at .*/at 2026-01-11/' "$record" >"$forged"
holds 'and another day' 1 'it does not follow from the history here: role'

# --- forged in the group itself: commits that nobody agreed to, and a record made by hand ---
# forge < CLAIMS: with every object of the repository
mkdir "$SCRATCH/objects"
forge() {
	printf 'moot record 1\nperson cleo\nroot .\ngenesis %s\ntip %s\nat 2026-07-05\n' \
		"$(git rev-list --max-parents=0 HEAD)" "$(git rev-parse HEAD)"
	grep -E '^(charter|name|member) ' "$record"
	cat
	git cat-file --batch-all-objects --batch-check | LC_ALL=C sort | while read -r object type size; do
		[ -f "$SCRATCH/objects/$object" ] || {
			echo "object $type $object $size"
			git cat-file "$type" "$object" | base64 -w 76
		} >"$SCRATCH/objects/$object"
		echo "$SCRATCH/objects/$object"
	done | xargs cat
	echo end
}
# claims TITLE STATUS PATTERN < CLAIMS: checked where there is no history
claims() {
	forge >"$forged"
	cd "$SCRATCH/alone" || exit 1
	holds "$@"
	cd "$main" || exit 1
}
claims 'a record made by hand of what is true holds' 0 'thanked by ben' <<END
$(grep '^said' "$record")
END
clock 2026-06-01
printf '[holder cleo]\nfrom = 2026-01-05\nuntil = 2026-12-31\nby = founding\n' >>roles/desk.ini
as cleo git commit -qam 'desk is mine'
row=$(grep -n 'holder cleo' roles/desk.ini | cut -d : -f 1)
claims 'a role that she took is none' 1 'nothing in the record agreed to it' <<END
role $(git rev-parse HEAD) roles/desk.ini:$row
END
as ana git commit -q --allow-empty -m 'a day later'
claims 'nor is it by a later commit' 1 'it was there before, so that this commit says nothing of it' <<END
role $(git rev-parse HEAD) roles/desk.ini:$row
END
sed -n '/holder cleo/,$p' roles/books.ini | sed -n 1,4p | sed 's/^from = .*/from = 2026-01-07/' >>roles/books.ini
as cleo git commit -qam 'and earlier, since it was agreed'
row=$(grep -n 'from = 2026-01-07' roles/books.ini | cut -d : -f 1)
claims 'nor one that a decision gave otherwise' 1 'nothing in the record agreed to it' <<END
$(grep -E '^(decision|voice)' "$record")
role $(git rev-parse HEAD) roles/books.ini:$((row - 1))
END
sed -i 's/^until = 2026-06-30/until = 2027-12-31/' people/cleo.ini
as cleo git commit -qam 'and I stay'
claims 'nor is a term that she made longer' 1 "claim 'member' .* nothing in the record agreed to it" <<END
member $(git rev-parse HEAD) people/cleo.ini:$(grep -n '^.member' people/cleo.ini | cut -d : -f 1)
END
as ben moot write -m 'Met @cleo today.' >/dev/null 2>&1
claims 'a mention is no acknowledgement' 1 'no sentence that acknowledges cleo begins there' <<END
said $(git rev-parse HEAD) $(git show --format= --name-only):1
END
path=journals/ben/2026/2026-01-10.md
printf '\nThank you @cleo for everything.\n' >>$path
as cleo git commit -qam 'words for ben'
claims "her own words in ben's journal are none" 1 "cleo wrote it into somebody else's journal" <<END
said $(git rev-parse HEAD) $path:3
END
printf '\nThank you @ana.\n' >>$path
as ben git commit -qam 'ben again'
claims 'nor are they his when he writes on' 1 'it was there before' <<END
said $(git rev-parse HEAD) $path:3
END
claims 'nor is what somebody else is thanked for' 1 'no sentence that acknowledges cleo begins there' <<END
said $(git rev-parse HEAD) $path:5
END
as cleo git commit -q --allow-empty -m 'praise

Helped-by: cleo'
claims 'her own trailers are none' 1 'cleo wrote it, or committed it' <<END
trailer $(git rev-parse HEAD) message:3
END
as ana git commit -q --allow-empty -m 'not praise

Negotiation: 0123456789
Helped-by: cleo'
claims 'nor are those of decisions' 1 'what a decision says of people is no acknowledgement' <<END
trailer $(git rev-parse HEAD) message:4
END
signing eve as ana git commit -q --allow-empty -m 'by eve

Helped-by: cleo'
claims 'a key of nobody proves nothing' 3 '1 of its 6 claims is not signed' <<END
$(grep '^said' "$record")
trailer $(git rev-parse HEAD) message:3
END
signing eve as eve git commit -q --allow-empty -m 'by eve

Helped-by: cleo'
claims 'a stranger is nobody' 1 'eve@tidemark.example, is in none of the people.s files before it .*\[E906\]' <<END
trailer $(git rev-parse HEAD) message:3
END
false=$(git cat-file commit HEAD~2 | sed 's/^not praise/so much praise/; /^Negotiation/d' | git hash-object -t commit -w --stdin)
claims 'a signature of another text is false' 1 'its signature is not by the key that it names, or of another text \[E906\]' <<END
trailer $false message:3
END
mkdir -p negotiations/2026/0601-desk-0123456789
echo '[decision]
option = a
tally = ana consent
tally = cleo consent' >negotiations/2026/0601-desk-0123456789/decision-ana-1.ini
printf '[holder cleo]\nfrom = 2026-01-06\nuntil = 2026-12-31\nby = 0123456789\n' >>roles/desk.ini
git add . && as cleo git commit -qm 'desk: cleo until 2026-12-31'
made=$(git rev-parse HEAD)
row=$(grep -n 'from = 2026-01-06' roles/desk.ini | cut -d : -f 1)
claims 'a decision that she made up is her own word' 3 '2 of its 6 claims rest on the word of cleo alone' <<END
role $made roles/desk.ini:$((row - 1))
decision $made negotiations/2026/0601-desk-0123456789/decision-ana-1.ini
END
printf 'I want it.\n\nConsent: a\n' >negotiations/2026/0601-desk-0123456789/voice-ana-0601T120000-abcd.md
git add . && as cleo git commit -qm 'a voice'
claims 'and so is a voice that she made up' 1 'nobody else consents to anything there' <<END
voice $(git rev-parse HEAD) negotiations/2026/0601-desk-0123456789/voice-ana-0601T120000-abcd.md
END
git checkout -q -b side "$made" && as ana git commit -q --allow-empty -m side
git checkout -q main && as ana git merge -q --no-edit side 2>/dev/null
as ana git checkout -q -b late "$tip" && as ana git merge -q --no-ff --no-edit "$made" 2>/dev/null
claims 'a merge does not make it new' 1 'it was there before' <<END
role $(git rev-parse HEAD) roles/desk.ini:$((row - 1))
decision $(git rev-parse HEAD) negotiations/2026/0601-desk-0123456789/decision-ana-1.ini
END
git checkout -q main && git reset -q --hard "$tip"

# --- files ---
echo 'my poems' >poems
expect_status 128 'a file that is no record stays' moot record cleo -o poems
is 'as it was' "$(cat poems)" 'my poems'
like 'and the way out is told' "$(cat "$SCRATCH/err")" '^hint: name another file'
mkdir folder
expect_status 128 'a folder is no record' moot record cleo -o folder
mkfifo pipe
expect_status 128 'nor is a pipe' moot record cleo -o pipe
[ -p pipe ]
result $? 'which is still there'
ln -s "$record" link
ok 'behind a link the file is replaced' moot record cleo -o link
[ -L link ] && cmp -s link "$record"
result $? 'and the link stays'
cp "$record" kept
(
	trap '' XFSZ
	ulimit -f 8
	moot record cleo -o kept
) >"$SCRATCH/out" 2>&1
is 'what cannot be written whole is refused' $? 128
is 'and nothing is half' "$(git hash-object kept)$(ls -d kept.* 2>/dev/null)" "$(git hash-object "$record")"
expect_status 128 'no such record' moot record --check nothing
expect_status 129 'a record is checked as it is' moot record --check "$record" --at 2026-01-01
expect_status 129 'and not written' moot record --check "$record" -o x
: >"$forged"
holds 'an empty file is no record' 1 'not a record'
truncate -s 65M "$forged"
expect_status 128 'nor is one without end' moot record --check "$forged"
head -c 300000 /dev/urandom >"$forged"
expect_status 1 'nor are any bytes' moot record --check "$forged"
like 'and not by a parser that gives up' "$(cat "$SCRATCH/out")" 'not a record'

# --- a named group below the top, whose people write what they like ---
mkdir "$SCRATCH/named" && cd "$SCRATCH/named" || exit 1
signs_with -
unset GIT_CONFIG_COUNT
person ana 'Ana Reyes'
new_repo code
mkdir governance && cd governance || exit 1
clock 2026-01-05
printf '[moot]\nrules = 1\nname = Ti\033[31mdemark\nidentity = named\n' >moot.ini
member ana 'Ana Reyes' 2026-12-31
member cleo "$(printf 'Cl\033]0;x\007eo \342\200\256Lind')" 2026-12-31
git add . && git commit -q -m 'founded'
person cleo 'Cleo Lind'
mkdir -p journals/cleo && echo day >journals/cleo/1.md
git add . && git commit -q -m 'cleo is here'
person ana 'Ana Reyes'
mkdir -p journals/ana
name=$(printf 'journals/ana/a b:%%\303\251\n\033.md')
printf 'Thanks @cleo for the \033[2J\342\200\256 night.\n' >"$name"
git add . && git commit -q -m 'thanks'
ok 'a record of odd bytes is written' moot record cleo -o "$record"
is 'in plain ASCII' "$(LC_ALL=C grep -c '[^ -~]' "$record")" 0
ok 'the history says the same' moot record --check "$record"
cd "$SCRATCH/alone" || exit 1
expect_status 3 'elsewhere nothing is proven' moot record --check "$record"
like 'and why' "$(cat "$SCRATCH/err")" '^cannot tell: nothing in it is signed'
like 'it is shown all the same' "$(cat "$SCRATCH/out")" 'thanked by$|thanked by ana "Thanks @cleo for the'
is 'with nothing that commands a terminal' "$(LC_ALL=C grep -c "$(printf '[\001-\010\013-\037\177]')" "$SCRATCH/out" "$SCRATCH/err" | grep -v ':0$')" ''
sed 's,^\(said .*\)ana,\1cleo,' "$record" >"$forged"
holds 'paths of findings are as harmless' 1 'journals/cleo/a b:%é .x1b.md are not in the record'
is 'too' "$(LC_ALL=C grep -c "$(printf '[\001-\010\013-\037\177]')" "$SCRATCH/out")" 0
done_testing
