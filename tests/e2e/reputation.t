#!/bin/sh
# SPDX-License-Identifier: MIT
# moot reputation and moot why: what is printed of a score, and that it adds up.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

at='--at 2026-02-10'
# field NAME < JSON: that field of every record, without quotes.
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\)[\",}].*/\1/p"; }
# total < NUMBERS: their sum, of any size.
total() { perl -MMath::BigInt -ne 'BEGIN { $t = Math::BigInt->new(0) } $t += Math::BigInt->new($_); END { print "$t\n" }'; }
ppm() { perl -MMath::BigInt -e 'print Math::BigInt->new($ARGV[0]) * 1000000 >> 82, "\n"' "$1"; }
score_of() { # score_of WHO OPTION...
	score_who=$1
	shift
	# shellcheck disable=SC2086
	moot reputation $at --json "$@" | grep "\"person\":\"$score_who" | field score | grep . || echo 0
}
# shellcheck disable=SC2086
parts_of() { moot why $at --json "$@" | field part | total; }
# printed WHO OPTION...: the score that people see, and the sum of the parts they see.
# shellcheck disable=SC2086
printed() { moot why $at "$@" | perl -ne '$s = $1 if / (\d+) ppm/; $t += $1 if /^ *(\d+)  (?:\d{4}-|in )/; END { print "$s $t\n" }'; }

with_dina() {
	with_roles
	member dina 'Dina Haas' 2026-12-31
}
founding=with_dina tidemark
as dina git commit -q --allow-empty -m 'dina is here'
dated_entry ana 2026-01-10 'Thanks @ben for the tide tables, #releases and #docs. @cleo, which gauge was it? #gauges'
dated_entry ben 2026-01-11 'See [her day](../ana/2026-01-10.md). Thanks @cleo for #releases, and thanks @dina. @ana and I spoke.'
dated_entry cleo 2026-01-12 'Kudos to @ben! #releases

Thanks @ana for #docs, thanks @dina too.'
dated_entry dina 2026-01-13 'Thanks to @ben and @cleo for #gauges.

Thanks @ben again; #releases.'
clock 2026-01-14
as ana git commit -q --allow-empty -m 'tables: new' -m 'Reviewed-by: Ben Okafor <ben@tidemark.example>
Helped-by: Cleo Lind <cleo@tidemark.example>
Cc: Dina Haas <dina@tidemark.example>'

# --- a score is its sentences ---
for who in ana ben cleo dina; do
	is "the parts of $who add up to the score, to the unit" "$(parts_of $who)" "$(score_of $who)"
done
for topic in releases docs gauges; do
	is "in #$topic too" "$(parts_of ben --topic $topic)" "$(score_of ben --topic $topic)"
	is "and with all steps in #$topic" "$(parts_of ben --topic $topic --strict)" "$(score_of ben --topic $topic --strict)"
done
for who in ana ben cleo dina; do
	is "those of the firm score of $who as well" "$(ppm "$(parts_of $who --firm)")" \
		"$(moot reputation $at --json | grep "\"person\":\"$who" | field firm_ppm)"
done
unlike 'which is another one' "$(parts_of ben --firm)" "^$(parts_of ben)\$"
for of in ben 'ben --top 2' 'ben --topic releases' 'ben --firm' 'cleo --strict --topic releases --top 1'; do
	# shellcheck disable=SC2086
	is "what people see adds up too: why $of" "$(printed $of | cut -d' ' -f2)" "$(printed $of | cut -d' ' -f1)"
done
like 'and is not nothing' "$(printed ben)" '^[1-9][0-9]+ '
is 'the topics of a person add up to the total' \
	"$(for topic in releases docs gauges -; do score_of ben --topic $topic; done | total)" "$(score_of ben)"
like 'a part is a sentence somebody wrote' "$(COLUMNS=200 moot why ben $at)" \
	'^ +[0-9]+  2026-01-12 cleo \([0-9]+\) thanks #releases  journals/cleo/2026-01-12.md:1$'
like 'in their words' "$(moot why ben $at)" '^ +Kudos to @ben! #releases$'
like 'or a trailer' "$(moot why ben $at)" '^ +Reviewed-by: Ben Okafor <ben@tidemark.example>$'

# --- what one owes to another ---
json=$(moot why ana ben $at --json)
is 'what ben has from ana are her sentences' "$(echo "$json" | field direct)" \
	"$(moot why ben $at --json | grep '"giver":"ana"' | field part | total)"
is 'of his score' "$(echo "$json" | field score)" "$(score_of ben)"
like 'had she been silent, more would be missing' "$(moot why ana ben $at)" '^of ben.s [0-9]+ ppm, [0-9]+ come from what ana wrote'
expect_status 129 'between two there are no topics' moot why ana ben --topic docs
expect_status 129 'all steps want a topic' moot why ben --strict
expect_status 128 'nobody owes nobody' moot why ana zoe

# --- names that do not change ---
keys() { head -n 1 | grep -o '"[a-z_]*":' | tr -d '":' | tr '\n' ' '; }
is 'a person in JSON' "$(moot reputation $at --json | keys)" \
	'v person score ppm firm_ppm breadth thanked cited asked mentioned topics '
is 'an event' "$(moot reputation $at --json --events | keys)" \
	'v giver receiver kind units topic day path line commit share weight void '
is 'a digest' "$(moot reputation $at --json --digest | keys)" 'v digest params events '
is 'a part' "$(moot why ben $at --json | keys)" \
	'v giver standing kind topic day path line sentence share weight part '
is 'scores are strings' "$(moot reputation $at --json | grep -c '"score":"[0-9]*"')" 4
is 'the signs stand beside them' \
	"$(moot reputation $at --json | grep '"person":"cleo"' | grep -o '"thanked.*mentioned":[0-9]*')" \
	'"thanked":3,"cited":0,"asked":1,"mentioned":0'
is 'of ana too' "$(moot reputation $at --json | grep '"person":"ana"' | grep -o '"thanked.*mentioned":[0-9]*')" \
	'"thanked":1,"cited":1,"asked":0,"mentioned":1'

# --- order, firm, top ---
is 'by the score in the topic, then by the total, then by handle' \
	"$(moot reputation $at --topic gauges --porcelain | cut -f1 | tr '\n' ' ')" 'cleo ben '
is 'the first one' "$(moot reputation $at --top 1 --porcelain | cut -f1)" \
	"$(moot reputation $at --porcelain | head -n 1 | cut -f1)"
is 'by firm scores' "$(moot reputation $at --firm --porcelain | cut -f4)" \
	"$(moot reputation $at --firm --porcelain | cut -f4 | sort -rn)"
expect_status 129 '--all goes with --events' moot reputation --all
expect_status 129 '--strict goes with --topic' moot reputation --strict
expect_status 128 'a topic in which nothing was acknowledged' moot reputation --topic nothing

# --- what does not count, and why ---
dated_entry ben 2026-01-20 'Thanks @ben. Thanks @nobody. See [this](../ana/gone.md). And @cleo.'
as cleo sh -c 'printf "\nThanks @cleo.\n" >>journals/ana/2026-01-10.md && git commit -q -a -m "in another journal"'
GIT_AUTHOR_NAME='Ana Reyes' GIT_AUTHOR_EMAIL=ana@tidemark.example as ben git commit -q --allow-empty -m x \
	-m 'Thanks-to: nobody at all' >/dev/null
clock 2026-01-21
git commit -q --allow-empty -m y -m 'Helped-by: ben
Helped-by: Ben Okafor <ben@tidemark.example>
Thanks-to: build[bot] <build@bots.example>'
clock 2026-03-01
git commit -q --allow-empty -m z -m 'Helped-by: ben'
why_void() { moot reputation --events --all --json "$@" | grep -v '"void":null' | field void | sort | uniq -c | sed 's/^ *//' | tr '\n' ','; }
is 'each that does not count says why' "$(why_void $at)" '3 foreign,1 later,3 nobody,1 robot,1 self,1 twice,3 unscored,'
is 'the other list has only what counts' "$(moot reputation --events $at --json | grep -vc '"void":null')" 0
is 'and as many as the digest' "$(moot reputation --events $at --json | grep -c .)" \
	"$(moot reputation --digest $at --json | field events)"
like 'people are told, too' "$(COLUMNS=200 moot reputation $at --events --all)" \
	'^2026-01-20  ben -> ben  thanks 4  -  journals/ben/2026-01-20.md:1  void: self$'

# --- the table ---
widest() { perl -CS -ne 's/\e\[[0-9;]*m//g; chomp; s/\r$//; $w = length if length > $w; END { print "$w\n" }'; }
dated_entry ana 2026-01-30 "Thanks @ben for #$(printf 'very-long-topic-%.0s' 1 2 3) and #another-one-of-some-length."
is 'it fits the terminal' "$([ "$(COLUMNS=80 moot reputation $at | widest)" -le 80 ] && echo fits)" fits
is 'a narrow one too' "$([ "$(COLUMNS=60 moot reputation $at | widest)" -le 60 ] && echo fits)" fits
shown=$(COLUMNS=80 TERM=xterm script -qec "stty cols 80; moot --no-pager reputation $at" /dev/null </dev/null)
like 'a terminal has bars' "$shown" '█'
is 'and the bars fit' "$([ "$(printf '%s\n' "$shown" | widest)" -le 80 ] && echo fits)" fits
like 'with what each is known for' "$(printf '%s\n' "$shown" | sed -n '/cleo/{n;p;}')" '^  known for gauges, releases'
unlike 'no bars elsewhere' "$(moot reputation $at)" '█'
table() { COLUMNS=$1 moot reputation $at; }
is 'every sign stands beside the score' "$(table 200 | head -n 1 | tr -s ' ')" \
	'person ppm firm breadth thanked cited asked mentioned known for'
is 'as --json has it' "$(table 200 | sed 1d | awk '{ print $1, $2, $5, $6, $7, $8 }')" \
	"$(moot reputation $at --json | sed 's/.*"person":"\([^"]*\)".*"ppm":\([0-9]*\).*"thanked":\([0-9]*\),"cited":\([0-9]*\),"asked":\([0-9]*\),"mentioned":\([0-9]*\).*/\1 \2 \3 \4 \5 \6/')"
is 'where that is too wide, topics stand below' "$(table 80 | sed -n '/^ben/{n;p;}' | cut -c1-20)" '  known for releases'
is 'and no number is cut' "$(table 80 | grep -v '^  ' | awk '{ print $1, $2 }')" "$(table 200 | awk '{ print $1, $2 }')"

# --- whose voice counts, and how much: the charter ---
set_charter() { # set_charter TEXT: amends what was founded, as if it had been so from the beginning
	rm -rf ../again && git clone -q . ../again && (
		cd ../again || exit 1
		git fast-export --all --signed-tags=strip | perl -e '
			my ($text, $in) = @ARGV;
			local $/; binmode STDIN; binmode STDOUT;
			my $all = <STDIN>;
			$all =~ s/(data )(\d+)(\n\[moot\]\n)/$1 . ($2 + length $text) . "\n[moot]\n"/e;
			$all =~ s/(\[moot\]\nrules = 1\n)/$1/;
			$all =~ s/(identity = named\n)/$1$text/;
			print $all;' "$1" >../stream
		rm -rf ../changed && git init -q ../changed && cd ../changed && git fast-import --quiet <../stream && git reset -q --hard main
	)
}
changed() { moot -C ../changed reputation $at --digest; }
usual=$(moot reputation --digest $at)
set_charter ''
is 'a charter told again is the same' "$(changed)" "$usual"
seen=$usual
for text in 'half-life = 30' 'units-of = 64' 'pair-cap = 100' 'steps = 1' 'thanks = 8' 'asks = 3' 'builds-on = 0' 'mention = 1' 'reviewed-by = 1'; do
	set_charter "[reputation]
$text
"
	case " $seen " in
	*" $(changed) "*) result 1 "[reputation] $text makes another digest" ;;
	*) result 0 "[reputation] $text makes another digest" ;;
	esac
	seen="$seen $(changed)"
done
like 'which says so' "$(moot -C ../changed reputation $at --digest --json)" '"params":"half-life 180, units-of 512, pair-cap 32768, steps 3"'
set_charter 'seeds = release
'
is 'of the holders of a role, only what they said' "$(moot -C ../changed why ben $at --porcelain | cut -f2 | sort -u)" 0
is 'whom the holder thanked has a score' "$(moot -C ../changed reputation $at --porcelain | cut -f1 | sort | tr '\n' ' ')" 'ana cleo dina '
like 'with fewer than four voices there is no firm score' "$(moot -C ../changed reputation $at --json)" '"firm_ppm":null'
expect_status 1 'nor one to be explained' moot -C ../changed why cleo $at --firm
set_charter 'seeds = helm
'
is 'a role that does not exist has no voice' "$(moot -C ../changed reputation $at 2>&1)" "nobody's voice counts: all scores are 0, since nobody holds a role of 'seeds ='
in moot.ini on 2026-02-10"
like 'which check says' "$(moot -C ../changed check 2>&1)" 'seeds: there is no roles/helm.ini'
is 'nor have those whose membership is over' "$(moot reputation --at 2027-06-01 2>&1)" "nobody's voice counts: all scores are 0, since nobody is a member in force on
2027-06-01"
for text in 'half-life = 0' 'steps = 9' 'pair-cap = 0' 'units-of = 1'; do
	set_charter "[reputation]
$text
"
	like "[reputation] $text is found" "$(moot -C ../changed check 2>&1)" \
		"moot.ini:[0-9]+:[0-9]+: error: '[019]' is not a whole number from"
done

# --- a history without a group ---
new_repo ../plain
for who in ana ben cleo dina; do as $who git commit -q --allow-empty -m "start: $who"; done
git commit -q --allow-empty -m 'core: one' -m 'Reviewed-by: Ben Okafor <ben@tidemark.example>
Reported-by: Cleo Lind <cleo@tidemark.example>'
as ben git commit -q --allow-empty -m 'docs: two' -m 'Helped-by: Cleo Lind <cleo@tidemark.example>'
as cleo git commit -q --allow-empty -m 'core: three' -m 'Acked-by: Ben Okafor <ben@tidemark.example>'
at='--at 2026-03-10'
is 'there too the parts add up' "$(parts_of 'cleo lind')" "$(score_of 'Cleo Lind')"
is 'in one area' "$(parts_of 'cleo lind' --topic docs)" "$(score_of 'Cleo Lind' --topic docs)"
is 'as people see them' "$(printed 'cleo lind' | cut -d' ' -f2)" "$(printed 'cleo lind' | cut -d' ' -f1)"
like 'it says that it is unproven' "$(moot reputation $at | head -n 3 | tr '\n' ' ')" 'unproven'

# --- acknowledgements kept elsewhere ---
cd .. && mkdir elsewhere && cd elsewhere || exit 1
printf 'giver\treceiver\tday\tunits\ttopic\nana\tben\t2026-03-01\t4\tdocs\nben\tcleo\t2026-03-02\t4\t\nana\tcleo\t2026-03-03\t2\tdocs\ncleo\tcleo\t2026-03-03\t4\t\nana\tben\t2026-04-01\t4\t\n' >kudos.tsv
from() { moot "$@" --from kudos.tsv --at 2026-03-10; }
is 'no repository is needed' "$(from reputation --porcelain | cut -f1 | tr '\n' ' ')" 'cleo ben '
is 'the parts add up' "$(from why cleo --json | field part | total)" "$(from reputation --json | grep '"cleo"' | field score)"
like 'and say in which line they stand' "$(from why cleo)" '^ +[0-9]+  2026-03-02 ben \([0-9]+\)  kudos.tsv:3$'
is 'with the same names' "$(from reputation --json --events | keys)" \
	'v giver receiver kind units topic day path line commit share weight void '
is 'and what does not count' "$(from reputation --events --all --json | field void | tr '\n' ' ')" 'null null null self later '
unlike 'of other seeds it is another' "$(from reputation --digest --seeds ana)" "^$(from reputation --digest)\$"
is 'in any order, each once' "$(from reputation --digest --seeds cleo,ana,ana)" "$(from reputation --digest --seeds ana,cleo)"
expect_status 128 'a seed that is not in it' moot reputation --from kudos.tsv --seeds zoe
like 'is named' "$(cat "$SCRATCH/err")" "the seed 'zoe' is not in the table"
expect_status 129 'seeds go with a table' moot reputation --seeds ana
{
	printf 's1\ta\t2026-03-01\t4\tq\ns1\tb\t2026-03-01\t4\tq\ns2\tb\t2026-03-01\t4\tdocs\n'
	for _ in 1 2 3; do printf 's1\ta\t2026-03-02\t4\tdocs\n'; done
	printf 's3\ts4\t2026-03-02\t4\tdocs\n'
} >captured.tsv
captured() { moot reputation --from captured.tsv --seeds s1,s2,s3,s4 --at 2026-03-10 --topic q --porcelain "$@" | cut -f1 | tr '\n' ' '; }
is 'one captured voice makes somebody first' "$(captured)" 'a b '
is 'but not by firm scores, where those alike in the topic go by their firm total' "$(captured --firm)" 'b a '
bad() { # bad TITLE LINE PATTERN
	printf 'ana\tben\t2026-03-01\t4\tdocs\n%b\n' "$2" >bad.tsv
	expect_status 128 "$1" moot reputation --from bad.tsv
	like "$1: it is told" "$(cat "$SCRATCH/err")" "$3"
	is "$1: nothing is computed" "$(cat "$SCRATCH/out")" ''
}
bad 'a wrong column' 'ana\tben\t2026-03-01\t4' '^bad.tsv:2:1: error: 4 columns where an event has five'
bad 'a column too many' 'ana\tben\t2026-03-01\t4\tx\ty' '^bad.tsv:2:1: error: 6 columns where an event has five'
bad 'a date that is none' 'ana\tben\t2026-02-30\t4\tdocs' "^bad.tsv:2:9: error: '2026-02-30' is no day"
bad 'negative units' 'ana\tben\t2026-03-01\t-4\tdocs' "^bad.tsv:2:20: error: '-4' is no number of units, 0 to 32"
bad 'huge units' 'ana\tben\t2026-03-01\t99999999999999999999\tdocs' "^bad.tsv:2:20: error: '9+' is no number of units"
bad 'a handle of a megabyte' "$(head -c 1048576 /dev/zero | tr '\0' a)\tben\t2026-03-01\t4\tdocs" \
	'^bad.tsv:2:1: error: the giver has 1048576 bytes, at most 255'
bad 'a NUL' 'ana\tb\0en\t2026-03-01\t4\tdocs' '^bad.tsv:2:[0-9]+: error: a NUL byte'
bad 'bytes that are no text' 'ana\tb\377n\t2026-03-01\t4\tdocs' '^bad.tsv:2:[0-9]+: error: byte 0xff begins no UTF-8 character'
bad 'nobody' '\tben\t2026-03-01\t4\tdocs' '^bad.tsv:2:1: error: the giver is empty'
: >empty.tsv
is 'an empty table has nobody' "$(moot reputation --from empty.tsv)" "nobody's voice counts: all scores are 0"
expect_status 128 'a table that is not there' moot reputation --from none.tsv

done_testing
