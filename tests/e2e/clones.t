#!/bin/sh
# SPDX-License-Identifier: MIT
# What several clones do apart comes together in any order; `make clones` plays 500 of these.
. "${0%/*}/lib.sh"

ok 'clones that have merged everything give the same answers, and nothing is lost' \
	python3 "$TOP/tests/oracle/clones.py" 1 "${CLONES:-20}"
tail -n 1 "$SCRATCH/out" | note
done_testing
