#!/bin/sh
# SPDX-License-Identifier: MIT
# What was found of signatures is kept, and a kept fact that was tampered with is none.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/e2e/group.sh"
. "$TOP/tests/attack/signed.sh"

signed_group
clock 2026-01-07
id=$(opens ana desk --set what.work=letters -m 'Letters, not calls.')
signing eve as ben voice "$id" ben Consent 'Forged.'
as cleo voice "$id" cleo Consent 'Mine.'
asked() { moot verify --porcelain; moot tally "$id" --json; }
rm -rf .git/moot
cold=$(asked)
like 'a forged voice is found' "$cold" '^E608'
is 'warm as cold' "$(asked)" "$cold"
# the record of the forged commit says that ben's key has signed it
from=$(ssh-keygen -lf "$KEYS/eve.pub" | cut -d' ' -f 2)
to=$(ssh-keygen -lf "$KEYS/ben.pub" | cut -d' ' -f 2)
ok 'the key is in the cache' grep -aqF "$from" .git/moot/facts-*.data
perl -pi -e "s,\Q$from\E,$to,g" .git/moot/facts-*.data
ok 'the cache says another one' grep -aqF "$to" .git/moot/facts-*.data
rm -rf .git/moot/answers
is 'and is not believed' "$(asked)" "$cold"
# a cache of another clone, where the same key is somebody else's
git clone -q . ../other
cp -r .git/moot ../other/.git/
is 'a copied cache holds of the commits only what is so' "$(cd ../other && asked)" "$cold"
done_testing
