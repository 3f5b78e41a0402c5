# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# time.sh: how long whole processes take, by turns, so that a busy moment meets all of them alike.
# $BEFORE, a line for sh, is run before each of them and not counted.

# median RUNS COMMAND [COMMAND...]: milliseconds of each command (a line for sh), one a line.
median() {
	measure wall "$@"
}

# median_cpu RUNS COMMAND [COMMAND...]: the same in processor time, of all threads and children; for
# what takes a second or so.
median_cpu() {
	measure cpu "$@"
}

# measure CLOCK RUNS COMMAND [COMMAND...]
measure() {
	before=${BEFORE:-} perl -MTime::HiRes=time -e '
		my ($clock, $runs, @commands) = @ARGV;
		my @times;
		sub now { my @t = times; return $clock eq "cpu" ? $t[2] + $t[3] : time }
		for my $run (0 .. $runs) {
			for my $i (0 .. $#commands) {
				system "sh", "-c", $ENV{before} if $ENV{before};
				my $start = now;
				my $child = fork // die;
				if (!$child) {
					open STDOUT, ">", "/dev/null"; open STDERR, ">", "/dev/null";
					exec $commands[$i] =~ /[^\w .\/=:-]/ ? ("sh", "-c", $commands[$i]) : split / /, $commands[$i];
					exit 127;
				}
				waitpid $child, 0;
				die "$commands[$i]: status $?\n" if $? >> 8 > 3 || $? & 127;
				push @{$times[$i]}, 1e3 * (now() - $start) if $run;    # the first one warms up
			}
		}
		printf "%.3f\n", (sort { $a <=> $b } @$_)[@$_ / 2] for @times;' "$@"
}

# peak COMMAND [ARGUMENT...]: the most memory it takes, in MB.
peak() {
	/usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -n 1 | awk '{ printf "%.0f\n", $1 / 1024 }'
}

# figure WHAT PEER MOOT-MS PEER-MS: one line of the table.
figure() {
	awk -v what="$1" -v peer="$2" -v mine="$3" -v theirs="$4" 'BEGIN {
		printf "%s\t%.2f ms\t%s, %.2f ms\t%.2f\n", what, mine, peer, theirs, mine / theirs }'
}

# amount WHAT PEER UNIT MINE THEIRS: the same for what is no time.
amount() {
	awk -v what="$1" -v peer="$2" -v unit="$3" -v mine="$4" -v theirs="$5" 'BEGIN {
		printf "%s\t%s %s\t%s, %s %s\t%.2f\n", what, mine, unit, peer, theirs, unit, mine / theirs }'
}
