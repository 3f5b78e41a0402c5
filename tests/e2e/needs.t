#!/bin/sh
# SPDX-License-Identifier: MIT
# What commands are given before they begin: a repository, a root, a work tree, a day.
. "${0%/*}/lib.sh"

expect_status 128 'outside of a repository there is nothing to read' moot roles
like 'outside of a repository git says so' "$(cat "$SCRATCH/err")" '^fatal: not a git repository'
is 'outside of a repository stdout is empty' "$(cat "$SCRATCH/out")" ''
ok 'outside of a repository help is there' moot roles -h

new_repo group
expect_status 128 'without a charter there is no group' moot roles
is 'without a charter the way to one is told' "$(cat "$SCRATCH/err")" \
	'fatal: no moot.ini in this folder or above it
hint: moot init founds a group here; moot reputation, why, log and show need none'
mkdir -p governance/people src/deep
printf '[moot]\nrules = 1\nname = Tidemark\n' >governance/moot.ini
commit_file governance/people/ana.ini '[person]
name = Ana Reyes
email = ana@tidemark.example

[member]
from = 2026-01-05
until = 2026-07-04
by = founding'
git add governance/moot.ini && git commit -q --amend -m 'found Tidemark'

ok 'the root is the folder with moot.ini' moot -C governance roles
ok 'the root is found upward' moot -C governance/people roles
expect_status 128 'the root is not found downward' moot roles
git config moot.dir governance
ok 'moot.dir names the root' moot roles
ok 'moot.dir names the root from anywhere' moot -C src/deep roles
git config moot.dir src
expect_status 128 'a moot.dir without a charter is fatal' moot roles
is 'a moot.dir without a charter is told' "$(cat "$SCRATCH/err")" \
	"fatal: git config moot.dir is 'src', which holds no moot.ini
hint: name the folder that holds it, or git config --unset moot.dir"
ok 'above a charter moot.dir does not matter' moot -C governance roles
git config moot.dir governance

ok 'a day may be asked' moot roles --at 2026-03-01
ok 'a day may be a word' moot roles --at tomorrow
expect_status 129 'a day that is none is a usage error' moot roles --at 2026-02-30
like 'a day that is none is named' "$(cat "$SCRATCH/err")" "^error: option '--at': .*2026-02-30"
ok 'a commit may be asked' moot roles --commit HEAD
expect_status 128 'a commit that is none is fatal' moot roles --commit nowhere
expect_status 129 'an option short for several is a usage error' moot roles --co
like 'an option short for several names them' "$(cat "$SCRATCH/err")" \
	"^error: option '--co' is short for several: --color, --commit$"
expect_status 129 'a command that writes has no --at' moot propose books --at 2026-03-01

git clone -q --bare . ../bare.git
ok 'a bare repository can be read' git -C ../bare.git -c moot.dir=governance moot roles
expect_status 128 'a bare repository cannot be written' \
	git -C ../bare.git -c moot.dir=governance moot propose books --set role.title=Books -m why
is 'a bare repository says why' "$(cat "$SCRATCH/err")" \
	'fatal: moot propose writes, and there is no work tree here
hint: run it in a clone that has one'

git checkout -q --orphan elsewhere && git rm -qrf . && git config --unset moot.dir
expect_status 128 'an unborn branch without a charter is no group' moot roles

done_testing
