#!/bin/sh
# SPDX-License-Identifier: MIT
# "Ana leads releases again" costs a group of three at most four commits, and one command each.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"
ana_leads() {
	with_roles
	sed -i 's/^\[holder ben\]/[holder ana]/; s/^until = 2026-06-30/until = 2026-03-31/' roles/release.ini
}
founding=ana_leads tidemark
commits() { git rev-list --count HEAD; }
# again TITLE WHO WORDS... -- WHO WORDS... -- ...: one command each; @ stands for the id.
begin() {
	git checkout -q -B "$1" main
	clock 2026-03-20
	before=$(commits)
	commands=
}
does() { # WHO WORDS...
	does_who=$1
	shift
	case " $commands " in
	*" $does_who "*) echo "# $does_who needs a second command" ;;
	esac
	commands="$commands $does_who"
	says "$does_who" "$@"
}
ends() { # TITLE MOST
	is "$1: she holds it for another term" "$(holders_of release --at 2026-04-01)" ana
	is "$1: in $2 commits" "$(($(commits) - before))" "$2"
	is "$1: with one command each" "$(echo "$commands" | tr ' ' '\n' | sort | uniq -d)" ''
	is "$1: and verify agrees" "$(moot verify >/dev/null 2>&1; echo $?)" 0
}

begin election
does ana renew release --porcelain
id=$(cat "$SCRATCH/out")
does ben nominate "$id" ana -m 'She says no at the right time.'
does cleo consent "$id" ana --decide
ends 'an election that she opens' 3

begin of-others
does ben renew release --porcelain
id=$(cat "$SCRATCH/out")
does ana accept "$id"
does cleo consent "$id" ana --decide
ends 'an election that somebody else opens' 3

begin proposal
does ben propose release --holder ana..2026-09-30 --porcelain
id=$(cat "$SCRATCH/out")
does ana accept "$id"
does cleo consent "$id" --decide
ends 'a plain proposal' 3

begin renewal
does ana propose --renew --porcelain
id=$(cat "$SCRATCH/out")
does ben consent "$id"
does cleo consent "$id" --decide
ends 'with everything else that ends' 3

begin four
does ana renew release --porcelain
id=$(cat "$SCRATCH/out")
does ben consent "$id" ana
says cleo consent "$id" ana
says cleo decide "$id"
ends 'step by step' 4
done_testing
