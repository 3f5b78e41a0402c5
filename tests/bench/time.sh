# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# time.sh: how long whole processes take, by turns, so that a busy moment meets all of them alike.

# median RUNS COMMAND [COMMAND...]: milliseconds of each command (a line for sh), one a line.
median() {
	perl -MTime::HiRes=time -e '
		my ($runs, @commands) = @ARGV;
		my @times;
		for my $run (0 .. $runs) {
			for my $i (0 .. $#commands) {
				my $start = time;
				my $child = fork // die;
				if (!$child) {
					open STDOUT, ">", "/dev/null"; open STDERR, ">", "/dev/null";
					exec $commands[$i] =~ /[^\w .\/=:-]/ ? ("sh", "-c", $commands[$i]) : split / /, $commands[$i];
					exit 127;
				}
				waitpid $child, 0;
				die "$commands[$i]: status $?\n" if $? >> 8 > 3 || $? & 127;
				push @{$times[$i]}, 1e3 * (time - $start) if $run;    # the first one warms up
			}
		}
		printf "%.3f\n", (sort { $a <=> $b } @$_)[@$_ / 2] for @times;' "$@"
}

# figure WHAT PEER MOOT-MS PEER-MS: one line of the table.
figure() {
	awk -v what="$1" -v peer="$2" -v mine="$3" -v theirs="$4" 'BEGIN {
		printf "%s\t%.2f ms\t%s, %.2f ms\t%.2f\n", what, mine, peer, theirs, mine / theirs }'
}
