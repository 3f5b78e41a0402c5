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
				echo "given=$given asked=$asked mark_commit=$mark_commit mark_now=$mark_now" >../ids &&
				mv "$SCRATCH/mark" "$SCRATCH/questions" ..
		) || echo "# the honest group could not be made"
		mv -T "$SCRATCH/honest" "$honest_store" 2>/dev/null || [ -d "$honest_store" ]
	fi
	cp -r "$honest_store/tidemark" . && cp "$honest_store/mark" "$honest_store/questions" "$SCRATCH/" &&
		cd tidemark || exit 1
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

# questions: what every reading command can be asked about whatever is there now, a line each; not
# check and verify, which are there to find something.  On today, on a day before and on one after.
questions() {
	questions_names=$(git ls-files roles people agreements | sed -n 's,^[a-z]*/\(.*\)\.[a-z]*$,\1,p')
	questions_ids=$(git ls-files negotiations | sed -n 's,^negotiations/[^/]*/[^/]*-\([a-z0-9]\{10\}\)/.*,\1,p' | sort -u)
	for questions_day in '' ' --at 2026-01-06' ' --at 2026-07-15'; do
		for questions_words in 'roles --all' tree 'status --all' pay log 'reputation --events --all' reputation policy; do
			echo "$questions_words --json$questions_day"
		done
		for questions_name in $questions_names charter; do
			echo "show $questions_name --json$questions_day"
		done
		for questions_id in $questions_ids; do
			echo "tally $questions_id --json$questions_day"
		done
		echo "signers$questions_day"
		echo "status --all --ics$questions_day"
	done
	for questions_name in $questions_names; do
		echo "show $questions_name"
		echo "why $questions_name --json"
		echo "why $questions_name"
	done
	for questions_id in $questions_ids; do
		echo "show $questions_id --json"
	done
	for questions_file in $(git ls-files people); do
		questions_file=${questions_file#people/}
		echo "record ${questions_file%.ini}"
	done
	printf '%s --porcelain\n' 'roles --all' tree 'status --all' pay log reputation policy
	printf '%s\n' tree status pay log
	for questions_file in $(git ls-files moot.ini roles people agreements); do
		echo "show $questions_file"
		echo "why $questions_file --json"
	done
}
# answers < QUESTIONS: in one go, without what only says where it was read, and what is shown as void.
# Nothing of the questions that match $changes ('^log|^why ana'), where a script says that they may move.
answers() {
	"$B/tests/attack/questions" 2>/dev/null | awk -v changes="${changes:-}" '
		/^\$ / { question = $2; void = proof = 0; skip = changes != "" && substr($0, 3) ~ changes }
		skip { next }
		question == "signers" && /^#/ { next }
		question == "record" && /^object / { proof = 1 }
		question == "record" && (proof || /^tip /) && !/^= / { next }
		question == "roles" && (/"state":"void"/ || /\tvoid$/) { next }
		question == "show" && void && /^    / { next }
		{ void = question == "show" && /^  [a-z0-9]+  void: / }
		void { next }
		question == "show" { gsub(/,?\{"id":"[a-z0-9]*","state":"void"\}/, ""); sub(/\[,/, "[") }
		{ print }'
}
# mark: from now on this is what stands.
mark() {
	questions >"$SCRATCH/questions"
	mark_commit=$(git rev-parse HEAD) mark_now=$MOOT_NOW
	changes='' answers <"$SCRATCH/questions" >"$SCRATCH/mark"
}
views() { answers <"$SCRATCH/questions"; }
# unmoved TITLE: nothing that stands has changed since mark: not here, not in a new clone that keeps nothing
# yet, nor for whoever names the commit of then, nor where it is answered a second time.
unmoved() {
	unmoved_difference=$(
		awk -v changes="${changes:-}" '/^\$ / { skip = changes != "" && substr($0, 3) ~ changes } !skip' \
			"$SCRATCH/mark" >"$SCRATCH/then"
		views >"$SCRATCH/now"
		differs 'here' "$SCRATCH/then" "$SCRATCH/now"
		grep -e '--json$' "$SCRATCH/questions" >"$SCRATCH/again"
		those "$SCRATCH/now" >"$SCRATCH/first"
		answers <"$SCRATCH/again" >"$SCRATCH/second"
		differs 'here, kept' "$SCRATCH/first" "$SCRATCH/second"
		rm -rf "$SCRATCH/fresh" && git clone -q -n . "$SCRATCH/fresh" 2>"$SCRATCH/err" || cat "$SCRATCH/err"
		unmoved_genesis=$(git config moot.genesis)
		cd "$SCRATCH/fresh" || exit
		[ -z "$unmoved_genesis" ] || git config moot.genesis "$unmoved_genesis"
		those "$SCRATCH/then" >"$SCRATCH/first"
		sed 's/$/ --commit HEAD/' "$SCRATCH/again" | answers | sed '/^\$ /s/ --commit HEAD$//' >"$SCRATCH/second"
		differs 'in a new clone' "$SCRATCH/first" "$SCRATCH/second"
		MOOT_NOW=$mark_now
		changes=
		those "$SCRATCH/mark" >"$SCRATCH/first"
		sed "s/\$/ --commit $mark_commit/" "$SCRATCH/again" | answers |
			sed "/^\\$ /s/ --commit $mark_commit\$//" >"$SCRATCH/second"
		differs 'with the commit of then' "$SCRATCH/first" "$SCRATCH/second"
	)
	is "$1" "$unmoved_difference" ''
}
# those ANSWERS: of the questions in $SCRATCH/again only.
those() {
	awk 'NR == FNR { wanted["$ " $0]; next } /^\$ / { asked = $0 in wanted } asked' "$SCRATCH/again" "$1"
}
differs() { cmp -s "$2" "$3" || { echo "$1:" && diff -U1 -F '^\$ ' "$2" "$3" | sed 1,2d; }; }

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
# swiftly SECONDS COMMAND...: it is done in so much time of the processor, whatever else runs.
swiftly() {
	swiftly_seconds=$1
	shift
	prlimit --cpu="$swiftly_seconds" "$@"
}

# branch_off NAME [FROM]: on a branch of one's own.
branch_off() { git checkout -q -b "$1" ${2:+"$2"}; }
# met_by NAME: main takes the branch in.
met_by() { git checkout -q main && as "${2:-ana}" git merge -q --no-edit --no-ff "$1"; }
