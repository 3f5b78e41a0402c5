#!/bin/sh
# SPDX-License-Identifier: MIT
# Nothing in a history can be changed unseen and to an effect; `make mutations` tries 1000 changes.
. "${0%/*}/lib.sh"

ok 'a single change of an honest history is found, or is nothing' \
	python3 "$TOP/tests/oracle/mutations.py" "${MUTATIONS:-60}"
note <"$SCRATCH/out"
done_testing
