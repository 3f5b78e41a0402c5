# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# attack.sh: an attack is made with git alone, shown to succeed against git, and then to be void:
#
#     . "${0%/*}/../e2e/lib.sh"
#     . "$TOP/tests/attack/attack.sh"
#     founding=with_roles tidemark
#     mark                                    what every reading command says before
#     sed -i s/how/why/ roles/release.ini
#     git_takes 'a role is edited' as eve git commit -q -a -m 'role'
#     unmoved 'the role is as it was'
#     found 'and it is listed' 'roles/release.ini.*changed without agreement'

# shellcheck source=tests/e2e/group.sh
. "$TOP/tests/e2e/group.sh"

# What stands, in every command that says so.
views() {
	moot roles --all --porcelain | grep -v '	void$' # those are shown as what they are
	moot tree --porcelain
	for views_file in roles/release.ini roles/desk.ini people/ana.ini people/ben.ini moot.ini; do
		moot show "$views_file" 2>/dev/null
	done
	moot status --all --porcelain
	moot show release --porcelain 2>/dev/null
}
mark() { views >"$SCRATCH/mark" 2>/dev/null; }
# unmoved TITLE: nothing that stands has changed since mark.
unmoved() { is "$1" "$(views 2>/dev/null)" "$(cat "$SCRATCH/mark")"; }

# git_takes TITLE COMMAND...: git does it, finds nothing wrong with it, and has it in its tree.
git_takes() {
	git_takes_title=$1
	git_takes_before=$(git rev-parse HEAD)
	shift
	"$@" >"$SCRATCH/out" 2>"$SCRATCH/err" && git fsck --strict --no-dangling >>"$SCRATCH/out" 2>&1 &&
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
