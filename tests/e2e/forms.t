#!/bin/sh
# SPDX-License-Identifier: MIT
# The forms of an answer: for people, as records, as JSON with names that do not change.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

with_pay() {
	with_roles
	printf '[pay]\namount = 10 EUR/month\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n' >>roles/release.ini
}
founding=with_pay tidemark
clock 2026-01-10
as ben commit_file journals/ben/2026/2026-01-10.md 'Thanks @cleo for the #proofs, dear @zed.' 'ben: 10' >/dev/null
id=$(opens ana release --set 'how.tools=ninja' -m 'Quicker.')
says ben object "$id" -m 'It harms, "quoted", with	a tab and a \ in it.'
id2=$(opens ben desk --set 'what.work=letters' -m 'More.')
says cleo consent "$id2"
says ana consent "$id2" --decide

moot record cleo -o ../cleo.record >"$SCRATCH/out" 2>&1

# what there is to ask, a line each
asked() {
	cat <<-END
		log
		status --all
		tree
		tree --diff 2025-01-01
		roles
		show $id
		show $id2
		show release
		show ben
		show charter
		show roles/release.ini
		reputation
		reputation --events --all
		reputation --digest
		why cleo
		why ben cleo
		why roles/release.ini:4
		tally $id
		policy
		policy simulate standard --roll 4 --consent 2
		check
		verify
		record --check ../cleo.record
		doctor
		version
	END
}
cat >"$SCRATCH/records.py" <<'END'
import json, sys
for line in sys.stdin:
    if not line.startswith('{"v":1'):
        print('its first field is not v:', line, end='')
    record = json.loads(line)
    if not isinstance(record, dict):
        print('no object:', line, end='')
END
asked | while read -r words; do
	moot $words --json 2>&1 | python3 "$SCRATCH/records.py" >"$SCRATCH/wrong" 2>&1 || echo "$words: $(tail -n 1 "$SCRATCH/wrong")"
	sed "s|^|$words: |" "$SCRATCH/wrong"
done >"$SCRATCH/all"
is 'each line of JSON is an object that begins with v' "$(cat "$SCRATCH/all")" ''
for form in --json --porcelain -z; do
	is "what is asked with $form is answered" "$(asked | grep -v '^check\|^verify' | while read -r words; do
		[ -n "$(moot $words $form 2>/dev/null | tr '\0' '\n')" ] || echo "$words"
	done)" ''
done
is 'a record of porcelain has as many fields as its like' "$(asked | while read -r words; do
	[ "$(moot $words --porcelain 2>/dev/null | awk -F '\t' '{ print NF }' | sort -u | wc -l)" -le 1 ] || echo "$words"
done)" ''
is 'with -z a record ends in a NUL, and they are as many' "$(asked | while read -r words; do
	[ "$(moot $words -z 2>/dev/null | tr -dc '\0' | wc -c)" -eq "$(moot $words --porcelain 2>/dev/null | wc -l)" ] || echo "$words"
done)" ''
is 'JSON has as many records as porcelain' "$(asked | while read -r words; do
	[ "$(moot $words --json 2>/dev/null | wc -l)" -eq "$(moot $words --porcelain 2>/dev/null | wc -l)" ] || echo "$words"
done)" ''
escape=$(printf '\033')
is 'colour adds nothing but colour' "$(asked | while read -r words; do
	[ "$(moot $words --color=always 2>&1 | sed "s/$escape\[[0-9;]*m//g")" = "$(moot $words 2>&1)" ] || echo "$words"
done)" ''
like 'and there is some' "$(moot roles --color=always)" "$escape"
unlike 'none where nobody looks' "$(moot roles)" "$escape"
unlike 'and none in records' "$(moot roles --color=always --json)" "$escape"
# what is a file, or names one, and rows of a table stay whole
wide='^show (charter|release|ben|roles/)|^policy$|--events|--digest|^(version|check|verify)'
fits() { # fits COLUMNS PATTERN: lines that do not, of all questions but those
	asked | grep -Ev "$2" | while read -r words; do
		COLUMNS=$1 moot $words 2>/dev/null | sed 's/[│├└─█▏▎▍▌▋▊▉]/x/g' |
			awk -v most="$1" -v words="$words" 'length > most { print words ": " $0 }'
	done | grep -Ev '(journals|roles|negotiations)/[^ ]*$'
}
is 'what is for people fits 80 columns' "$(fits 80 "$wide")" ''
is 'and but for tables 40' "$(fits 40 "$wide|^reputation\$")" ''

# --- the names ---
# names COMMAND...: those of the first record, in order
names() {
	"$@" --json 2>/dev/null | head -n 1 | python3 -c '
import json, sys
def names(value):
    if isinstance(value, list):
        return "[" + (names(value[0]) if value and isinstance(value[0], dict) else "") + "]"
    if isinstance(value, dict):
        return " ".join(key + (":" + names(part) if isinstance(part, (list, dict)) else "") for key, part in value.items())
    return ""
print(names(json.loads(sys.stdin.readline())))'
}
is 'of a reputation' "$(names moot reputation)" \
	'v person score ppm firm_ppm breadth thanked cited asked mentioned topics:[]'
is 'of events' "$(names moot reputation --events)" \
	'v giver receiver kind units topic day path line commit share weight void'
is 'of a digest' "$(names moot reputation --digest)" 'v digest params events'
is 'of why' "$(names moot why cleo)" 'v giver standing kind topic day path line sentence share weight part'
is 'of roles' "$(names moot roles release)" \
	'v role title kind seats autonomy topics:[] holders:[person from until by in_force] led_by:[] state'
negotiation='v id slug state policy opened decidable closes options:[name by state changes] roll:[person because] stances:[person option stance day commit] missing:[] result decision order:[] winners:[] ties:[] warning'
is 'of a negotiation' "$(names moot show "$id")" "$negotiation"
is 'of a tally' "$(names moot tally "$id")" "$negotiation"
is 'of status' "$(names moot status --all)" 'v what who role id due text'
is 'of an entry' "$(names moot log --by ben)" 'v day who path line title topics:[] signals:[kind target] foreign:[] commit'
is 'of a role that is shown' "$(names moot show release)" \
	'v role title kind seats autonomy topics:[] holders:[person from until by in_force] led_by:[] state team ended keys:[level key value] pay:[amount from until by in_force] negotiations:[id state]'
is 'of a person' "$(names moot show ben)" \
	'v person name email:[] affiliation member:[from until by guest in_force] away:[] delegates:[] load_tenths roles:[role from until by in_force]'
is 'of a file' "$(names moot show roles/release.ini)" 'v path text'
is 'which is whole' "$(moot show roles/release.ini --json | python3 -c '
import json, sys
sys.stdout.write(json.loads(sys.stdin.readline())["text"])')" "$(cat roles/release.ini)"
sed -i 's/^autonomy/autonmy/' roles/release.ini
is 'of a finding' "$(names moot check)" 'v code severity path line column message hint commit'
git checkout -q -- roles
sed -i 's/make/xmake/' roles/desk.ini roles/release.ini
as cleo git commit -q -a -m 'nobody agreed'
is 'of what verify finds' "$(names moot verify)" 'v code severity path line column message hint commit'
is 'exact scores are decimal strings' "$(moot reputation --json | grep -c '"score":"[0-9]*",')" 1
is 'of ballots' "$(printf 'a,b\n1,2\n1,2\n2,1\n' >b.csv && names moot tally --ballots b.csv --method schulze --unranked last | grep -oE '^v .*\b(order|winners|ties|warning)\b.*')" \
	"$(names moot tally --ballots b.csv --method schulze --unranked last)"
done_testing
