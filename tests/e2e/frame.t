#!/bin/sh
# SPDX-License-Identifier: MIT
# The words around every command: options, help, version, what is wrong with them.
. "${0%/*}/lib.sh"

version=$(moot --version)
like 'the version is one line with a number' "$version" '^moot version [0-9]+\.[0-9]+\.[0-9]+$'
is 'version is also a command' "$(moot version)" "$version"
is 'git moot is the same program' "$(git moot version)" "$version"
is 'json begins with v' "$(moot version --json | cut -c1-7)" '{"v":1,'
is 'porcelain is the value alone' "$(moot version --porcelain)" "${version##* }"
is 'z ends a record with a NUL' "$(moot version -z | od -An -c | tr -d ' \n')" \
	"$(printf '%s' "${version##* }" | sed 's/./&/g')"'\0'
is 'options may stand before the command' "$(moot --json version)" "$(moot version --json)"
is 'a long option may be cut short' "$(moot version --porc)" "$(moot version --porcelain)"
is 'letters may be joined' "$(moot version -zC .  | od -An -c)" "$(moot version -z | od -An -c)"

mkdir -p a/b
ok 'C goes into a folder' moot -C a version
ok 'C goes on from where it is' moot -C a -C b version
ok 'C works behind the command, joined or not' moot version -Ca -C b
expect_status 128 'C into nowhere is fatal' moot -C nowhere version
is 'C into nowhere says why' "$(cat "$SCRATCH/err")" \
	"fatal: cannot change to 'nowhere': No such file or directory"
ok 'an empty C is no change' moot -C '' version

expect_status 129 'no command is a usage error' moot
expect_status 129 'an unknown command is a usage error' moot versoin
is 'an unknown command has a hint on stderr' "$(cat "$SCRATCH/err")" \
	"error: 'versoin' is not a moot command
hint: did you mean 'version'?"
is 'an unknown command prints nothing on stdout' "$(cat "$SCRATCH/out")" ''
expect_status 129 'a word of the design that is no command is one, too' moot health
like 'and leads to those that answer it' "$(cat "$SCRATCH/err")" '^hint: moot tree, moot pay and moot reputation --firm'
expect_status 129 'an empty word is no command' moot ''
expect_status 129 'an unknown option is a usage error' moot version --jsom
is 'an unknown option has a hint and the usage' "$(cat "$SCRATCH/err")" \
	"error: unknown option '--jsom'
hint: did you mean '--json'?
usage: moot version"
expect_status 129 'an unknown letter is a usage error' moot version -q
expect_status 129 'an unknown option before the command is a usage error' moot --nonsense version
expect_status 129 'a word too many is a usage error' moot version 1
like 'a word too many is named' "$(cat "$SCRATCH/err")" "^error: moot version: '1' is one word too many$"
ok 'two dashes end the options' moot version --
expect_status 129 'behind two dashes an option is a word' moot version -- --json
expect_status 129 'a flag takes no value' moot version --json=yes
like 'a flag with a value is named' "$(cat "$SCRATCH/err")" "^error: option '--json' takes no value$"
expect_status 129 'a missing value is a usage error' moot version -C
like 'a missing value says what is wanted' "$(cat "$SCRATCH/err")" "^error: option '-C' needs a value: DIR$"
expect_status 129 'a wrong choice is a usage error' moot version --color=alway
is 'a wrong choice names the right ones' "$(sed 2q "$SCRATCH/err")" \
	"error: option '--color' wants always|never|auto, not 'alway'
hint: did you mean 'always'?"
ok 'colour without a value means always' moot version --color
expect_status 129 'two forms at once are a usage error' moot version --json --porcelain
ok 'the last word of a flag counts' moot version --json --no-json --porcelain
expect_status 129 'a control sequence in a word is a usage error' \
	moot "$(printf 'bad\033[31m')"
is 'a control sequence does not reach the terminal' "$(tr -d '[:print:]\n' <"$SCRATCH/err")" ''

for when in 'yesterday' '24.11.2026' '2026-02-30' '2026-11-24T10:15' ''; do
	case $when in '') continue ;; esac
	expect_status 128 "MOOT_NOW '$when' is fatal" env MOOT_NOW="$when" moot version
done
ok 'an empty MOOT_NOW is no MOOT_NOW' env MOOT_NOW= moot version

like 'help lists the commands' "$(moot help)" '^ +version +say which moot this is$'
is 'help is the same as --help' "$(moot help)" "$(moot --help)"
is 'help is the same as -h' "$(moot help)" "$(moot -h)"
like 'a command explains itself' "$(moot version -h)" '^usage: moot version$'
is 'help COMMAND without a terminal is the short form' "$(moot help version)" "$(moot version -h)"
ok 'help is for wrong words too' moot version -h and more
like 'a code is explained' "$(moot help E104)" '^E104: a key that the format does not know$'
expect_status 129 'help on nothing known is a usage error' moot help versoin
like 'help on nothing known has a hint' "$(cat "$SCRATCH/err")" "^hint: did you mean 'version'"
is 'the short form has no line over 80 columns' \
	"$(moot help -h | awk 'length > 80')" ''
is 'the short form fits a narrow terminal' \
	"$(COLUMNS=50 moot help -h | awk 'length > 50')" ''

expect_status 128 'a closed stdout is fatal' sh -c 'moot help >&-'
like 'a closed stdout is told' "$(cat "$SCRATCH/err")" '^fatal: cannot write the results: '
expect_status 128 'a full disk is fatal' sh -c 'moot help >/dev/full'
is 'a full disk is told' "$(cat "$SCRATCH/err")" 'fatal: cannot write the results: No space left on device'
expect_status 0 'a closed stdin is fine' sh -c 'moot version <&-'
expect_status 0 'a closed stderr is fine' sh -c 'moot version 2>&-'
expect_status 129 'a closed stderr keeps the status' sh -c 'moot versoin 2>&-'
# Writing into a pipe whose reader has ended: by signal, as all the others in a pipeline.
expect_status 141 'a reader that ends early ends moot by SIGPIPE' \
	perl -e '
		pipe(my $reader, my $writer); close $reader; $SIG{PIPE} = "DEFAULT";
		my $child = fork // die; if (!$child) { open STDOUT, ">&", $writer; exec "moot", "help" }
		waitpid $child, 0; exit(($? & 127) ? 128 + ($? & 127) : $? >> 8)'
expect_status 141 'an ignored SIGPIPE changes nothing' \
	perl -e '
		pipe(my $reader, my $writer); close $reader; $SIG{PIPE} = "IGNORE";
		my $child = fork // die; if (!$child) { open STDOUT, ">&", $writer; exec "moot", "help" }
		waitpid $child, 0; exit(($? & 127) ? 128 + ($? & 127) : $? >> 8)'

is 'every command has a summary' "$(moot help --list-commands | awk -F '\t' '$3 == ""')" ''
is 'no option is listed without help' \
	"$(for name in $(moot help --list-commands | cut -f1); do
		moot help --list-options "$name"
	done | awk -F '\t' '$4 == "" || ($1 == "" && $2 == "")')" ''

done_testing
