#!/bin/sh
# SPDX-License-Identifier: MIT
# In a history without a register somebody praises, lands and reviews her own work under another
# spelling of her name.
. "${0%/*}/../e2e/lib.sh"

new_repo spellings
clock 2026-01-05
under() { # NAME MAIL COMMAND...
	(
		export GIT_AUTHOR_NAME="$1" GIT_COMMITTER_NAME="$1" GIT_AUTHOR_EMAIL="$2" GIT_COMMITTER_EMAIL="$2"
		shift 2
		"$@"
	)
}
counted() { moot reputation --events --json | sed 's/.*"receiver":"\([^"]*\)","kind":"\([^"]*\)".*/\2 \1/'; }
under 'Ada Ng' ada@example.org commit_file a 1 'parser: begin

Reviewed-by: Ada N. Ng <ADA@example.org>
Thanks-to: Ada <ada@example.org>' >/dev/null
under 'Ada Ng' ada@example.org git commit -q --allow-empty --author 'ada <ada@example.org>' -m 'parser: more'
git checkout -q -b side
under 'ada' ada@example.org commit_file b 1 'parser: tabs' >/dev/null
git checkout -q -
under 'Ada Ng' ada@example.org git merge -q --no-ff -m 'Merge side' side
is 'nobody is acknowledged' "$(counted)" ''
is 'each is told as praise of oneself' "$(moot reputation --events --all --json | grep -c '"void":"self"')" 2
under 'Bob Oy' bob@example.org git commit -q --allow-empty --author 'Bob Oy <bob@example.org>' -m 'doc: x

Helped-by: ada <ada@example.org>'
is 'somebody else may thank either' "$(counted)" 'helped-by ada <ada@example.org>'
git checkout -q -b other
GIT_AUTHOR_NAME='Bob Oy' GIT_AUTHOR_EMAIL=bob@example.org GIT_COMMITTER_NAME=ada GIT_COMMITTER_EMAIL=Ada@example.org \
	git commit -q --allow-empty -m 'doc: y

Reviewed-by: Ada Ng <ada@example.org>'
is 'who commits for another writes no praise of herself' "$(counted | tr '\n' ' ')" \
	'helped-by ada <ada@example.org> landed Bob Oy <bob@example.org> '
done_testing
