# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# lib.sh: what every shell test begins with, after `#!/bin/sh` and the SPDX line:
#
#     . "${0%/*}/lib.sh"
#
#     is 'the version is one line' "$(moot version)" 'moot version 0.1.0'
#     expect_status 129 'an unknown word is a usage error' moot decdie
#     ok 'a folder can be named' moot -C elsewhere status
#     done_testing
#
# The test runs in an empty folder of its own, which is removed afterwards; the clock, the locale,
# the zone, the identity and git's configuration are always the same.  `moot` and `git moot` are the
# program of $B.

set -u
TOP=$(cd "${0%/*}/../.." && pwd) || exit 1
B=${B:-$TOP/build}
MOOT_SHARED=${MOOT_SHARED:-$TOP/../shared}
[ -x "$B/moot" ] || {
	echo "Bail out! there is no program at $B/moot"
	exit 1
}

for variable in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\)=.*/\1/p'); do
	unset "$variable"
done
unset MOOT_NOW COLUMNS NO_COLOR PAGER LESS EDITOR VISUAL XDG_CONFIG_HOME CDPATH
export LC_ALL=C.UTF-8 TZ=UTC TERM=dumb B TOP MOOT_SHARED
: "${ASAN_OPTIONS:=exitcode=99:allocator_may_return_null=1}" "${UBSAN_OPTIONS:=halt_on_error=1:exitcode=99}"
export ASAN_OPTIONS UBSAN_OPTIONS

SCRATCH=$(mktemp -d) || exit 1
SCRATCH=$(cd "$SCRATCH" && pwd -P) || exit 1
test_count=0
test_failed=0
test_done=
clean_up() {
	status=$?
	cd / && chmod -R u+w "$SCRATCH" && rm -rf "$SCRATCH"
	[ -n "$test_done" ] || echo '# the test ended before done_testing'
	exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

export HOME="$SCRATCH/home" GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL="$SCRATCH/home/.gitconfig"
mkdir -p "$HOME/bin" "$SCRATCH/field"
cat >"$GIT_CONFIG_GLOBAL" <<'END'
[init]
	defaultBranch = main
[commit]
	gpgSign = false
[gc]
	auto = 0
[core]
	autocrlf = false
[protocol "file"]
	allow = always
[pull]
	rebase = false
[advice]
	detachedHead = false
END
ln -s "$B/moot" "$HOME/bin/moot"
ln -s "$B/moot" "$HOME/bin/git-moot"
export PATH="$HOME/bin:$PATH"
cd "$SCRATCH/field" || exit 1

# clock 2026-01-05 | 2026-01-05T09:00:00Z: what time it is from now on, for moot and for git.
clock() {
	case $1 in
	*T*) MOOT_NOW=$1 ;;
	*) MOOT_NOW=$1T12:00:00Z ;;
	esac
	export MOOT_NOW GIT_AUTHOR_DATE="$MOOT_NOW" GIT_COMMITTER_DATE="$MOOT_NOW"
}

# person HANDLE 'Full Name': who commits from now on, for moot and for git.
person() {
	export GIT_AUTHOR_NAME="$2" GIT_AUTHOR_EMAIL="$1@tidemark.example"
	export GIT_COMMITTER_NAME="$2" GIT_COMMITTER_EMAIL="$1@tidemark.example"
}
ana() { person ana 'Ana Reyes'; }
ben() { person ben 'Ben Okafor'; }
cleo() { person cleo 'Cleo Lind'; }
# as ben moot consent ...: one command by somebody else.
as() {
	(
		"$1"
		shift
		"$@"
	)
}
clock 2026-01-05T09:00:00Z
ana

# result STATUS TITLE: one line of TAP.
result() {
	test_count=$((test_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $test_count - $2"
	else
		test_failed=$((test_failed + 1))
		echo "not ok $test_count - $2"
	fi
}
# note < TEXT: as comments.
note() { sed 's/^/# /'; }

# ok TITLE COMMAND...: the command says yes.
ok() {
	test_title=$1
	shift
	"$@" >"$SCRATCH/out" 2>"$SCRATCH/err"
	test_status=$?
	result "$test_status" "$test_title"
	[ "$test_status" -eq 0 ] || {
		echo "# $* ended with $test_status"
		note <"$SCRATCH/out"
		note <"$SCRATCH/err"
	}
}

# is TITLE GOT WANTED: two texts are equal.
is() {
	if [ "$2" = "$3" ]; then
		result 0 "$1"
		return
	fi
	result 1 "$1"
	printf '%s\n' "$3" >"$SCRATCH/wanted"
	printf '%s\n' "$2" | diff -u "$SCRATCH/wanted" - | sed 1,2d | note
}

# like TITLE GOT PATTERN: some line of the text matches the extended regular expression.
like() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		result 0 "$1"
		return
	fi
	result 1 "$1"
	echo "# no line matches: $3"
	printf '%s\n' "$2" | note
}
unlike() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		result 1 "$1"
		echo "# a line matches: $3"
		printf '%s\n' "$2" | note
		return
	fi
	result 0 "$1"
}

# place FILE PATTERN: "roles/x.ini:4", the first line of it that matches.
place() { echo "$1:$(grep -n -m 1 -e "$2" "$1" | cut -d: -f1)"; }

# A refusal has three parts, whatever it is about: the rule, the place that makes it so (behind the
# rule, or in a line of its own) and what to do next.
refusal_is_whole() {
	grep -q '^fatal: .*(rule [ADNV][0-9]' "$SCRATCH/err" &&
		grep -Eq '^see: .|^fatal: .*(moot\.ini:[0-9]+|, as shipped\))' "$SCRATCH/err" &&
		grep -q '^hint: .' "$SCRATCH/err"
}

# expect_status N TITLE COMMAND...: it ends with exactly N; see $SCRATCH/out and $SCRATCH/err.
# Who is refused (1, "fatal: ...") is told rule, place and way on; a journal and a score have no rule
# for everything they refuse.
expect_status() {
	test_wanted=$1
	test_title=$2
	shift 2
	"$@" >"$SCRATCH/out" 2>"$SCRATCH/err"
	test_status=$?
	[ "$test_status" -eq "$test_wanted" ] &&
		{ [ "$test_status" -ne 1 ] || ! grep -q '^fatal: ' "$SCRATCH/err" || refusal_is_whole ||
			case "$*" in *moot\ *write\ * | *moot\ *thank\ * | *moot\ *why\ *) ;; *) false ;; esac; }
	test_right=$?
	result $test_right "$test_title"
	[ "$test_right" -eq 0 ] || {
		echo "# $* ended with $test_status, not $test_wanted, or says no without rule, place and way on"
		note <"$SCRATCH/out"
		note <"$SCRATCH/err"
	}
}

# test_must_fail COMMAND...: yes when it says no in an orderly way: no signal, no sanitizer, found.
test_must_fail() {
	"$@"
	test_status=$?
	case $test_status in
	0 | 99 | 126 | 127) return 1 ;;
	128 | 129) return 0 ;;
	esac
	[ "$test_status" -lt 126 ]
}

# skip TITLE WHY: only for what is missing from ../shared.
skip() {
	test_count=$((test_count + 1))
	echo "ok $test_count - $1 # SKIP $2"
}

# new_repo [DIR]: an empty repository, and the shell is in it.
new_repo() {
	mkdir -p "${1:-repo}" && cd "${1:-repo}" && git init -q .
}

# commit_file PATH TEXT [MESSAGE]: as the person of the moment.
commit_file() {
	case $1 in
	*/*) mkdir -p "${1%/*}" ;;
	esac
	printf '%s\n' "$2" >"$1" && git add -- "$1" && git commit -q -m "${3:-$1}" -- "$1"
}

done_testing() {
	echo "1..$test_count"
	test_done=yes
	[ "$test_count" -gt 0 ] && [ "$test_failed" -eq 0 ]
	exit
}
