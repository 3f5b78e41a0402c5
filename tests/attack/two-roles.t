#!/bin/sh
# SPDX-License-Identifier: MIT
# More roles than the charter allows one person: both in one option, the later one first, or as
# a team that becomes a role (rule N12).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark '[limits]' 'max-roles = 1' 'max-load = 5d/week'
# by_hand ID FILE...: an opening that moot would refuse to write
by_hand() {
	id=$1
	shift
	folder=negotiations/2026/$(echo "$MOOT_NOW" | cut -c6,7,9,10)-both-$id
	mkdir -p "$folder/a/roles"
	for role; do
		mv "$SCRATCH/$role.ini" "$folder/a/roles/"
	done
	echo 'Why not.' >"$folder/proposal.md"
	git add "$folder" && as ana git commit -q -m 'both? ana'
	says ben consent "$id"
	says cleo consent "$id"
	as ana moot decide "$id" >"$SCRATCH/out" 2>&1
}
# term FROM UNTIL ID [LINE]
term() {
	printf '[holder cleo]\nfrom = %s\nuntil = %s\nby = %s\n' "$1" "$2" "$3"
	[ -z "${4:-}" ] || echo "$4"
}
role() { printf '[role]\ntitle = %s\n%s' "$1" "${2:-}"; }
clock 2026-01-07
for one in mail post; do
	{ role $one && term 2026-01-20 2026-03-31 8b7c6d5e4f; } >"$SCRATCH/$one.ini"
done
by_hand 8b7c6d5e4f mail post
is 'two in one option are refused' "$(state_of $id)" blocked
is '  and cleo holds at most one' "$(moot tree --json --at 2026-02-01 | grep -c '"holders":\["cleo"\]')" 0

clock 2026-04-05
later=$(opens ana sea --holder cleo:2026-06-01..2026-06-30 -m 'Why not.')
says ben consent "$later"
says cleo consent "$later" --decide
{ role shore && term 2026-04-20 2026-12-31 7c6d5e4f3g; } >"$SCRATCH/shore.ini"
by_hand 7c6d5e4f3g shore
is 'one that lasts into another is refused' "$(state_of $id)" blocked
is '  and cleo holds at most one' "$(moot tree --json --at 2026-06-15 | grep -c '"holders":\["cleo"\]')" 1

# a team is no role, and a load that is small is none yet
clock 2026-04-06
{ role crew "kind = team
" && term 2026-04-20 2026-12-31 6d5e4f3g2h 'load = 1d/week'; } >"$SCRATCH/crew.ini"
by_hand 6d5e4f3g2h crew
is 'a team is allowed beside it' "$(state_of $id)" adopted
clock 2026-04-12
sed '/^kind/d' roles/crew.ini >"$SCRATCH/crew.ini"
by_hand 5e4f3g2h4j crew
is 'and is no role later on' "$(state_of $id)" blocked
sed 's/^load.*/load = 6d\/week/' roles/crew.ini >"$SCRATCH/crew.ini"
by_hand 4f3g2h4j5k crew
is 'nor does it become a load above max-load' "$(state_of $id)" blocked
like '  which says why' "$(moot show $id | tr '\n' ' ')" 'would carry 6.0'
done_testing
