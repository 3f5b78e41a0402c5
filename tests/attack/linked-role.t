#!/bin/sh
# SPDX-License-Identifier: MIT
# A role becomes a submodule.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
git rm -q roles/release.ini && git update-index --add --cacheinfo 160000,"$(git rev-parse HEAD)",roles/release.ini
as ben git commit -q -m 'a submodule'
unmoved 'a submodule is no role'
detected '  verify finds it' D4 '^E601.*roles/release.ini'
done_testing
