#!/bin/sh
# SPDX-License-Identifier: MIT
# An election that is void from its opening on, so that whoever reads about the role would stumble.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
folder=negotiations/2026/0108-mail-b2c3d4e5f6
mkdir -p $folder
printf '[negotiation]\nkind = election\nrole = mail\nterm = 2025-01-01..2036-01-01\nseats = 3\n' >$folder/negotiation.ini && git add .
attack 'an election to a term of last year' A1 '^E406.*mail-b2c3d4e5f6.*before the opening' as cleo git commit -q -m 'mail? cleo'
for words in 'show mail' 'show b2c3d4e5f6' 'tally b2c3d4e5f6' 'show cleo' 'roles --all' tree 'status --all' 'why mail' 'pay' 'check'; do
	moot $words >"$SCRATCH/out" 2>&1
	[ $? -le 1 ]
	result $? "moot $words reads past it"
done
expect_status 1 'nobody is nominated in it' as cleo moot nominate b2c3d4e5f6 cleo -m 'Me.'
expect_status 1 'and nothing is decided by it' as cleo moot decide b2c3d4e5f6
is 'it is listed as void' "$(moot tally b2c3d4e5f6 --porcelain 2>/dev/null | cut -f3)" void
done_testing
