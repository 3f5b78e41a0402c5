#!/bin/sh
# SPDX-License-Identifier: MIT
# Terms are ended by other keys than an earlier end: by what they name, and by an end that is no day (rules N3, N4).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
of_five() {
	with_roles
	member dina 'Dina Haas' 2026-12-31
	member eli 'Eli Haas' 2026-12-31
}
eli() { person eli 'Eli Haas'; }
# edited ID ROLE SCRIPT: opened by dina, ana or ben, who are not concerned
edited() {
	folder=negotiations/2026/0107-$2-$1
	mkdir -p "$folder/a/roles"
	sed "$3" "roles/$2.ini" >"$folder/a/roles/$2.ini"
	echo 'Tidied up.' >"$folder/proposal.md"
	git add "$folder" && as dina git commit -q -m "$2? dina"
	as cleo moot consent "$1" -m 'Yes.' >/dev/null 2>&1
	as eli moot consent "$1" -m 'Yes.' >/dev/null 2>&1
}
founding=of_five tidemark
entry dina
entry eli
clock 2026-01-07
edited 8b7c6d5e4f release 's/^by = founding/by = 8b7c6d5e4f/'
edited 9b7c6d5e4f desk 's/^until = .*/until = never/'
edited ab7c6d5e4f release 's/^until = .*/until = 2026-07-01/; s/^by = founding/by = ab7c6d5e4f/'
clock 2026-01-11
like 'what is changed is shown' "$(moot show 8b7c6d5e4f)" 'by = |by founding|2026-06-30'
for id in 8b7c6d5e4f 9b7c6d5e4f ab7c6d5e4f; do
	is "$id: a term before its end needs what [use] says of a recall, seven days and two thirds" "$(state_of $id)" open
	as ana moot decide $id >"$SCRATCH/out" 2>&1
done
is 'ben holds release' "$(holders_of release)" ben
is 'ana holds desk' "$(holders_of desk)" ana
done_testing
