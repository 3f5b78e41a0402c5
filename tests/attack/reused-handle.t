#!/bin/sh
# SPDX-License-Identifier: MIT
# Somebody takes the handle of a person who is gone.
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/attack/attack.sh"
honest
id=$(opens ana --person ben --set member.until=2026-01-22)
says cleo consent "$id"
clock 2026-01-24
says ana decide "$id"
clock 2026-02-10
mark
printf '[person]\nname = Eve Stranger\nemail = eve@tidemark.example\n[member]\nfrom = 2026-02-10\nuntil = 2026-12-31\nby = %s\n' "$id" >people/ben.ini
attack 'another person under his handle' V4 '^E601.*people/ben.ini' as cleo git commit -q -a -m 'ben'
git rm -q people/ben.ini && as cleo git commit -q -m 'away'
printf '[person]\nname = Eve Stranger\nemail = eve@tidemark.example\n' >people/ben.ini && git add .
attack 'deleted first, and made anew' V4 '^E601.*people/ben.ini' as cleo git commit -q -m 'ben: an acquaintance'
unlike 'ben is who he was' "$(moot show ben)" 'Eve'
done_testing
