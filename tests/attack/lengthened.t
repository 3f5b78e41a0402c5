#!/bin/sh
# SPDX-License-Identifier: MIT
# A term is given a later end than was agreed, or an earlier beginning.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ana mail --holder cleo:2026-01-06..2026-03-31)
says ben consent "$id"
says cleo consent "$id" --decide
for edit in 's/until = 2026-03-31/until = 2026-12-31/' 's/from = 2026-01-06/from = 2025-01-01/' 's/holder cleo/holder ana/' \
	's/by = .*/by = founding/'; do
	sed -i "$edit" roles/mail.ini
	git_takes "$edit" as cleo git commit -q -a -m 'mail'
	is 'the term is what was agreed' "$(holders_of mail --at 2026-01-05)/$(holders_of mail --at 2026-03-31)/$(holders_of mail --at 2026-04-01)" '/cleo/'
	found 'and it is listed' 'roles/mail.ini: error: changed without agreement'
	git checkout -q HEAD~1 -- roles/mail.ini && as ana git commit -q -m 'put right'
done
sed -i 's/until = 2026-12-31/until = 2027-12-31/' people/cleo.ini
git_takes 'a membership' as cleo git commit -q -a -m 'cleo'
like 'it ends as it did' "$(moot show cleo --at 2027-01-01)" '2026-01-05..2026-12-31  over'

# the same by a decision that names the old section: an end cannot be lengthened, only followed
git checkout -q HEAD~1 -- people/cleo.ini && as ana git commit -q -m 'put right'
two=9c8d7e6f5g
folder=negotiations/2026/0106-mail-$two
mkdir -p "$folder/a/roles" && sed 's/until = 2026-03-31/until = 2026-12-31/' roles/mail.ini >"$folder/a/roles/mail.ini"
git add . && as ana git commit -q -m 'mail? ana'
says ben consent $two
says cleo consent $two
as ben moot decide $two >/dev/null 2>&1
is 'a section in the name of another negotiation is not its' "$(holders_of mail --at 2026-04-01)" ''
# nor is one that begins otherwise than was agreed
three=8c8d7e6f5g
folder=negotiations/2026/0106-mail-$three
mkdir -p "$folder/a/roles" && sed 's/from = 2026-01-06/from = 2026-02-01/;/^until/s/=.*/= 2026-03-31/' roles/mail.ini >"$folder/a/roles/mail.ini"
git add . && as ana git commit -q -m 'mail? ana'
says ben consent $three
says cleo consent $three
as ben moot decide $three >/dev/null 2>&1
is 'nor one that begins on another day' "$(holders_of mail --at 2026-02-02)" ''
done_testing
