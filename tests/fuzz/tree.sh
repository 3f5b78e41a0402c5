#!/bin/sh
# SPDX-License-Identifier: MIT
# tree.sh FOLDER: seeds for tree.c, the trees of this repository and some that git would not write.
set -u
id='\001\002\003\004\005\006\007\010\011\012\013\014\015\016\017\020\021\022\023\024'
printf "100644 a\\0${id}40000 a.b\\0${id}40000 ab\\0${id}120000 z\\0$id" >"$1/few"
printf "100755 x\\0${id}160000 sub\\0${id}0100644 ..\\0$id" >"$1/odd"
printf "40000 a\\0${id}100644 a\\0${id}7777777777 b\\0$id" >"$1/twice"
printf "100644 \\0$id" >"$1/nameless"
printf '100644 cut\0ab' >"$1/cut"
for tree in 'HEAD^{tree}' HEAD:tests HEAD:cmd HEAD:formats; do
	git cat-file tree "$tree" >"$1/$(git rev-parse --short "$tree" 2>/dev/null)" 2>/dev/null
done
exit 0
