#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Prints the 300 lines that lines.tsv labels, the same ones each time: source, group, line.
#
#   tests/thanks/sample.sh [CORPORA]
#
# Every distinct line of every version of every *.md file is a candidate, without the white space
# around it, up to 400 bytes long.  Groups: 'both', a word that smells of thanks and an @handle (all
# there are); 'handle', an @handle alone; 'word', such a word alone.  Within a group lines are taken
# in the order of their SHA-256, so that nobody chose them.  Handles become @p01, @p02 ... in the
# order of appearance, in links too.
set -eu
corpora=${1:-${MOOT_SHARED:-../shared}/corpora}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

for name in ipfs-team-mgmt fossology-gsoc-2021-2024 rust-leadership-council; do
	git clone -q --bare "$corpora/$name/history.bundle" "$dir/$name.git"
	git -C "$dir/$name.git" rev-list --objects --all | sed -n 's/^\([0-9a-f]*\) .*\.md$/\1/p' |
		LC_ALL=C sort -u | git -C "$dir/$name.git" cat-file --batch='' |
		LC_ALL=C sed "s/^/$name	/"
done | perl -MDigest::SHA=sha256_hex -ne '
	s/\r?\n$//;
	my ($source, $line) = split /\t/, $_, 2;
	$line =~ s/^\s+|\s+$//g;
	next if length $line > 400 or length $line < 4 or $seen{$line}++;
	my $word = $line =~ /thank|kudos|shout|props to|credit|grateful|appreciat|thx|hat tip/i;
	my $handle = $line =~ /(?<![\w\/.])\@[A-Za-z0-9]/;
	my $group = $word && $handle ? "both" : $word ? "word" : $handle ? "handle" : next;
	push @{$all{$group}{$source}}, [sha256_hex($line), $source, $group, $line];
	END {
		my %want = (
			"both ipfs-team-mgmt" => 999, "both rust-leadership-council" => 999,
			"both fossology-gsoc-2021-2024" => 999, "handle fossology-gsoc-2021-2024" => 20,
			"handle rust-leadership-council" => 20, "word ipfs-team-mgmt" => 30,
			"word fossology-gsoc-2021-2024" => 15, "word rust-leadership-council" => 55,
		);
		my @picked;
		for my $key (sort keys %want) {
			my ($group, $source) = split / /, $key;
			my @list = sort { $a->[0] cmp $b->[0] } @{$all{$group}{$source} || []};
			splice @list, $want{$key} if @list > $want{$key};
			push @picked, @list;
		}
		my @rest = sort { $a->[0] cmp $b->[0] } @{$all{handle}{"ipfs-team-mgmt"}};
		splice @rest, 300 - @picked;
		push @picked, @rest;
		my (%name, $count);
		for my $row (@picked) {
			$name{lc $1} //= sprintf "p%02d", ++$count
				while $row->[3] =~ /(?<![\w\/.])\@([A-Za-z0-9][A-Za-z0-9-]*)/g;
		}
		my $known = join "|", map quotemeta, sort { length $b <=> length $a } keys %name;
		for my $row (@picked) {
			$row->[3] =~ s/(?<=[\@\/_])($known)(?![A-Za-z0-9-])/$name{lc $1}/gi;
			$row->[3] =~ s/\t/ /g;
			print join("\t", @$row[1 .. 3]), "\n";
		}
	}'
