#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/replay --show, which is `make demo`: whoever watches can type what they see.
. "${0%/*}/lib.sh"

cat >page.md <<'END'
```console
ana$ moot init --template pair --name Pair pair && cd pair   # 2026-01-05
...
ana$ moot propose mail --holder ana..+3m -m 'Somebody must.'   # 2026-02-01
7k3f9q2m8x  mail: ana until 2026-05-01
...
ana$ moot show 7k3f | grep -c pair
0
ana$ moot decide 7k3f
...
ana$ ls ../../example/page.md
../../example/page.md
```
END
shown=$("$TOP/tests/replay" --show page.md)
is 'every command is what the page says' "$?" 0
id=$(printf '%s\n' "$shown" | sed -n 's/^\([0-9a-z]\{10\}\)  mail: .*/\1/p' | cut -c1-4)
like 'ids are typed as they were printed' "$shown" "^ana\\\$ moot decide $id\$"
unlike 'and not as the page has them' "$shown" 7k3f
is 'the days are told, each once' "$(printf '%s\n' "$shown" | grep -e '^---')" '--- 5 January 2026 ---
--- 1 February 2026 ---'
unlike 'what looks at the page is left out' "$shown" example
unlike 'a pipe gets no colour' "$(printf '%s' "$shown" | tr '\033' '#')" '#\['
sed 's/^0$/1/' page.md >wrong.md
ok 'a page that says otherwise is told so' test_must_fail "$TOP/tests/replay" --show wrong.md
like '  where it does' "$(cat "$SCRATCH/out")" 'the page says otherwise'
done_testing
