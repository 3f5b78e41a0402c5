#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Prints the lines that second.tsv labels, the same ones each time: source, group, line.
#
#   tests/thanks/second.sh [CORPORA]
#
# Another sample than sample.sh's, from other lines: what that one took is left out.  Candidates are
# the distinct lines of all versions of *.md files and of commit messages, whose paragraphs are one
# line each here, up to 700 bytes long; trailers and quotations are none.  Where people are thanked
# by name, the names of those who ever committed there are read as handles: group 'name'.  The
# others are 'both', 'handle' and 'word' as there.  Within a group lines are taken in the order of
# their SHA-256.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
corpora=${1:-${MOOT_SHARED:-../shared}/corpora}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

for name in git-git curl-7_80_0-8_10_1; do
	git init -q --bare "$dir/$name.git"
	xz -dc "$corpora/$name/history.fi.xz" |
		git -C "$dir/$name.git" fast-import --quiet --date-format=raw-permissive
done
for name in ipfs-team-mgmt fossology-gsoc-2021-2024 rust-leadership-council jbranchaud-til; do
	git clone -q --bare "$corpora/$name/history.bundle" "$dir/$name.git"
	git -C "$dir/$name.git" rev-list --objects --all | sed -n 's/^\([0-9a-f]*\) .*\.md$/\1/p' |
		LC_ALL=C sort -u | git -C "$dir/$name.git" cat-file --batch='' |
		LC_ALL=C sed "s/^/$name	/"
done >"$dir/lines"
for name in git-git curl-7_80_0-8_10_1 ipfs-team-mgmt rust-leadership-council jbranchaud-til; do
	git -C "$dir/$name.git" log --all --format='%an%n%cn' >>"$dir/names"
	git -C "$dir/$name.git" log --all --format=%B%x00 | perl -0ne '
		for my $text (split /\n\s*\n/) {
			$text =~ s/\0//g;
			next if $text =~ /^[A-Z][\w-]+: |^(?: {2}|\t|>)/m;
			$text =~ s/\s+/ /g;
			print "$ARGV[0]\t$text\n";
		}' | sed "s/^	/$name	/" >>"$dir/lines"
done
LC_ALL=C sort -u "$dir/names" | grep -E '^[A-Z][^ @]+( [A-Z][^ @]*)+$' >"$dir/full"

perl -MDigest::SHA=sha256_hex -e '
	my ($names, $first, $lines) = @ARGV;
	sub slurp { open my $file, "<", $_[0] or die; chomp(my @all = <$file>); @all }
	# names were replaced there, so lines are compared without what may be one
	sub bare { my $line = shift; $line =~ s/\@[A-Za-z0-9-]+/\@/g; $line =~ s/\b[A-Z]\w+//g; $line }
	my $name = join "|", map quotemeta, sort { length $b <=> length $a } slurp $names;
	$name = qr/\b(?:$name)\b(?! *<)/;
	my %taken = map { (split /\t/, $_, 3)[2] => 1 } map bare($_), slurp $first;
	my (%seen, %all);
	open my $in, "<", $lines or die;
	while (<$in>) {
		s/\r?\n$//;
		my ($source, $line) = split /\t/, $_, 2;
		$line =~ s/^\s+|\s+$//g;
		next if length $line > 700 or length $line < 4 or $seen{$line}++ or $taken{bare $line};
		my $word = $line =~ /thank|kudos|shout|props to|credit|grateful|appreciat|thx|hat tip/i;
		my $handle = $line =~ /(?<![\w\/.])\@[A-Za-z0-9]/;
		next unless $word or $handle;
		my $group = $word && $handle ? "both" : $handle ? "handle" : $line =~ $name ? "name" : "word";
		push @{$all{"$group $source"}}, [sha256_hex($line), $source, $group, $line];
	}
	my %want = (
		"name git-git" => 55, "name curl-7_80_0-8_10_1" => 9, "name rust-leadership-council" => 9,
		"both rust-leadership-council" => 9, "both curl-7_80_0-8_10_1" => 9, "both ipfs-team-mgmt" => 9,
		"handle ipfs-team-mgmt" => 25, "handle fossology-gsoc-2021-2024" => 4,
		"handle curl-7_80_0-8_10_1" => 5, "handle rust-leadership-council" => 5, "handle jbranchaud-til" => 4,
		"word ipfs-team-mgmt" => 8, "word rust-leadership-council" => 12, "word curl-7_80_0-8_10_1" => 8,
		"word git-git" => 8, "word jbranchaud-til" => 4,
	);
	my (@picked, %number, $count);
	for my $key (sort keys %want) {
		my @list = sort { $a->[0] cmp $b->[0] } @{$all{$key} || []};
		splice @list, $want{$key} if @list > $want{$key};
		push @picked, @list;
	}
	for my $row (@picked) {
		my $line = $row->[3];
		$line =~ s/($name)/"\@" . ($number{lc $1} ||= sprintf "q%02d", ++$count)/ge if $row->[2] eq "name";
		$line =~ s/(?<![\w\/.\@])\@(?!q\d\d)([A-Za-z0-9][A-Za-z0-9-]*)/"\@" . ($number{lc $1} ||= sprintf "q%02d", ++$count)/ge;
		$line =~ s/\t/ /g;
		print join("\t", @$row[1, 2], $line), "\n";
	}' "$dir/full" "$here/lines.tsv" "$dir/lines"
