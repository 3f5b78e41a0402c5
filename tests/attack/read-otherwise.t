#!/bin/sh
# SPDX-License-Identifier: MIT
# A holder's act that one reader of INI would take for a change of the tools, and another for more.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
# acts TITLE: what stands in the tree is committed as an act within how
acts() {
	attack "$1" A3 '^E601.*roles/release.ini' as ben git commit -q -a -m 'release: tools' -m 'Act: release how'
	put_back
}
sed -i 's/^autonomy = how/&\n  why/' roles/release.ini
acts 'an autonomy that goes on in the next line'
sed -i 's/^autonomy = how/&\nautonomy = why/' roles/release.ini
acts 'an autonomy that stands there twice'
printf '[role]\nautonomy = why\n' >>roles/release.ini
acts 'a second [role]'
sed -i 's/^until = 2026-06-30/until = 2026-12-30 ; 2026-06-30/' roles/release.ini
acts 'an end whose old day is a comment'
sed -i 's/^autonomy = how/autonomy: why\n&/' roles/release.ini
acts 'an autonomy behind a colon'
for section in '[Holder ben]' '[holder  ben]' '[ holder ben ]' '[holder ben ]' '[holder "ben"]' '[holder ben] ; [how]'; do
	printf '%s\nfrom = 2026-07-01\nuntil = 2026-12-31\nby = founding\n' "$section" >>roles/release.ini
	acts "a term under $section"
done
printf '\357\273\277[holder ben]\nfrom = 2026-07-01\nuntil = 2026-12-31\nby = founding\n' >>roles/release.ini
acts 'a term behind a mark of bytes'
# and what reads back the same is a comment, which anybody may write
changes='^show roles/release.ini'
printf '# x\r[holder cleo]\rfrom = 2026-01-05\runtil = 2026-12-31\rby = founding\r' >>roles/release.ini
git_takes 'a term whose lines end as on an old machine' as cleo git commit -q -a -m 'release: a comment'
unmoved '  is a comment'
is '  and shown as one line' "$(moot show roles/release.ini | tail -n 1 | tr '\r' '|' | cut -c1-11)" '# x\x0d[hol'
done_testing
