#!/bin/sh
# SPDX-License-Identifier: MIT
# moot tally --ballots: any ballot file, outside of any repository.
. "${0%/*}/lib.sh"

# count FILE OPTION...: the winners, best first.
winners() {
	file=$1
	shift
	moot tally --ballots "$file" --json "$@" 2>/dev/null |
		sed 's/.*"winners":\[\([^]]*\)\].*/\1/; s/"//g'
}

cat >three.csv <<'END'
Ada,Ben,Cyd
1,2,3
1,2,3
2,1,3
3,1,2
3,1,
END
is 'the winner of all pairs wins' "$(winners three.csv --method schulze)" 'Ben'
is 'the json is one line of the promised fields' \
	"$(moot tally --ballots three.csv --method schulze --json 2>/dev/null | cut -d, -f 1-6)" \
	'{"v":1,"order":["Ben","Ada","Cyd"],"winners":["Ben"],"ties":[]'
moot tally --ballots three.csv --method schulze >text 2>/dev/null
like 'the table begins with the winner' "$(cat text)" '^ *1  Ben  elected$'
like 'the pairs are shown' "$(cat text)" '^  A  Ben +3  4$'
like 'the rule is named' "$(cat text)" '^counted by Schulze'
is 'standard input is read' "$(winners - --method schulze <three.csv)" 'Ben'

printf 'a;b\n1;2\n2;1\n' >tie.csv
expect_status 1 'a tie leaves the seat open' moot tally --ballots tie.csv --method schulze
like 'and is listed' "$(cat "$SCRATCH/out")" 'tied for 1 seat: a, b'
is 'ties are lists of names' "$(moot tally --ballots tie.csv --method schulze --json |
	sed 's/.*\("ties".*\),"warning.*/\1/')" '"ties":[["a","b"]]'
ok 'a lot breaks it' moot tally --ballots tie.csv --method schulze --lot harbour
is 'the lot is the same for everybody' "$(winners tie.csv --method schulze --lot harbour)" \
	"$(for name in a b; do
		printf 'harbour\n1 1 2\n1 2 1\n%s' "$name" | sha256sum | sed "s/-/$name/"
	done | sort | sed -n '1s/.* //p')"

# C beats B by 3 to 2, A beats C by 3 to 1, B beats A by 2 to 0: which win is the weakest?
cat >cycle.csv <<'END'
A,B,C,votes
,2,1,2
,1,2,1
2,1,3,1
1,,2,2
3,2,1,1
END
is 'Schulze drops the win with the fewest votes' "$(winners cycle.csv --method schulze)" 'A'
is 'or the one with the smallest margin' "$(winners cycle.csv --method schulze --margins)" 'B'
expect_status 129 'other counts know no margins' moot tally --ballots cycle.csv --method stv --margins

printf 'a,b,c\n5,4,0\n0,4,5\n5,3,0\n' >scores.csv
is 'scores are counted with a runoff' "$(winners scores.csv --method star)" 'a'
printf 'a,b,c\nx,x,\n,x,\n,,x\n' >approvals.csv
is 'approvals are counted' "$(winners approvals.csv --method approval)" 'b'

expect_status 128 'what cannot be read is not counted' moot tally --method schulze \
	--ballots /dev/stdin <<'END'
a,b
1,2
1,two
END
like 'and told with its place' "$(cat "$SCRATCH/err")" '^/dev/stdin:3:3: error: '
expect_status 128 'a file must be there' moot tally --ballots nowhere.csv --method schulze
expect_status 129 'a method must be said' moot tally --ballots three.csv
expect_status 129 'a word of its own' moot tally --ballots three.csv --method borda
expect_status 129 'no more seats than options' moot tally --ballots three.csv --method stv --seats 4
expect_status 129 'an id and a file are too much' moot tally 7k3f --ballots three.csv --method stv
expect_status 129 'without either there is nothing to count' moot tally
expect_status 129 'a negotiation has its own method' moot tally 7k3f --method stv
expect_status 128 'and needs a repository' moot tally 7k3f

# --- elections that were held ---
is 'Lerwick South 2012 elects whom it elected' \
	"$(winners "$TOP/tests/elections/lerwick-south-2012.blt" --method stv)" 'G,E,A,F'
elections=$MOOT_SHARED/corpora/k8s-elections-2017-2021
if [ -d "$elections" ]; then
	# published DIRECTORY FILE: the order; one name is spelt otherwise in the ballots
	published() {
		sed -n '/^## Winners/q; s/^[0-9][0-9]*\. //p' "$elections/steering-$1/$2" |
			sed 's/ *$//; s/^Phillip Wittrock$/Phillip Whitrock/'
	}
	counted() {
		moot tally --json --method schulze --ballots "$elections/steering-$1/$2" 2>/dev/null |
			sed 's/.*"order":\[\([^]]*\)\].*/\1/; s/"//g' | tr , '\n' | sed 's/ (@.*//'
	}
	for year in 2017 2018 2019 2020; do
		is "Kubernetes $year: the published order" "$(counted $year BALLOTS.csv)" \
			"$(published $year RESULTS.md)"
	done
	is 'Kubernetes 2021: the published order' "$(counted 2021 ballots.csv)" \
		"$(published 2021 ranking.md)"
	moot tally --ballots "$elections/steering-2021/ballots.csv" --method schulze --seats 4 \
		>text 2>"$SCRATCH/err"
	like 'Kubernetes 2021: reading blanks as last would have elected another' "$(cat text)" \
		'^warning: if unranked options were read as last'
	like 'and how to say it is told' "$(cat "$SCRATCH/err")" '^hint: --unranked'
	moot tally --ballots "$elections/steering-2021/ballots.csv" --method schulze --seats 4 \
		--unranked last >text 2>"$SCRATCH/err"
	like 'the other reading is warned of as well' "$(cat text)" \
		'^warning: if unranked options'
	is 'who has said it is not told again' "$(cat "$SCRATCH/err")" ''
else
	skip 'the elections of Kubernetes' 'no ../shared'
fi

# --- nothing of it is kept ---
new_repo repo
git commit -q --allow-empty -m one
cp ../three.csv .
is 'in a repository too' "$(winners three.csv --method schulze)" 'Ben'
printf 'Ada,Ben,Cyd\n1,2,3\n' >three.csv
is 'a file that changed is counted again' "$(winners three.csv --method schulze)" 'Ada'
done_testing
