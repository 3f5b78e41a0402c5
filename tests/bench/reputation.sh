# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# reputation.sh: scores beside others' rankings of the same made-up history, by turns, the best of
# five runs each.  The rivals' programs stand in $MOOT_SHARED/peers (../shared); what is not
# installed there is left out, saying so on stderr.  Needs no network.
set -u
B=${B:-build}
peers=${MOOT_SHARED:-../shared}/peers
rounds=${ROUNDS:-5}

skip() {
	echo "reputation: $*: left out" >&2
}
[ -f "$peers/gen.py" ] || {
	skip "no $peers"
	exit 0
}
python=
for candidate in python3 /usr/bin/python3; do
	$candidate -c 'import numpy' 2>/dev/null && python=$candidate && break
done
[ -n "$python" ] || {
	skip 'python3 with numpy (Debian: python3-numpy)'
	exit 0
}
make -s B="$B" "$B/tests/bench/reputation_bench" >&2 || exit 1

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
graph() { # graph NAME PEOPLE EVENTS SEEDS
	$python "$peers/gen.py" "$2" "$3" "$4" "$scratch/$1" >/dev/null
}
graph 10k 1000 10000 5
graph 100k 2000 100000 10
graph 1m 10000 1000000 20
graph 1m-100 10000 1000000 100

graphblas=
cc -w -O2 "$peers/gb_ppr.c" -o "$scratch/gb_ppr" -lgraphblas -lm 2>/dev/null && graphblas=yes
[ -n "$graphblas" ] || skip 'GraphBLAS (Debian: libgraphblas-dev)'
igraph=
# shellcheck disable=SC2046
cc -w -O2 "$peers/ig_ppr.c" -o "$scratch/ig_ppr" $(pkg-config --cflags --libs igraph 2>/dev/null) -lm \
	2>/dev/null && igraph=yes
[ -n "$igraph" ] || skip 'igraph (Debian: libigraph-dev)'

# Appends "NAME VALUE" lines; theirs() counts building the graph and solving.
ours() { # ours GRAPH [score]
	"$B/tests/bench/reputation_bench" "$scratch/$1" 1 ${2:+"$2"} | sed "s/^/$1-/"
}
theirs() { # theirs NAME PROGRAM GRAPH
	"$scratch/$2" "$scratch/$3" | sed -n "s/.* build \([0-9.]*\) ms ppr \([0-9.]*\) ms .*/\1 \2/p" |
		awk -v name="$3-$1" '{ print name, $1 + $2 }'
}
round=0
while [ $round -lt "$rounds" ]; do
	for size in 10k 100k; do
		ours $size score
		[ -z "$graphblas" ] || theirs graphblas gb_ppr $size
		[ -z "$igraph" ] || theirs igraph ig_ppr $size
	done
	for size in 1m 1m-100; do
		ours $size
		[ -z "$graphblas" ] || theirs graphblas gb_ppr $size
		[ -z "$igraph" ] || [ $size != 1m ] || theirs igraph ig_ppr $size
	done
	round=$((round + 1))
done >"$scratch/figures"
if [ "${HUGE:-yes}" = yes ]; then
	graph 10m 50000 10000000 20
	for _ in 1 2 3; do ours 10m score; done >>"$scratch/figures"
fi
if [ -n "${SOURCECRED:-}" ] && command -v node >/dev/null; then
	node "$SOURCECRED" "$scratch/10k" | sed -n 's/.*"total_ms":\([0-9]*\).*/10k-sourcecred \1/p' >>"$scratch/figures"
else
	skip 'SourceCred (SOURCECRED=.../sc_bench.js, its node_modules beside it)'
fi

awk '
	!($1 in best) || $2 + 0 < best[$1] { best[$1] = $2 + 0 }
	function times(what, mine, peer, theirs) {
		if (!(mine in best) || !(theirs in best)) return
		ratio = best[mine] / best[theirs]
		printf "%s\t%.1f ms\t%s, %.1f ms\t" (ratio < .005 ? "%.6f" : "%.2f") "\n", what, best[mine], peer, best[theirs], ratio
	}
	END {
		gb = "GraphBLAS personalised PageRank, build + solve"
		ig = "igraph personalised PageRank, build + solve"
		times("scores of 1,000 people, 9.9 k events", "10k-score", gb, "10k-graphblas")
		times("scores of 2,000 people, 99 k events", "100k-score", gb, "100k-graphblas")
		times("scores of 10,000 people, 998 k events", "1m-score", gb, "1m-graphblas")
		times("the same with four steps", "1m-score-4", gb, "1m-graphblas")
		times("firm scores, 64 panels", "1m-100-firm", gb, "1m-100-graphblas")
		times("scores of 1,000 people, 9.9 k events", "10k-score", ig, "10k-igraph")
		times("scores of 2,000 people, 99 k events", "100k-score", ig, "100k-igraph")
		times("scores of 10,000 people, 998 k events", "1m-score", ig, "1m-igraph")
		times("scores of 1,000 people, 9.9 k events", "10k-score", "SourceCred CredRank", "10k-sourcecred")
		times("why one person has their score", "1m-why", "scores of everybody", "1m-score")
		printf "memory of a score\t%.1f bytes an event\tthe events themselves, 20 bytes\t%.2f\n", best["1m-bytes-an-event"], best["1m-bytes-an-event"] / 20
		if ("10m-score-cpu" in best) {
			# by processor time, since a wall clock tells what else went on in that second
			much = best["10m-score-cpu"]
			few = best["100k-score-cpu"]
			printf "scores of 10 M events\t%.0f ms\tof 99 k events, %.2f ms\texponent %.2f\n", much, few, log(much / few) / log(9997100 / 99228)
		}
	}' "$scratch/figures"
