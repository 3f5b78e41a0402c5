#!/bin/sh
# SPDX-License-Identifier: MIT
# What was agreed for one role is written into another.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
founding=with_roles tidemark
id=$(opens ana mail --holder cleo..2026-03-31)
says ben consent "$id"
says cleo consent "$id" --decide
section=$(sed -n '/^\[holder cleo\]/,$p' roles/mail.ini)
mark
sed -i '/^\[holder ben\]/,$d' roles/release.ini && echo "$section" >>roles/release.ini
git_takes 'a section is copied into another role' as cleo git commit -q -a -m 'release'
unmoved 'where it is worth nothing'
found 'and it is listed' 'roles/release.ini: error: changed without agreement'
git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'
sed 's/holder ana/holder cleo/' roles/desk.ini >"$SCRATCH/desk" && cp "$SCRATCH/desk" roles/desk.ini
git_takes 'a founding section is given another name' as cleo git commit -q -a -m 'desk'
unmoved 'where it is worth nothing'
git checkout -q HEAD~1 -- roles && as ben git commit -q -m 'put back'

# and with a decision of its own that reuses it
two=9c8d7e6f5g
folder=negotiations/2026/0106-release-$two
mkdir -p "$folder/a/roles" && { cat roles/release.ini && echo "$section" | sed 's/from = .*/from = 2026-07-01/;s/until = .*/until = 2026-12-31/'; } >"$folder/a/roles/release.ini"
git add . && as ana git commit -q -m 'release? ana'
says ben consent $two
says cleo consent $two
as ben moot decide $two >/dev/null 2>&1
is 'a section counts in the name of its own decision only' "$(holders_of release --at 2026-07-01)" ''
done_testing
