#!/bin/sh
# SPDX-License-Identifier: MIT
# What starts with the program: libgit2 only where objects are read, and of it no more than that.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles tidemark
clock 2026-01-10
linked() { # linked COMMAND...: what the dynamic linker did for it
	rm -f "$SCRATCH"/linked.*
	LD_DEBUG=files,bindings LD_DEBUG_OUTPUT=$SCRATCH/linked "$@" >/dev/null 2>&1
	cat "$SCRATCH"/linked.*
}
starts_git2() { linked "$@" | grep -q 'calling init: .*libgit2'; }
starts_none() { ! starts_git2 "$@"; }

ok 'who reads objects starts libgit2' starts_git2 moot roles
ok 'the same question again does not' starts_none moot roles
ok 'nor does help' starts_none moot help
ok 'nor the version' starts_none moot --version
rm -rf .git/moot
linked moot roles >"$SCRATCH/started"
ok 'it starts' grep -q 'calling init: .*libgit2' "$SCRATCH/started"
is "and reads no certificates of the machine's" \
	"$(grep -c 'libgit2.*libmbedx509.*mbedtls_x509_crt_parse_file' "$SCRATCH/started")" 0
done_testing
