#!/bin/sh
# SPDX-License-Identifier: MIT
# What is true depends on a commit and a day: every reading command takes both, and neither the
# clock, nor the zone, nor the locale, nor who asks makes another answer.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles tidemark
clock 2026-01-10
as ben commit_file journals/ben/2026/2026-01-10.md '# Ça va, @cleo?

Thanks @cleo for the proofs. #proofs #tension' 'ben: 10' >/dev/null
id=$(opens ana release --set 'how.tools=ninja' --seen journals/ben/2026/2026-01-10.md -m 'Quicker, and très simple.')
says ben consent "$id"
early=$(git rev-parse HEAD)
says cleo consent "$id" --decide
clock 2026-01-12
open=$(opens ben desk --holder ana..2026-05-31 --holder cleo:2026-06-01..2026-09-30 -m 'In turns.')
says cleo object "$open" -m 'In summer I harm whoever waits for an answer.'
git tag asked

# asked COMMAND: one that answers something, as of each reading command
asked() {
	case $1 in
	show) echo "show $open" ;;
	why) echo why cleo ;;
	tally) echo "tally $open" ;;
	status) echo 'status --for cleo' ;;
	policy) echo 'policy simulate standard --roll 4 --consent 2' ;;
	verify) echo 'verify asked~2..asked' ;;
	tree) echo 'tree --diff 2026-01-01' ;;
	record) echo 'record cleo' ;;
	*) echo "$1" ;;
	esac
}
reading=$(for name in $(moot help --list-commands | cut -f1); do
	moot help --list-options "$name" | cut -f2 | grep -qx at && echo "$name"
done)
for name in log status tree roles show reputation why tally check verify signers policy record; do
	like "$name reads" "$(echo $reading | tr ' ' '\n')" "^$name\$"
done
is 'what reads takes --at and --commit alike' \
	"$(for name in $reading; do
		moot help --list-options "$name" | cut -f2 | grep -qx commit || echo "$name"
	done)" ''
# doctor looks at the clone, the merge driver at three files, hooks at what git hands them
is 'what neither reads nor writes nor sets up takes neither' \
	"$(for name in $(moot help --list-commands | cut -f1); do
		options=$(moot help --list-options "$name" | cut -f2 | tr '\n' ' ')
		case " $options" in
		*' at '* | *' dry-run '*) ;;
		*) printf '%s ' "$name" ;;
		esac
	done)" 'merge-driver hook doctor help version '

# elsewhere COMMAND...: on another machine, years later, asked by somebody else
elsewhere() {
	(
		clock 2031-08-20T23:30:00Z
		person zoe 'Zoë Ünal'
		TZ=Pacific/Auckland LC_ALL=tr_TR.UTF-8 "$@"
	)
}
git clone -q . ../elsewhere
for name in $reading; do
	for form in '' --json --porcelain; do
		words="$(asked "$name") --at 2026-01-13 --commit asked $form"
		# shellcheck disable=SC2086
		here=$(moot $words 2>&1)
		# shellcheck disable=SC2086
		there=$(elsewhere moot -C ../elsewhere $words 2>&1)
		is "$words is the same anywhere and at any time" "$there" "$here"
	done
done

# that they answer at all, and that both words matter
for name in log status tree roles show reputation why tally policy record; do
	# shellcheck disable=SC2046
	unlike "$name has an answer" "$(moot $(asked $name) --at 2026-01-13 | wc -c)" '^0$'
done
unlike 'another day is another answer' "$(moot roles --at 2026-07-01)" "^$(moot roles --at 2026-01-13 | head -n 1)\$"
is 'of the commit before, what that commit holds' "$(moot show roles/release.ini --commit "$early" | grep tools)" 'tools = make'
is 'and of the one after' "$(moot show roles/release.ini --commit asked | grep tools)" 'tools = ninja'
is 'a day before all is a day on which there was nothing' "$(moot reputation --porcelain --at 2025-12-31)" ''

# --- what is said beside the answer is said each time ---
cd .. && new_repo quiet && moot init --name Quiet >/dev/null 2>&1
for words in tree roles log; do
	first=$(moot $words 2>&1)
	like "$words says that there is nothing" "$first" '^(there is no role yet|nobody has written yet: )'
	is '  and does so again' "$(moot $words 2>&1)" "$first"
done
done_testing
