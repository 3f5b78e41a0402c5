#!/bin/sh
# SPDX-License-Identifier: MIT
# A whole negotiation arrives at once: nobody can show that anybody has seen it.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
git clone -q --bare . ../hub.git && git remote add origin ../hub.git && git fetch -q origin
ok 'what others have too is remembered' moot verify
like '  as a pin' "$(git for-each-ref refs/moot)" 'refs/moot/verified/main'
id=$(opens ana desk --set 'what.work=nothing')
says ben consent "$id"
git_takes 'opened, consented to and decided' as cleo moot consent "$id" --decide
told '  verify names rule V10' V10 "^E609.*$id"
done_testing
