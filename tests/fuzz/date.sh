#!/bin/sh
# SPDX-License-Identifier: MIT
# date.sh FOLDER: seeds for date.c.
set -u
number=0
for text in 2026-11-24 2026-02-29 9999-12-31 0001-01-01 2026-07-01..2026-07-21 today tomorrow +30d -2w +6m 1y6m '1m 15d' \
	3d..14d 2147483647d 99999m 2026-11-24T10:15:02Z 2026-11-24T10:15:02.5+02:00 '1700000000 +0100' '-1 -1200' \
	'9223372036854775807 +9999' UTC UTC-5 UTC+5:30 AoE Z -0330; do
	number=$((number + 1))
	printf '%s' "$text" >"$1/word-$number" || exit 1
done
