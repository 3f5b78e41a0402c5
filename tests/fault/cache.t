#!/bin/sh
# SPDX-License-Identifier: MIT
# Random histories, random questions, a clock that jumps and a cache that is damaged in every way:
# what is answered is what is answered without a cache.  SEED=N tries another row of numbers.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
. "${0%/*}/../e2e/lib.sh"
. "$TOP/tests/e2e/group.sh"

seed=${SEED:-1}
random() { # random N: $number is below it
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	number=$((seed / 65536 % $1))
}
any() { # any WORD...: $word is one of them
	random $#
	shift "$number"
	word=$1
}
speaks() {
	any ana ben cleo
	who=$word
	any ana ben cleo dina
	other=$word
	any work releases desk
	topic=$word
	path=journals/$who/2026/$1.md
	any "Thanks @$other for the help, #$topic." "@$other, how was #$topic?" "As in [that](../../$other/2026/1.md)." \
		'Nothing *special*.' '- [x] done, #experiment'
	commit_file "$path" "# 2026-01-1$(($1 % 10))

$word" "$who: $1

Helped-by: $other <$other@tidemark.example>" >/dev/null 2>&1
}
# history STEPS: entries, negotiations, merges and charters with other words.
history() {
	founding=with_roles tidemark >/dev/null 2>&1
	git config advice.moot false
	for step in $(seq "$1"); do
		clock 2026-01-$((10 + step / 2))
		random 10
		case $number in
		0 | 1)
			id=$(moot propose release --set "how.tools=tool $step" -m "step $step" --porcelain 2>/dev/null)
			as ben moot consent "$id" >/dev/null 2>&1
			as cleo moot consent "$id" --decide >/dev/null 2>&1
			;;
		2)
			git checkout -q -b side HEAD~ && as ben commit_file "journals/ben/side$step.md" "Thanks @cleo, #side." side >/dev/null
			git checkout -q main && git merge -q --no-edit side >/dev/null 2>&1
			git branch -q -D side
			;;
		3) as ana moot act desk --set "what.work=$step" >/dev/null 2>&1 ;;
		*)
			speaks "$step"
			;;
		esac
	done
}
# Each alone in its file, so that one answer can be damaged and not the others.
questions() {
	random 8
	case $number in
	0) when= ;;
	1) when='--at 2026-01-08' ;;
	2) when='--commit HEAD~3' ;;
	*) when="--at 2026-0$((number - 1))-15" ;;
	esac
	any 2026-01-01T00:00:00Z 2026-01-19T23:59:59Z 2026-02-01T12:00:00+13:00 2027-06-01T00:00:00Z 2025-01-01T00:00:00Z
	now=$word
}
ask() {
	for question in 'reputation --events --all' 'why cleo' 'status --all' roles verify 'log -n 5' 'reputation --digest --trailers any-line'; do
		# shellcheck disable=SC2086
		MOOT_NOW=$now moot $question $when --porcelain 2>&1
		echo "= $?"
	done
}
differs() { printf '%s\n' "$fresh" >../wanted && printf '%s\n' "$kept" | diff ../wanted - | head -n 5; }
# What is in a file of the cache is other than what was put there.
bytes() { head -c "$1" /dev/urandom; }
harm() {
	file=$(find .git/moot -type f | sort | sed -n "$((number % $(find .git/moot -type f | wc -l) + 1))p")
	size=$(wc -c <"$file")
	random "$((size + 1))"
	place=$number
	any cut flip zero swap empty old tail gone folder closed owner facts link
	case $word in
	cut) head -c "$place" "$file" >../cut && cp ../cut "$file" ;;
	flip) printf '\377' | dd of="$file" bs=1 seek="$place" conv=notrunc 2>/dev/null ;;
	zero) dd if=/dev/zero of="$file" bs=1 seek="$place" count=64 conv=notrunc 2>/dev/null ;;
	swap) cp "$(find .git/moot -type f | sort | tail -n 1)" "$file" 2>/dev/null ;;
	empty) : >"$file" ;;
	old) printf 'mootfac2' | dd of="$file" bs=1 conv=notrunc 2>/dev/null ;;
	tail) printf 'more of it' >>"$file" ;;
	gone) rm "$file" ;;
	folder) rm "$file" && mkdir "$file" ;;
	closed) chmod 0 "$file" ;;
	owner) [ "$(id -u)" -ne 0 ] || chown 12345 "$file" ;;
	facts) rm -rf .git/moot/answers && rm -f .git/moot/*.new && cp .git/moot/facts-*.data .git/moot/facts.new ;;
	link) rm "$file" && ln -s /etc/passwd "$file" ;;
	esac
}

harms=
for round in 1 2 3; do
	(history 14)
	cd tidemark || exit 1
	rm -rf .git/moot
	wrong=
	for turn in $(seq 16); do
		questions
		rm -rf ../fresh && cp -a . ../fresh && rm -rf ../fresh/.git/moot
		fresh=$(cd ../fresh && ask)
		kept=$(ask)
		[ "$kept" = "$fresh" ] || wrong="$wrong
$turn, kept, $when at $now: $(differs)"
		harm
		harms="$harms $word"
		kept=$(ask)
		[ "$kept" = "$fresh" ] || wrong="$wrong
$turn, $word of $file, $when at $now: $(differs)"
		kept=$(ask)
		[ "$kept" = "$fresh" ] || wrong="$wrong
$turn, $word of $file, the second time: $(differs)"
		find .git/moot -type d -name '*.data' -exec rm -r {} +
		if [ "$((turn % 4))" -eq 0 ]; then
			clock 2026-01-$((17 + turn / 4))
			speaks "$((20 + turn))"
		fi
	done
	is "history $round is answered for the same whatever its cache went through" "$wrong" ''
	cd .. && rm -rf tidemark
done
like 'many kinds of harm were done' "$(printf '%s\n' "$harms" | tr ' ' '\n' | sort -u | wc -l)" '^1[0-9]$'

# --- where nothing may be written ---
(history 6)
cd tidemark || exit 1
when=
now=2026-01-20T00:00:00Z
fresh=$(rm -rf .git/moot && ask)
rm -rf .git/moot
if unshare -m true 2>/dev/null; then
	cat >"$SCRATCH/read-only" <<-'END'
		mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && cd "$1" || exit 1
		shift
		"$@"
	END
	read_only() { unshare -m sh "$SCRATCH/read-only" "$PWD" "$@"; }
else
	read_only() { "$B/tests/fault/inject" -e 30 -n 1 "$@"; }
fi
for question in 'reputation --events --all' 'why cleo' 'status --all' roles verify 'log -n 5'; do
	# shellcheck disable=SC2086
	is "moot $question on a read-only disk" "$(MOOT_NOW=$now read_only moot $question --porcelain 2>&1)" \
		"$(MOOT_NOW=$now moot $question --porcelain 2>&1)"
	rm -rf .git/moot
done
expect_status 128 'an entry is refused there' read_only moot write -m 'Nothing.'
like 'with the reason' "$(cat "$SCRATCH/err")" "^fatal: cannot (open|write) '.*MOOT_(LOCK|UNDO)': Read-only file system"
like 'and what to do' "$(cat "$SCRATCH/err")" '^hint: .'

# --- it stays small ---
for day in $(seq 10 28); do
	for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
		mkdir -p .git/moot/answers && echo x >".git/moot/answers/$month$day"
	done
done
for day in $(seq 40); do
	moot roles --at 2026-02-01 -n "$day" >/dev/null 2>&1
	moot log -n "$day" --at 2026-03-01 >/dev/null 2>&1
done
like 'answers that are kept are at most 256' "$(find .git/moot/answers -type f | wc -l)" '^([0-9]{2}|1[0-9]{2}|2[0-4][0-9]|25[0-6])$'
is 'and the newest are' "$(find .git/moot/answers -name '0110' | wc -l)" 0
dd if=/dev/zero of=.git/moot/answers/large bs=1M count=33 2>/dev/null
touch -d 2020-01-01 .git/moot/answers/large
moot log -n 60 >/dev/null 2>&1
is 'nor do they take more than 32 MiB' "$(find .git/moot/answers -name large)" ''
done_testing
