#!/bin/sh
# SPDX-License-Identifier: MIT
# record.sh FOLDER: a seed for record.c that holds: the record of somebody in a small group.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch" GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL="$scratch/.gitconfig" MOOT_NOW=2026-01-05T12:00:00Z
export GIT_AUTHOR_DATE="$MOOT_NOW" GIT_COMMITTER_DATE="$MOOT_NOW"
ana() { GIT_AUTHOR_NAME=Ana GIT_AUTHOR_EMAIL=a@x.example GIT_COMMITTER_NAME=Ana GIT_COMMITTER_EMAIL=a@x.example "$@"; }
ben() { GIT_AUTHOR_NAME=Ben GIT_AUTHOR_EMAIL=b@x.example GIT_COMMITTER_NAME=Ben GIT_COMMITTER_EMAIL=b@x.example "$@"; }
{
	ana "$MOOT" init --name Small "$scratch/small"
	cd "$scratch/small"
	ana "$MOOT" join ben --name Ben --email b@x.example
	ana "$MOOT" act desk --holder ben..2026-06-30
	ben "$MOOT" write -m 'A day.'
	ana "$MOOT" write -m 'Thanks @ben for the day.'
	ana "$MOOT" propose desk --set 'pay.amount=1 EUR/day' --porcelain >../id
	ben "$MOOT" consent "$(cat ../id)" --decide
} >/dev/null 2>&1
ben "$MOOT" record ben >"$1/whole" 2>/dev/null
for kind in charter name member role pay decision voice said; do
	sed "/^$kind /d" "$1/whole" >"$1/without-$kind"
done
