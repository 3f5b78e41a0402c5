#!/bin/sh
# SPDX-License-Identifier: MIT
# A role whose holder has longer than leads may have becomes one that leads, and one that leads from tomorrow on gets a
# holder for as long today (rule N12, [limits] max-term).
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
clock 2026-01-07
# by_hand SLUG ROLE SECTION UNTIL FROM: an opening that moot would refuse to write
by_hand() {
	id=$1
	folder=negotiations/2026/0107-$2-$id
	mkdir -p "$folder/a/roles"
	{
		cat "roles/$2.ini"
		printf '[%s]\nfrom = %s\nuntil = 2031-01-10\nby = %s\n' "$3" "$4" "$id"
	} >"$folder/a/roles/$2.ini"
	echo 'Why not.' >"$folder/proposal.md"
	git add "$folder" && as ana git commit -q -m "$2? ana"
	says ben consent "$id"
	says cleo consent "$id"
}
long=$(opens ana sea --holder cleo:2026-01-07..2031-01-10 -m 'Why not.')
says ben consent "$long"
says cleo consent "$long" --decide
by_hand 8b7c6d5e4f desk 'led-by sea' 2026-01-08
is 'nobody leads for five years' "$(state_of 8b7c6d5e4f)" blocked
agreed() {
	agreed_id=$(opens ana "$@" -m 'Why not.')
	says ben consent "$agreed_id"
	says cleo consent "$agreed_id" --decide
}
agreed pier --set what.work=piers
agreed desk --led-by pier:2026-01-08..2026-12-31
by_hand 7c6d5e4f3g pier 'holder cleo' 2026-01-07
is 'nor where the lead begins a day later' "$(state_of 7c6d5e4f3g)" blocked
like '  which says why' "$(moot show 7c6d5e4f3g | tr '\n' ' ')" 'longer +than +max-term'
done_testing
