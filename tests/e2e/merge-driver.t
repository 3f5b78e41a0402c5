#!/bin/sh
# SPDX-License-Identifier: MIT
# moot merge-driver: what git makes of two changes of one role.
. "${0%/*}/lib.sh"

role='[role]
title = Release lead
topics = releases
; who holds it
[what]
work = a release every week
[why]
purpose = People can rely on our releases'
new_repo hub
git config receive.denyCurrentBranch ignore
printf 'roles/** merge=moot\n' >.gitattributes
git add .gitattributes
commit_file roles/release-lead.ini "$role" start
git commit -q -m attributes
cd .. || exit 1
for clone in one two; do
	git clone -q hub $clone
	git -C $clone config merge.moot.driver 'moot merge-driver %O %A %B %P'
done

edit() { # edit SED-SCRIPT: of the role, committed
	sed -i "$1" roles/release-lead.ini && git commit -q -a -m "$1"
}
cd one && edit 's/every week/every second week/'
cd ../two && edit 's/^title.*/title = Keeper of releases/; s/^topics.*/topics = releases, changelog/'
ok 'different keys merge' git pull -q --no-edit ../one main
is 'to the values of both, comments where they were' "$(cat roles/release-lead.ini)" '[role]
title = Keeper of releases
topics = releases, changelog
; who holds it
[what]
work = a release every second week
[why]
purpose = People can rely on our releases'

cd ../one && git pull -q --no-edit ../two main && edit 's/second week/month/'
printf '\n[holder ada]\nfrom = 2026-01-01\nuntil = 2026-03-31\nby = 7k3f9q2m8x\n' >>roles/release-lead.ini
git commit -q -a -m 'ada'
cd ../two && edit 's/second week/third week/; s/Keeper/Maker/'
printf '\n[holder ben]\nfrom = 2026-04-01\nuntil = 2026-06-30\nby = 5h0v8e3qkn\n' >>roles/release-lead.ini
git commit -q -a -m 'ben'
expect_status 1 'one key changed on both sides is a conflict' git pull -q --no-edit ../one main
like 'which is named' "$(cat "$SCRATCH/err" "$SCRATCH/out")" "^roles/release-lead.ini: both sides changed 'what work'$"
is 'only that key is left to a person' "$(cat roles/release-lead.ini)" '[role]
title = Maker of releases
topics = releases, changelog
; who holds it
[what]
<<<<<<< ours
work = a release every third week
=======
work = a release every month
>>>>>>> theirs
[why]
purpose = People can rely on our releases

[holder ben]
from = 2026-04-01
until = 2026-06-30
by = 5h0v8e3qkn

[holder ada]
from = 2026-01-01
until = 2026-03-31
by = 7k3f9q2m8x'
is 'git knows that it is unmerged' "$(git diff --name-only --diff-filter=U)" roles/release-lead.ini
git checkout -q --ours roles/release-lead.ini
git add roles && ok 'a person resolves it' git commit -q -m resolved

# --- what git would hand over ---
cd .. || exit 1
put() { printf '%b' "$2" >"$1"; }
merge() { # merge BASE OURS THEIRS: status and result
	put o "$1" && put a "$2" && put b "$3"
	moot merge-driver o a b roles/x.ini 2>/dev/null
	echo "$? $(cat a)"
}
is 'added on both sides alike' "$(merge '' '[role]\ntitle = A\n' '[role]\ntitle = A\n')" '0 [role]
title = A'
is 'added on both sides differently' "$(merge '' '[role]\ntitle = A\n' '[role]\ntitle = B\nseats = 2\n')" '1 [role]
<<<<<<< ours
title = A
=======
title = B
seats = 2
>>>>>>> theirs'
is 'changed here, taken out there' "$(merge '[role]\nseats = 1\ntitle = A\n' \
	'[role]\nseats = 2\ntitle = A\n' '[role]\ntitle = A\n')" '1 [role]
<<<<<<< ours
seats = 2
=======
>>>>>>> theirs
title = A'
is 'lines that end in CR and LF stay so' \
	"$(merge '[role]\r\nseats = 1\r\ntitle = A\r\n' '[role]\r\nseats = 2\r\ntitle = A\r\n' \
		'[role]\nseats = 1\ntitle = B\n' | od -An -c | tr -d ' \n')" \
	'0[role]\r\nseats=2\r\ntitle=B\r\n'
is 'what is no INI file is merged by lines' "$(merge 'a\nb\nc\nd\n' 'A\nb\nc\nd\n' 'a\nb\nc\nD\n')" \
	'0 A
b
c
D'
is 'and marked by lines' "$(merge 'a\n' 'b\n' 'c\n')" '1 <<<<<<< ours
b
=======
c
>>>>>>> theirs'
put o 'a\n' && put a 'b\n' && put b 'c\n'
moot merge-driver --marker-size=9 o a b x 2>/dev/null
is 'markers are as long as git wants' "$(head -n 1 a)" '<<<<<<<<< ours'
expect_status 128 'a version that is not there is fatal' moot merge-driver o a nowhere x
expect_status 129 'four words are wanted' moot merge-driver o a b
unlike 'it is not in the list of commands' "$(moot help)" merge-driver

done_testing
