# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# signed.sh: a group under `identity = signed`, behind lib.sh and group.sh of tests/e2e:
#
#     . "${0%/*}/../e2e/lib.sh"
#     . "$TOP/tests/e2e/group.sh"
#     . "$TOP/tests/attack/signed.sh"
#     signed_group                   ana, ben and cleo are members, each with a key of their own
#     as ana moot ...                signed by ana
#     signing eve as ana moot ...    ana's name and address, eve's key

KEYS=$SCRATCH/keys
mkdir -p "$KEYS"
# new_key NAME [TYPE]: makes a pair of keys.
new_key() { ssh-keygen -q -t "${2:-ed25519}" -N '' -C "$1@laptop" -f "$KEYS/$1"; }
public() { cat "$KEYS/$1.pub"; }

# signs_with NAME: from now on; `signs_with -` signs nothing.
signs_with() {
	if [ "$1" = - ]; then
		export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=commit.gpgSign GIT_CONFIG_VALUE_0=false
		return
	fi
	export GIT_CONFIG_COUNT=3
	export GIT_CONFIG_KEY_0=commit.gpgSign GIT_CONFIG_VALUE_0=true
	export GIT_CONFIG_KEY_1=gpg.format GIT_CONFIG_VALUE_1=ssh
	export GIT_CONFIG_KEY_2=user.signingKey GIT_CONFIG_VALUE_2="$KEYS/$1"
}
ana() { person ana 'Ana Reyes' && signs_with "${signer:-ana}"; }
ben() { person ben 'Ben Okafor' && signs_with "${signer:-ben}"; }
cleo() { person cleo 'Cleo Lind' && signs_with "${signer:-cleo}"; }
dina() { person dina 'Dina Haas' && signs_with "${signer:-dina}"; }
eve() { person eve 'Eve Stranger' && signs_with "${signer:-eve}"; }
# signing NAME COMMAND...: with the key of somebody else, or none (-).
signing() {
	signer=$1
	shift
	"$@"
	signing_status=$?
	signer=
	return "$signing_status"
}

with_keys() {
	with_roles
	for one in ana ben cleo; do
		sed -i "s|^email = .*|&\\nkey = $(public $one)|" "people/$one.ini"
	done
	sed -i 's/^identity = named/identity = signed/' moot.ini
}
# signed_group: as tidemark, on 5 and 6 January 2026, with the roles of with_roles.
signed_group() {
	for one in ana ben cleo eve; do
		new_key $one
	done
	founding=with_keys tidemark "$@"
}

# voice ID HANDLE WORD TEXT: written by hand into the negotiation, and committed.
voice() {
	voice_folder=$(folder_of "$1")
	echo "$2" >>"$SCRATCH/voices"
	printf '%s\n\n%s: a\n' "$4" "$3" \
		>"$voice_folder/voice-$2-0107T120000-$(printf 'h%03d' "$(wc -l <"$SCRATCH/voices")").md"
	git add "$voice_folder" && git commit -q -m "$2 says $3"
}
