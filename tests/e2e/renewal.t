#!/bin/sh
# SPDX-License-Identifier: MIT
# moot propose --renew: all that ends soon, in one negotiation.
. "${0%/*}/lib.sh"

(
	moot init --template coop --name Tidemark tidemark
	cd tidemark || exit 1
	moot join ben --name 'Ben Okafor' --email ben@tidemark.example --until 2026-07-31
	moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example --until 2026-12-31
	moot act crew --set role.kind=team --holder ana..2026-06-30 --holder ben..2026-06-30
	moot act books --holder cleo..2026-09-30 --led-by crew..2026-06-30
	clock 2026-01-06
	for who in ben cleo; do
		as "$who" moot write -m 'Begun.'
	done
) >/dev/null 2>&1
cd tidemark || exit 1
git config advice.moot false
clock 2026-03-01
expect_status 1 'months before there is nothing to renew' moot propose --renew
clock 2026-06-10
expect_status 129 'it needs no target' moot propose crew --renew
id=$(moot propose --renew --porcelain -m 'Half a year more.')
is 'it holds what ends within sixty days, and no more' \
	"$(cd negotiations/2026/*/a && find . -type f | sort)" './people/ana.ini
./people/ben.ini
./roles/books.ini
./roles/crew.ini'
is 'a membership is followed by one as long' "$(tail -n 4 negotiations/2026/*/a/people/ben.ini)" \
	"[member]
from = 2026-08-01
until = 2027-02-24
by = $id"
is 'so are terms' "$(grep -c "^by = $id" negotiations/2026/*/a/roles/crew.ini)" 2
is 'a lead too, but not a term that runs on' "$(tail -n 4 negotiations/2026/*/a/roles/books.ini | head -n 1)" \
	'[led-by crew]'
as ben moot consent "$id" >/dev/null 2>&1
as cleo moot consent "$id" >/dev/null 2>&1
ok 'it is decided at once' moot decide "$id"
ok 'which holds' moot check
like 'members go on' "$(moot roles crew --at 2026-08-15)" 'ana until .*; ben until'
clock 2026-06-12
expect_status 1 'what was renewed is not renewed again' moot propose --renew
done_testing
