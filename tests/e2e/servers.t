#!/bin/sh
# SPDX-License-Identifier: MIT
# A guarded repository on servers as people have them: ssh, http, and gitolite behind its own rules.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

founding=with_roles
tidemark
id=$(opens ana release --set what.work=weekly -m 'More often.')
cd ..
for server in ssh http; do
	git clone -q --bare tidemark $server.git
	moot -C $server.git hook install >/dev/null 2>&1
done
git -C http.git config http.receivepack true
pids=
stop() {
	# shellcheck disable=SC2086
	kill $pids 2>/dev/null
	clean_up
}
trap stop EXIT
# listens URL: until it answers, at most ten seconds.
listens() {
	tries=0
	until git ls-remote "$1" >/dev/null 2>&1 || [ $tries -ge 100 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
}
port=$((30000 + $$ % 10000))

# --- ssh: Debian's server, as whoever runs the tests ---
ssh=$SCRATCH/ssh
mkdir -p "$ssh" && chmod 700 "$ssh"
ssh-keygen -q -t ed25519 -N '' -f "$ssh/host" && ssh-keygen -q -t ed25519 -N '' -f "$ssh/ana"
cp "$ssh/ana.pub" "$ssh/authorized"
cat >"$ssh/config" <<-END
	ListenAddress 127.0.0.1
	HostKey $ssh/host
	PidFile none
	AuthorizedKeysFile $ssh/authorized
	StrictModes no
	UsePAM no
	PasswordAuthentication no
	KbdInteractiveAuthentication no
	PermitRootLogin prohibit-password
	PermitUserEnvironment no
	SetEnv PATH=$HOME/bin:/usr/bin:/bin HOME=$HOME MOOT_NOW=2026-01-10T12:00:00Z
END
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
/usr/sbin/sshd -D -f "$ssh/config" -p "$port" >/dev/null 2>&1 &
pids="$pids $!"
GIT_SSH_COMMAND="ssh -i $ssh/ana -p $port -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -F /dev/null"
export GIT_SSH_COMMAND

# --- http: git's own program behind a server of a few lines ---
MOOT_NOW=2026-01-10T12:00:00Z python3 "$TOP/tests/e2e/http_server.py" $((port + 1)) "$SCRATCH/field" >/dev/null 2>&1 &
pids="$pids $!"

# --- gitolite: who may push where is its business, what may be pushed is moot's ---
lite=$SCRATCH/gitolite
mkdir -p "$lite" && cp "$ssh/ana.pub" "$lite/ana.pub"
(HOME=$lite && export HOME && gitolite setup -pk "$lite/ana.pub") >"$SCRATCH/lite" 2>&1 || note <"$SCRATCH/lite"
cat >"$lite/login" <<-END
	#!/bin/sh
	# as sshd calls it: who logged in is an argument, what they want a variable
	for wanted; do :; done
	HOME=$lite SSH_CONNECTION='127.0.0.1 1 127.0.0.1 22' SSH_ORIGINAL_COMMAND=\$wanted exec \\
		/usr/share/gitolite3/gitolite-shell \${LITE_USER:-ana}
END
chmod +x "$lite/login"
mkdir -p "$lite/.gitolite/hooks/common"
printf '#!/bin/sh\nexec moot hook pre-receive\n' >"$lite/.gitolite/hooks/common/pre-receive"
chmod +x "$lite/.gitolite/hooks/common/pre-receive"
(
	GIT_SSH_COMMAND=$lite/login && export GIT_SSH_COMMAND
	git clone -q git@lite:gitolite-admin admin && cd admin || exit 1
	mkdir -p keydir && cp "$ssh/host.pub" keydir/eve.pub
	printf 'repo gitolite-admin\n RW+ = ana\nrepo lite\n RW+ = ana\n R = eve\n' >conf/gitolite.conf
	git add . && git commit -qm 'a repository' && git push -q origin HEAD:master
) >"$SCRATCH/lite" 2>&1 || note <"$SCRATCH/lite"

# on_server NAME: what main is there.
on_server() {
	case $1 in
	lite) git -C "$lite/repositories/lite.git" rev-parse -q --verify refs/heads/main ;;
	*) git -C "$SCRATCH/field/$1.git" rev-parse -q --verify refs/heads/main ;;
	esac
}
# refused NAME TITLE PATTERN [PUSH WORDS]: what is committed does not get there, and why is told.
refused() {
	refused_name=$1 refused_title=$2 refused_pattern=$3
	shift 3
	git push "${@:-origin}" >"$SCRATCH/push" 2>&1
	is "$refused_name refuses $refused_title" "$?-$(on_server "$refused_name")" "1-$honest"
	like '... and says why' "$(tr '\r' '\n' <"$SCRATCH/push")" "^remote: .*$refused_pattern"
	git reset -q --hard "$honest"
}
guards() { # guards NAME URL
	clock 2026-01-10
	rm -rf clone
	listens "$2"
	git clone -q tidemark clone && cd clone || exit 1
	git remote set-url origin "$2"
	as ben commit_file journals/ben/2026-01-10.md 'Another day.' 'journal of ben' >/dev/null
	says ben consent "$id"
	ok "$1: an honest push lands" git push -q origin main
	honest=$(git rev-parse HEAD)
	is '... whole' "$(on_server "$1")" "$honest"
	sed -i 's/^work = answers/work = mine/' roles/desk.ini && as ben git commit -qam 'desk: mine'
	refused "$1" 'a role edited without agreement' 'roles/desk.ini.*ben does not hold desk.*rule A3'
	like '... with what to do' "$(cat "$SCRATCH/push")" '^remote: moot: .*moot propose asks the others'
	sed -i 's/^Consent/Object/' negotiations/*/*/voice-ben-* && as ben git commit -qam 'otherwise'
	refused "$1" 'an edited voice' 'rule V1'
	git checkout -q -b side HEAD~1
	as cleo commit_file journals/cleo/side.md 'Beside.' beside >/dev/null
	git checkout -q main && git merge -q --no-ff --no-commit side >/dev/null 2>&1
	sed -i 's/^until = .*/until = 2036-06-30/' roles/release.ini && git add . && as cleo git commit -qm 'merge'
	refused "$1" 'a merge with a content of its own' 'roles/release.ini.*rule V7'
	git reset -q --hard HEAD~2 && as eve commit_file journals/eve/1.md 'Another past.' again >/dev/null
	refused "$1" 'another past' 'commit.* of the group would be gone.*rule V9' -f origin main
	ok "$1: and the next honest push lands" sh -c 'git commit -q --allow-empty -m code && git push -q origin main'
	cd ..
}
guards ssh "ssh://127.0.0.1/$SCRATCH/field/ssh.git"
guards http "http://127.0.0.1:$((port + 1))/http.git"
GIT_SSH_COMMAND=$lite/login
(cd tidemark && git push -q git@lite:lite main) 2>"$SCRATCH/lite" || note <"$SCRATCH/lite"
guards lite git@lite:lite
LITE_USER=eve
export LITE_USER
cd clone && as ben commit_file journals/ben/last.md 'The last.' last >/dev/null
test_must_fail git push -q origin main 2>"$SCRATCH/push"
like 'who may not push there at all hears that from gitolite' "$(cat "$SCRATCH/push")" 'DENIED by'
done_testing
