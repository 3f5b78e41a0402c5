#!/bin/sh
# SPDX-License-Identifier: MIT
# Commits written byte by byte: several authors, committers and parents, of which readers take different ones.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
now=$(date -u -d "$MOOT_NOW" +%s)
honest_tip=$(git rev-parse HEAD)
line() { echo "$1 $2 <$3@tidemark.example> $now +0000"; }
# written TITLE RULE LINE...: a commit of the index, on top of the honest ones
written() {
	written_title=$1 written_rule=$2
	shift 2
	git reset -q --hard "$honest_tip" && sed -i 's/^work = a release a month/work = nothing/' roles/release.ini && git add .
	{
		printf 'tree %s\nparent %s\n' "$(git write-tree)" "$honest_tip"
		printf '%s\n' "$@" '' 'release: nothing'
	} | git hash-object -t commit -w --literally --stdin >"$SCRATCH/id"
	git reset -q --soft "$(cat "$SCRATCH/id")"
	is "git takes it: $written_title" "$(git log -1 --format=%s)" 'release: nothing'
	unmoved '  and what stands has not moved'
	detected "  verify names rule $written_rule" "$written_rule" '^E601.*roles/release.ini'
}
written 'a stranger and a member' V2 "$(line author Eve eve)" "$(line author Ana ana)" "$(line committer Eve eve)"
written 'a member in the encoding line' V2 "$(line author Eve eve)" "$(line committer Eve eve)" "encoding author Ana <ana@tidemark.example> $now +0000"
written 'a member in a header of her own' V2 "$(line author Eve eve)" "$(line committer Eve eve)" "$(line author Ana ana | sed 's/^/x/')"
written 'another parent behind the committer' A3 "$(line author Ben ben)" "$(line committer Ben ben)" "parent $(git rev-parse founded)"
written 'a signature that is not there' A3 "$(line author Ben ben)" "$(line committer Ben ben)" 'gpgsig -----BEGIN SSH SIGNATURE-----' ' x' 'gpgsig -----BEGIN PGP SIGNATURE-----' ' x'
written 'an address that goes on' V2 "author Eve <eve@tidemark.example <ana@tidemark.example> $now +0000" "$(line committer Eve eve)"
done_testing
