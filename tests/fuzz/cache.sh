#!/bin/sh
# SPDX-License-Identifier: MIT
# cache.sh FOLDER: seeds for cache.c, a cache of a small repository and some blocks written by hand.
set -u
place=$(mktemp -d) || exit 1
trap 'rm -rf "$place"' EXIT
folder=$(cd "$1" && pwd)
cd "$place" && git init -q . || exit 1
for mail in ada ben; do
	git -c user.name="$mail" -c user.email="$mail@example.org" commit -q --allow-empty -m 'area: x' \
		-m 'Reviewed-by: Cyd <cyd@example.org>' || exit 1
done
"$MOOT" reputation >/dev/null 2>&1
cp .git/moot/facts-*.data "$folder/whole" || exit 1
# kind - 1, entries, size, data: an ident; a commit by it; a change; a journal; facts
ident='\001\001\005\004a\0b\0'
oid='abcdefghijklmnopqrst'
printf "${ident}\\002\\001\\057\\056${oid}${oid}\\0\\0\\002\\0\\001\\002" >"$folder/commit"
printf "${ident}\\007\\001\\003\\002a\\0\\010\\001\\026\\025${oid}\\0\\011\\001\\004\\003\\0\\0\\001" >"$folder/journal"
printf '\013\001\012\011\0\001\0\002\0\001\0\0\001' >"$folder/facts"
# about a commit whose number nobody could have
printf '\006\001\006\005\377\377\377\377\003' >"$folder/far"
