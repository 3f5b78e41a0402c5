#!/bin/sh
# SPDX-License-Identifier: MIT
# What refusals cite can be looked up: every rule that the sources name is explained, and the page
# says the same as the program.
. "${0%/*}/lib.sh"

numbers=$(sed -n 's/^RULE("\([A-Z][0-9]*\)".*/\1/p' "$TOP/formats/rules.def")
is 'there are the rules of days, authority, negotiations and verification' \
	"$(printf '%s\n' "$numbers" | cut -c 1 | uniq -c | awk '{ print $2 $1 }' | tr '\n' ' ')" 'D7 A8 N16 V11 '

# "(rule N7)", "(rules A3, N10)", "(rules N5 to N10)", inside a string or beside it.
# And error_refuse(err, "N7", ...), which puts it there.
cited=$(grep -ohE '\(rules? [A-Z][0-9]+[^)]*\)|error_refuse\(&?[a-z]+, "[A-Z][0-9]+"' \
	"$TOP"/cmd/*.[ch] "$TOP"/core/*/*.[ch] "$TOP"/formats/*.[ch] |
	grep -oE '[A-Z][0-9]+' | sort -u)
like 'the sources cite rules' "$cited" '^N7$'
unknown=$(for rule in $cited; do moot help "$rule" >/dev/null 2>&1 || echo "$rule"; done)
is 'every rule that is cited is explained' "$unknown" ''

is 'a rule is one sentence behind its number' "$(COLUMNS=200 moot help N8)" \
	'N8: Of options that pass, the one with more consents is adopted, then with fewer concerns, then the earlier; who runs decide has no choice.'
is 'a rule may be typed small' "$(moot help n8 | sed 's/^n8/N8/')" "$(moot help N8)"
expect_status 129 'there is no rule N17' moot help N17

# The page: .It N8 and lines of text, without mdoc's escapes.
page_says() {
	sed 's/\\&//g; s/\\-/-/g' "$TOP/core/moot-rules.7" | awk -v want="$1" '
		/^\.It / { on = $2 == want; next }
		/^\./ { on = 0 }
		on { text = text (text == "" ? "" : " ") $0 }
		END { print text }'
}
different=$(for rule in $numbers; do
	[ "$(moot help "$rule" | tr '\n' ' ' | sed "s/^$rule: //; s/ *$//")" = "$(page_says "$rule")" ] || echo "$rule"
done)
is 'the page says of every rule what the program says' "$different" ''
is 'the page has no other rule' "$(sed -n 's/^\.It \\*&*//p' "$TOP/core/moot-rules.7" | tr '\n' ' ')" \
	"$(printf '%s\n' "$numbers" | tr '\n' ' ')"
done_testing
