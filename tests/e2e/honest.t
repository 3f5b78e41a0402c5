#!/bin/sh
# SPDX-License-Identifier: MIT
# What people do with git all day is nobody's attack: nothing of it is found wrong.
. "${0%/*}/lib.sh"
. "$TOP/tests/e2e/group.sh"

# proven TITLE: verify says yes, and lists nothing.
proven() {
	moot verify --porcelain >"$SCRATCH/out" 2>&1
	is "$1" "$?:$(cat "$SCRATCH/out")" '0:'
}
# decides DAY ID: ben and cleo consent, and ana decides.
decides() {
	says ben consent "$2"
	says cleo consent "$2"
	clock "$1"
	says ana decide "$2"
}
# the same in every group: named, signed, in a folder of its own
everyday() {
	id=$(opens ana release --set 'what.work=a release a week')
	git branch -q old
	decides 2026-01-08 "$id"
	proven "$1: a decision"
	# pull, both ways
	git checkout -q -b theirs old && entry ben && git checkout -q main && entry cleo
	as ana git merge -q --no-edit theirs
	proven "$1: a merge"
	git checkout -q -b forge old && entry cleo && git checkout -q main
	GIT_COMMITTER_NAME=Forge GIT_COMMITTER_EMAIL=noreply@forge.example as ana git -c commit.gpgSign=false merge -q --no-ff --no-edit forge
	proven "$1: the merge button of a forge"
	git checkout -q -b mine old && entry ana && says ana act desk --set 'how.hours=all day'
	as ana git rebase -q main >/dev/null 2>&1 && git checkout -q main && git merge -q --ff-only mine
	proven "$1: a rebase of an act of one's own"
	git checkout -q -b pick old && entry ben && git checkout -q main && as ben git cherry-pick pick >/dev/null 2>&1
	as ana git merge -q --no-edit pick
	proven "$1: a commit that was picked and merged too"
	says ana act desk --set 'how.hours=never' && as ana git revert --no-edit HEAD >/dev/null 2>&1
	proven "$1: a revert of an act of one's own"
	entry ben && echo more >>"journals/ben/$entry_count.md" && as ben git commit -q -a --amend --no-edit
	proven "$1: an amended commit"
	two=$(opens cleo desk --set 'what.work=answers in a day')
	git checkout -q -b long && says ben consent "$two" && entry ben && git checkout -q main && entry ana
	git checkout -q long && as ben git merge -q --no-edit main && entry ben && git checkout -q main && entry cleo
	as cleo git merge -q --no-edit long
	proven "$1: an old branch that took main in"
	git checkout -q -b one && entry ana && git checkout -q -b three main && entry ben && git checkout -q -b four main && entry cleo
	git checkout -q main && as ana git merge -q --no-edit one three four >/dev/null 2>&1
	proven "$1: four at once"
	git branch -q left && git branch -q right
	git checkout -q left && entry ana && git checkout -q right && says cleo consent "$two" -m 'Gladly.'
	as cleo git merge -q --no-edit left~0 && git checkout -q left && as ana git merge -q --no-edit right~1
	git checkout -q main && as ana git merge -q --no-edit left && as ben git merge -q --no-edit right
	proven "$1: lines that crossed"
	TZ=Asia/Tokyo GIT_COMMITTER_DATE=2026-01-09T06:30:00+1400 GIT_AUTHOR_DATE=2026-01-09T06:30:00+1400 entry ben
	TZ=America/Adak GIT_COMMITTER_DATE=2026-01-08T10:30:00-1000 GIT_AUTHOR_DATE=2026-01-08T10:30:00-1000 entry cleo
	proven "$1: clocks of other zones"
	# one's own branch, squashed, reverted, restored
	git checkout -q -b own && entry ben && entry ben && git checkout -q main && entry ana
	git merge -q --squash own >/dev/null && as ben git commit -q -m 'ben: two entries'
	git branch -q -D own
	proven "$1: a squash of what is one's own"
	five=$(opens ana desk --set 'how.tools=pen')
	git checkout -q -b talk && says ben consent "$five" && git checkout -q main && entry cleo
	git checkout -q talk && says cleo consent "$five" && git checkout -q main && as ana git merge -q --no-edit talk
	git branch -q -D talk && git branch -q talk 'HEAD^2' && as ana git merge -q --no-edit talk >/dev/null
	proven "$1: a branch that was deleted, restored and merged again"
	clock 2026-01-18
	# git pull --rebase with a decision in it
	git checkout -q -b mine2 && says ana decide "$five" && git checkout -q main && entry ben
	git checkout -q mine2 && as ana git rebase -q main >/dev/null 2>&1 && git checkout -q main && git merge -q --ff-only mine2
	proven "$1: a decision of one's own, rebased over an entry"
	like '... holds' "$(moot show desk)" 'tools +pen'
	echo more >>"journals/ana/note.md" && git add . && as ana git commit -q -m 'ana: a note' && says ana act desk --set 'how.hours=noon'
	as ana git commit -q --amend -m 'desk: noon, with a better word'
	proven "$1: an amended act"
	# a decision is taken back by another one, as a revert of it by hand would not be
	six=$(opens ana desk --unset how.tools -m 'No pens.')
	decides 2026-01-19 "$six"
	proven "$1: what was decided is taken back by a decision"
	# three people's work at once, in files of the group
	seven=$(opens ana desk --set 'who.with=release')
	for one in ana ben cleo; do
		git checkout -q -b "work-$one" main && entry $one
		[ $one = ana ] || says $one consent "$seven"
	done
	git checkout -q main && as cleo git merge -q --no-edit work-ana work-ben work-cleo >/dev/null 2>&1
	is "$1: by one merge of three" "$(git log -1 --format=%P | wc -w | tr -d ' ')" 3
	proven "$1: an octopus of three people's work"
	# two add the same person, on their own
	for one in ana ben; do
		git checkout -q -b "knows-$one" main
		printf '[person]\nname = Erin Vale\nemail = erin@elsewhere.example\n' >people/erin.ini
		git add people && as $one git commit -q -m 'erin: an acquaintance'
	done
	git checkout -q main && as cleo git merge -q --no-edit knows-ana && as cleo git merge -q --no-edit knows-ben
	proven "$1: two who add the same person"
	ok '... who is known' moot show erin
	clock 2026-01-20
	three=$(as ana moot join dina --name 'Dina Haas' --email dina@tidemark.example ${key:+--key "$key"} --porcelain 2>"$SCRATCH/err") || note <"$SCRATCH/err"
	git checkout -q -b slow && says ben consent "$three" && git checkout -q main && says cleo consent "$three"
	as ana git merge -q --no-edit slow
	clock 2026-02-05
	says ana decide "$three" && entry dina
	proven "$1: a new member"
	four=$(opens dina desk --set 'what.work=answers at once')
	decides 2026-02-10 "$four"
	proven "$1: who proposes something"
	git checkout -q -b away && entry dina && git checkout -q main
	gone=$(opens ana --person dina --set member.until=2026-02-28)
	decides 2026-02-26 "$gone"
	clock 2026-03-02
	as ana git merge -q --no-edit away
	proven "$1: who leaves, and had written meanwhile"
}

key=
founding=with_roles tidemark
everyday named

# a role gets another name: the new one says what it was, the old one ends
clock 2026-03-03
id=b2c3d4e5f6
folder=negotiations/2026/0303-release-$id
mkdir -p $folder/a/roles
sed 's/^title = .*/title = Harbour\nwas = release/;/^.holder/,$d' roles/release.ini >$folder/a/roles/harbour.ini
sed 's/^title = .*/&\nended = 2026-03-31/' roles/release.ini >$folder/a/roles/release.ini
git add . && as ana git commit -q -m 'release? ana: it is called harbour'
decides 2026-03-24 $id
proven 'named: a role is renamed'
like '... and the new one is there' "$(moot roles --all)" 'harbour'

clock 2026-01-05
cd "$SCRATCH/field" && new_repo harbour && echo 'int main;' >code.c && git add . && as ana git commit -q -m 'code'
mkdir governance && cd governance || exit 1
printf '[moot]\nrules = 1\nname = Harbour\nidentity = named\n' >moot.ini
for one in 'ana Ana Reyes' 'ben Ben Okafor' 'cleo Cleo Lind'; do member "${one%% *}" "${one#* }" 2026-12-31; done
with_roles && git add . && as ana git commit -q -m 'the harbour has a group'
clock 2026-01-06
entry ben && entry cleo
everyday 'in a folder'

cd "$SCRATCH/field" && rm -rf tidemark
# shellcheck source=tests/attack/signed.sh
. "$TOP/tests/attack/signed.sh"
signed_group
new_key dina && key=$(public dina)
everyday signed
clock 2026-03-03
new_key newer
sed -i "s|^key = .*|&\\nkey = $(public newer)|" people/ben.ini && as ben git commit -q -a -m 'ben: a new key'
sed -i "s|^key = $(public ben)|key-retired = $(public ben)|" people/ben.ini && signing newer as ben git commit -q -a -m 'ben: the old one is retired'
signing newer entry ben
proven 'signed: a key is changed for another'
five=$(opens ana desk --set 'how.tools=pen')
git checkout -q -b voices
name=voice-cleo-0303T120000-aaaa.md
printf 'Gladly.\n\nConsent: a\n' >"$(folder_of "$five")/$name"
ssh-keygen -q -Y sign -f "$KEYS/cleo" -n "moot:$five/$name" "$(folder_of "$five")/$name" 2>/dev/null
git add . && as cleo git commit -q -m 'desk: cleo consents to a'
git checkout -q main && git merge -q --squash voices >/dev/null && GIT_AUTHOR_NAME=Forge GIT_AUTHOR_EMAIL=noreply@forge.example git -c commit.gpgSign=false commit -q -m 'squashed'
like 'signed: a voice with its signature survives a squash' "$(moot tally "$five")" 'consent ana, cleo'
proven '... and nothing is wrong with it'
done_testing
