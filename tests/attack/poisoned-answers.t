#!/bin/sh
# SPDX-License-Identifier: MIT
# Kept answers and kept facts of another history, damaged ones, and ones under another name.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
views >/dev/null 2>&1
ok 'answers are kept' test -d .git/moot/answers
cp -r .git/moot ../kept
cp -r . ../evil && (
	cd ../evil && sed -i 's/holder ben/holder cleo/;s/by = .*/by = founding/' roles/release.ini &&
		git add . && as cleo git commit -q --amend -m 'release' && views
) >/dev/null 2>&1
cp -r ../evil/.git/moot/. .git/moot/
unmoved 'what was kept of another history says nothing of this one'
rm -rf .git/moot && cp -r ../kept .git/moot
for file in .git/moot/answers/*; do
	printf 'eve' | dd of="$file" bs=1 seek=60 conv=notrunc 2>/dev/null
done
for file in .git/moot/*.data .git/moot/facts*; do
	[ -f "$file" ] && printf 'eve\377eve' | dd of="$file" bs=1 seek=200 conv=notrunc 2>/dev/null
done
unmoved 'nor do those that are damaged'
rm -rf .git/moot && cp -r ../kept .git/moot
set -- .git/moot/answers/*
first=$1
for file in "$@"; do
	[ "$file" = "$first" ] && continue
	cp "$first" "$SCRATCH/one" && mv "$file" "$first" && mv "$SCRATCH/one" "$file"
	first=$file
done
unmoved 'nor those under the name of another question'
done_testing
