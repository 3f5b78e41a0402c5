#!/bin/sh
# SPDX-License-Identifier: MIT
# The table of rule A3: what each autonomy lets a holder change alone, by moot act and by a plain
# commit that is judged afterwards.  A cell is "yes" or "no", written from the rule.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

#        where how what who why title topics agreed
table='
none     no    no  no   no  no  no    no     no
where    yes   no  no   no  no  no    no     no
how      yes   yes no   no  no  no    no     no
what     yes   yes yes  no  no  yes   yes    no
who      yes   yes yes  yes no  yes   yes    no
why      yes   yes yes  yes yes yes   yes    no
'
agreed='autonomy seats kind team duty ended'

levels() {
	mkdir -p roles
	for autonomy in none where how what who why; do
		cat >"roles/of-$autonomy.ini" <<-END
			[role]
			title = Of
			autonomy = $autonomy
			topics = old
			seats = 3
			kind = role
			team = crew
			duty = journal/300d
			[where]
			key = old
			[how]
			key = old
			[what]
			key = old
			[who]
			key = old
			[why]
			key = old
		END
		by_founding 2026-06-30 'holder ana' >>"roles/of-$autonomy.ini"
	done
	printf '[role]\nkind = team\n' >roles/crew.ini
}
founding=levels tidemark

# value FILE SECTION KEY: what stands.
value() {
	moot show "$1" 2>/dev/null | awk -v section="[$2]" -v key="$3" \
		'/^\[/ { in_it = $0 == section } in_it && $1 == key { print $3; exit }'
}
# by_act ROLE SECTION KEY NEW, by_hand the same: does it, and prints whether it stands.
by_act() {
	as ana moot act "$1" --set "$2.$3=$4" >/dev/null 2>&1
	[ "$(value "roles/$1.ini" "$2" "$3")" = "$4" ] && echo yes || echo no
}
by_hand() {
	git checkout -q main && git checkout -q -B hand
	awk -v section="[$2]" -v key="$3" -v new="$4" '
		/^\[/ { if (in_it && !done) { print key " = " new; done = 1 } in_it = $0 == section }
		in_it && $1 == key { print key " = " new; done = 1; next }
		{ print }' "roles/$1.ini" >"$SCRATCH/new" && cp "$SCRATCH/new" "roles/$1.ini"
	as ana git commit -q -a -m "$1: $3"
	[ "$(value "roles/$1.ini" "$2" "$3")" = "$4" ] && echo yes || echo no
	git checkout -q main
}
# cell AUTONOMY SECTION KEY NEW WANTED
cell() {
	is "autonomy $1, [$2] $3: by hand $5" "$(by_hand "of-$1" "$2" "$3" "$4")" "$5"
	is "autonomy $1, [$2] $3: by moot act $5" "$(by_act "of-$1" "$2" "$3" "$4")" "$5"
}

while read -r autonomy where how what who why title topics rest; do
	[ -n "$autonomy" ] || continue
	cell "$autonomy" where key new "$where"
	cell "$autonomy" how key new "$how"
	cell "$autonomy" what key new "$what"
	cell "$autonomy" who key new "$who"
	cell "$autonomy" why key new "$why"
	cell "$autonomy" role title New "$title"
	cell "$autonomy" role topics new "$topics"
	for key in $agreed; do
		case $key in
		autonomy) new=$([ "$autonomy" = why ] && echo none || echo why) ;;
		seats) new=2 ;;
		kind) new=team ;;
		team) new=of-why ;;
		duty) new=journal/200d ;;
		ended) new=2026-03-01 ;;
		esac
		is "autonomy $autonomy, [role] $key: by hand $rest" \
			"$(by_hand "of-$autonomy" role "$key" "$new")" "$rest"
	done
done <<END
$table
END

# everything unknown is negotiated, and an edit has the highest level it touches
git checkout -q -B both main
printf '[else]\nkey = new\n' >>roles/of-why.ini && as ana git commit -q -a -m 'a section of her own'
is 'a section nobody knows is agreed' "$(value roles/of-why.ini else key)" ''
sed -i 's/^key = old/key = new/' roles/of-how.ini && as ana git commit -q -a -m 'all at once'
is 'an edit of several levels is the highest of them' "$(value roles/of-how.ini why key)" old
done_testing
