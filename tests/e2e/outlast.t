#!/bin/sh
# SPDX-License-Identifier: MIT
# A term that a membership ends before: it may be given, and is told of when it is (rule A1).
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

clock 2026-01-05
as ana moot init --name Tidemark tidemark >/dev/null 2>&1 && cd tidemark || exit 1
says ana join ben --name 'Ben Okafor' --email ben@tidemark.example
ok 'a founder may give themselves a year' as ana moot act desk --holder ana..+12m
like 'and hears that it ends with the membership' "$(cat "$SCRATCH/err")" \
	'^warning: ana is a member until 2026-07-04, and holds desk no longer than that$'
is 'as it does' "$(holders_of desk --at 2026-07-04),$(holders_of desk --at 2026-07-05)" 'ana,'
ok 'a shorter one' as ana moot act mail --holder ana..+3m
unlike 'says nothing' "$(cat "$SCRATCH/err")" '^warning'
entry ben
ok 'so it is in a proposal' as ben moot propose press --set role.seats=2 --holder ana..+11m --holder ben..+1m
is 'of whom it is true' "$(grep '^warning' "$SCRATCH/err")" \
	'warning: ana is a member until 2026-07-04, and holds press no longer than that'
done_testing
