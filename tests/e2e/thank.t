#!/bin/sh
# SPDX-License-Identifier: MIT
# moot thank: a sentence in today's entry, and acquaintances.
. "${0%/*}/lib.sh"

moot init --template coop --name Tidemark tidemark >/dev/null 2>&1
cd tidemark || exit 1
moot join ben --name 'Ben Okafor' --email ben@tidemark.example >/dev/null 2>&1
moot join cleo --name 'Cleo Lind' --email cleo@tidemark.example >/dev/null 2>&1
clock 2026-01-16
ben
moot write -m 'Begun.' >/dev/null 2>&1
entry=journals/ben/2026/2026-01-16.md
last() { tail -n 1 "$entry"; }

is 'a handle is thanked' "$(moot thank cleo -m 'reading every string' 2>/dev/null)" \
	"$entry  1 thanks (cleo)"
is 'in a sentence' "$(last)" 'Thanks @cleo for reading every string.'
is 'the commit says it' "$(git log -1 --format=%s)" \
	'ben: 2026-01-16, Thanks @cleo for reading every string'
moot thank @cleo -m 'for the list!' >/dev/null 2>&1
is 'an at sign may stand before it' "$(last)" 'Thanks @cleo for the list!'
moot thank 'cleo lind' -m 'She caught two.' >/dev/null 2>&1
is 'a known name is a handle' "$(last)" 'Thanks @cleo: She caught two.'
is 'and makes no file' "$(git show --format= --name-only)" "$entry"
moot thank 'C. L. <Cleo@Tidemark.example>' -m 'more' >/dev/null 2>&1
is 'a known mail is a handle' "$(last)" 'Thanks @cleo for more.'

is 'somebody new is an acquaintance' "$(moot thank 'Erin Vale' -m 'the harbour plan' 2>/dev/null)" \
	"Erin Vale is an acquaintance now, @erin-vale: people/erin-vale.ini
$entry  1 thanks"
is 'with a file without [member]' "$(cat people/erin-vale.ini)" '[person]
name = Erin Vale'
is 'in one commit' "$(git show --format= --name-only)" "$entry
people/erin-vale.ini"
ok 'which stands' moot show erin-vale
moot thank 'Zoë Ünal <zoe@example.org>' --porcelain -m 'x' >/dev/null 2>&1
is 'accents do not come into a handle, a mail stays' "$(cat people/zoe-unal.ini)" '[person]
name = Zoë Ünal
email = zoe@example.org'
expect_status 129 'where no handle can be made, one is wanted' moot thank '佐藤' -m x
ok 'and may be said' moot thank '佐藤' --handle sato -m 'x'
is 'porcelain is the path' "$(moot thank sato --porcelain -m y 2>/dev/null)" "$entry"

before=$(git rev-parse HEAD)
expect_status 128 'a slip of the pen is no acquaintance' moot thank clo -m x
like 'with the right one' "$(cat "$SCRATCH/err")" "^hint: did you mean 'cleo'"
expect_status 128 'an at sign wants a handle' moot thank @nobody -m x
expect_status 1 'one who looks like somebody known is refused' moot thank 'C1e0' -m x
like 'by rule D3' "$(cat "$SCRATCH/err")" "'c1e0' looks like cleo.*D3"
expect_status 128 'a name that Windows reserves is refused' moot thank 'Con' -m x
expect_status 128 'a name that INI cannot hold is refused' moot thank 'a ;b' -m x
expect_status 128 'nor one of two lines, that could make a member' moot thank 'Zoe
[member]' -m x
expect_status 1 'oneself is not thanked' moot thank ben -m x
expect_status 129 'somebody is wanted' moot thank -m x
expect_status 129 'and has a name' moot thank '' -m x
printf '#!/bin/sh\nexit 1\n' >.git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
expect_status 128 'a hook may refuse it' moot thank 'New Name' -m x
rm .git/hooks/pre-commit
is 'nothing of all this was written' "$(git rev-parse HEAD)$(git status --porcelain)" "$before"
printf '[person]\nname = Cleo Lind\n' >people/cleo-two.ini
git add people && git commit -q -m 'another Cleo Lind'
expect_status 1 'a name of two people is nobody' moot thank 'Cleo Lind' -m x

zoe() {
	person zoe 'Zoë Ünal'
	export GIT_AUTHOR_EMAIL=zoe@example.org GIT_COMMITTER_EMAIL=zoe@example.org
}
zoe
ok 'an acquaintance may thank' moot thank ben -m 'the welcome'
expect_status 1 'but not add others' moot thank 'Somebody Else' -m x

cd .. || exit 1
ana
moot init --name Merci merci >/dev/null 2>&1
cd merci || exit 1
printf '\n[thanks]\nwords = merci, un grand merci\n' >>moot.ini && git commit -q -a -m charter
moot thank 'Cleo Lind' -m 'la lecture' >/dev/null 2>&1
is 'the word is one of the charter' "$(cat journals/ana/2026/*)" 'merci @cleo-lind for la lecture.'

done_testing
