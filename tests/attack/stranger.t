#!/bin/sh
# SPDX-License-Identifier: MIT
# A stranger edits a role.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
sed -i 's/autonomy = how/autonomy = why/' roles/release.ini
attack 'a role is edited by nobody known' V2 '^E601.*roles/release.ini' as eve git commit -q -a -m 'role'
marked 'the edit'
done_testing
