#!/bin/sh
# SPDX-License-Identifier: MIT
# The worked example of moot-negotiate(7) is what was typed and printed in examples/tidemark, which
# is replayed: each line of the page stands there, in this order.
. "${0%/*}/lib.sh"

# Continued lines become one; where a command was broken makes no difference.
whole() { perl -0pe 's/ *\\?\n> */ /g; s/ +# \d{4}-\d\d-\d\d$//mg; s/^\[main \w+/[main COMMIT/mg'; }
awk '/^\.Bd -literal/ { on = 1; next } /^\.Ed/ { on = 0 } on' "$TOP/core/moot-negotiate.7" |
	sed "s/\\\\e/\\\\/g; s/\\\\&//g; s/\\\\(aq/'/g; s/\\\\-/-/g" | whole >page
awk '/^```console/ { on = 1; next } /^```/ { on = 0 } on' "$TOP/examples/tidemark/README.md" | whole >session
ok 'the page has an example' [ "$(grep -c '^[a-z]*\$ moot ' page)" -ge 12 ]
is 'each of its lines was replayed, in this order' \
	"$(perl -e 'open my $s, "<", "session"; my @all = <$s>; my $at = 0;
		open my $p, "<", "page";
		while (<$p>) { my $i = $at; $i++ while $i < @all && $all[$i] ne $_;
			if ($i == @all) { print } else { $at = $i + 1 } }')" ''

# what it shows for orientation works there as well
typed() { sed -n "s/^\.Dl \(moot $1 .*\)/\1/p" "$TOP/core/moot-negotiate.7"; }
for word in show why; do
	like "and so was its moot $word" "$(cat session)" "^[a-z]*\\\$ $(typed $word)\$"
done
done_testing
