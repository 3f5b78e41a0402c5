# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# attack.sh: an attack is made with git alone, shown to succeed against git, and then to be void:
#
#     . "${0%/*}/../e2e/lib.sh"
#     . "$TOP/tests/attack/attack.sh"
#     honest                                  a group that has done nothing wrong
#     sed -i s/how/why/ roles/release.ini
#     attack 'a role is edited' A3 '^E601.*roles/release.ini' as eve git commit -q -a -m 'role'
#     marked 'the edit'
#
# or in parts:
#
#     founding=with_roles tidemark
#     mark                                    what every reading command says before
#     git_takes 'a role is edited' as eve git commit -q -a -m 'role'
#     unmoved 'the role is as it was'
#     found 'and it is listed' 'roles/release.ini.*changed without agreement'

# shellcheck source=tests/e2e/group.sh
. "$TOP/tests/e2e/group.sh"

# --- an honest group, made once for all scripts ---

# Ben holds release, Ana desk, both by the founding; Cleo was given mail by the negotiation $given.
# In $asked she is proposed for release from July on, and Ben objects.  It is 8 January 2026.
make_honest() {
	founding=with_roles tidemark
	git branch -q founded
	given=$(opens ana mail --holder cleo:2026-01-06..2026-03-31 -m 'Somebody has to read it.')
	says ben consent "$given"
	says cleo consent "$given" --decide
	clock 2026-01-07
	asked=$(opens ana release --holder cleo:2026-07-01..2026-09-30)
	says cleo accept "$asked"
	says ben object "$asked" -m 'Handing over in the middle of the launch harms the harbour office.'
	entry ana
	clock 2026-01-08
	mark
}
# honest: a copy of it, and the shell is in it.
honest() {
	honest_store=$B/honest/$(cksum <<-END | tr ' ' -
		$(stat -L -c '%Y %s' "$B/moot" "$TOP/tests/attack/attack.sh" "$TOP/tests/e2e/group.sh" "$TOP/tests/e2e/lib.sh")
	END
	)
	if [ ! -d "$honest_store" ]; then
		mkdir -p "$SCRATCH/honest" "$B/honest"
		(
			cd "$SCRATCH/honest" && make_honest && rm -rf .git/moot &&
				echo "given=$given asked=$asked" >../ids && mv "$SCRATCH/mark" ../mark
		) || echo "# the honest group could not be made"
		mv -T "$SCRATCH/honest" "$honest_store" 2>/dev/null || [ -d "$honest_store" ]
	fi
	cp -r "$honest_store/tidemark" . && cp "$honest_store/mark" "$SCRATCH/mark" && cd tidemark || exit 1
	# shellcheck disable=SC1091
	. "$honest_store/ids"
	# shellcheck disable=SC2034 # for the scripts
	given_folder=$(folder_of "$given")
	# shellcheck disable=SC2034
	asked_folder=$(folder_of "$asked")
	entry_count=9
	clock 2026-01-08
}

# --- what stands ---

# In every command that says so.
views() {
	moot roles --all --porcelain | grep -v '	void$' # those are shown as what they are
	moot tree --porcelain
	for views_file in roles/release.ini roles/desk.ini people/ana.ini people/ben.ini moot.ini; do
		moot show $views_file
	done
	moot status --all --porcelain
	moot show release --porcelain
	moot why release --porcelain
	moot reputation --porcelain
}
mark() { views >"$SCRATCH/mark" 2>/dev/null; }
# unmoved TITLE: nothing that stands has changed since mark.
unmoved() { is "$1" "$(views 2>/dev/null)" "$(cat "$SCRATCH/mark")"; }

# git_takes TITLE COMMAND...: git does it, finds nothing wrong with it, and has it in its tree.
git_takes() {
	git_takes_title=$1
	git_takes_before=$(git rev-parse HEAD)
	shift
	"$@" >"$SCRATCH/out" 2>"$SCRATCH/err" && git show HEAD >/dev/null && git fsck --strict --no-dangling >>"$SCRATCH/out" 2>&1 &&
		[ "$(git rev-parse HEAD)" != "$git_takes_before" ] && [ -z "$(git status --porcelain)" ]
	git_takes_status=$?
	result $git_takes_status "git takes it: $git_takes_title"
	[ $git_takes_status -eq 0 ] || cat "$SCRATCH/out" "$SCRATCH/err" | note
}

# found TITLE PATTERN: verify says no, and names it.
found() {
	moot verify >"$SCRATCH/out" 2>&1
	found_status=$?
	COLUMNS=400 moot verify >"$SCRATCH/out" 2>&1
	[ "$found_status" -eq 1 ] && grep -Eq -e "$2" "$SCRATCH/out"
	result $? "$1"
	grep -Eq -e "$2" "$SCRATCH/out" || {
		echo "# verify ended with $found_status, and no line matches: $2"
		note <"$SCRATCH/out"
	}
}

# detected TITLE RULE PATTERN: verify says no, and a finding that matches names the rule.
detected() {
	moot verify --porcelain >"$SCRATCH/out" 2>"$SCRATCH/err"
	detected_status=$?
	[ $detected_status -eq 1 ] && named "$2" "$3"
	result $? "$1"
	[ $detected_status -eq 1 ] && named "$2" "$3" || {
		echo "# verify ended with $detected_status; no such finding of rule $2: $3"
		cat "$SCRATCH/out" "$SCRATCH/err" | note
	}
}
named() { grep -E -e "$2" "$SCRATCH/out" | grep -q "(rule $1)"; }
# told TITLE RULE PATTERN: the same of what is void by itself, so that verify may say yes.
told() {
	moot verify --porcelain >"$SCRATCH/out" 2>"$SCRATCH/err"
	named "$2" "$3"
	result $? "$1"
	named "$2" "$3" || {
		echo "# no finding of rule $2: $3"
		cat "$SCRATCH/out" "$SCRATCH/err" | note
	}
}
# attack TITLE RULE PATTERN COMMAND...: git takes it, nothing that stands moves, verify names the rule.
attack() {
	attack_title=$1 attack_rule=$2 attack_pattern=$3
	shift 3
	git_takes "$attack_title" "$@"
	unmoved '  and what stands has not moved'
	detected "  verify names rule $attack_rule" "$attack_rule" "$attack_pattern"
}
# marked FILE: reading commands show the text before, and say that the tree has it otherwise.
marked() {
	marked_count=0
	for marked_words in 'roles' tree status 'show release' 'why release'; do
		moot $marked_words 2>&1 | grep -q 'void' && marked_count=$((marked_count + 1))
	done
	is "$1 is marked as void by what reads it" $marked_count 5
}
# put_back: the honest text again, by somebody honest.
put_back() {
	git checkout -q "${1:-HEAD~1}" -- . && as ana git commit -q -m 'put back'
}
# branch_off NAME [FROM]: on a branch of one's own.
branch_off() { git checkout -q -b "$1" ${2:+"$2"}; }
# met_by NAME: main takes the branch in.
met_by() { git checkout -q main && as "${2:-ana}" git merge -q --no-edit --no-ff "$1"; }
