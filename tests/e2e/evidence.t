#!/bin/sh
# SPDX-License-Identifier: MIT
# What moot finds in real and generated histories is what is in them.
. "${0%/*}/lib.sh"

oracle="$TOP/tests/oracle/evidence.py"
corpora="$MOOT_SHARED/corpora"
clock 2026-11-24

# import NAME: a corpus as the bare repository NAME.git.
import() {
	git init -q --bare "$1.git"
	xz -dc "$corpora/$1/history.fi.xz" |
		git -C "$1.git" fast-import --quiet --date-format=raw-permissive
}

for seed in 2 3 4 5 6; do
	ok "only its owner takes a sentence out, by a second reading of the definition ($seed)" \
		python3 "$oracle" taken "taken$seed.git" $seed
done
if [ ! -d "$corpora" ]; then
	skip 'real histories hold what is in them' 'there is no ../shared'
	done_testing
fi

import tig
ok 'a small history has the credits git finds' \
	python3 "$oracle" trailers tig.git "$corpora/tig/oracle-trailers.tsv"
import git-git
ok 'a large history has the credits git finds' \
	python3 "$oracle" trailers git-git.git "$corpora/git-git/oracle-trailers.tsv.xz"
curl='curl-7_80_0-8_10_1'
import "$curl"
git -C $curl.git config mailmap.file "$corpora/$curl/.mailmap"
ok 'any line finds those whom a project thanked by hand' \
	python3 "$oracle" contributors $curl.git "$corpora/$curl/oracle-contributors.tsv" \
	"$corpora/$curl/name-aliases.tsv"

for seed in 1 2 3; do
	python3 "$corpora/synth.py" "s$seed.git" --people 60 --entries 1000 --seed $seed --ring 6 --edges
	ok "thanks, questions, links and mentions are those that were written ($seed)" \
		python3 "$oracle" synth "s$seed"
done
python3 "$corpora/synth.py" odd.git --people 40 --entries 400 --seed 4 --nasty --edges
ok 'broken input hides nothing that stands beside it' python3 "$oracle" nasty odd

done_testing
