# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# start.sh: a process that only starts and ends.
. tests/bench/time.sh

times=$(median 200 "$B/moot --version" 'git --version') || exit 1
# shellcheck disable=SC2086
figure 'start: `moot --version`' '`git --version`' $times
