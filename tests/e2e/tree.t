#!/bin/sh
# SPDX-License-Identifier: MIT
# Who leads whom: as a drawing, in the list of roles and in who decides.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

led_role() { # led_role NAME HOLDER [LEAD]
	printf '%s\n' '[role]' "title = $1" 'team = crew' >"roles/$1.ini"
	by_founding 2026-06-30 "holder $2" ${3:+"led-by $3"} >>"roles/$1.ini"
}
# Files are by path, where crew-lead.ini comes before crew.ini; and there is a chain of forty.
roles() {
	mkdir -p roles
	led_role crew ben crew-lead
	led_role crew-lead ana
	led_role x1 cleo
	for number in $(seq 2 40); do
		led_role "x$number" cleo "x$((number - 1))"
	done
}
founding=roles tidemark
entry ana

tree=$(moot tree)
like 'a role stands below the one that leads it, whatever their names' "$tree" '^└─ crew  ben$'
like 'the list of roles says the same' "$(moot roles crew)" 'led by crew-lead'
like 'and who leads it is asked' "$(moot show crew)" 'ana'
is 'each role stands there once' "$(printf '%s\n' "$tree" | wc -l)" 42
# 31 times three columns, a branch of seven bytes
is 'a long chain goes to the right for thirty-two levels' \
	"$(printf '%s\n' "$tree" | awk '{ print index($0, "x") }' | sort -n | tail -n 1)" 101
is 'and says its level from there on' "$(printf '%s\n' "$tree" | tail -n 1 | tr -s ' ')" ' └─ x40 cleo (level 39)'
like 'the last of it knows its lead' "$(moot roles x40)" 'led by x39'
like 'and so do records' "$(moot tree --json)" '"role":"x40","led_by":"x39"'
done_testing
