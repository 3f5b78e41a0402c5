#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""evidence.py: holds `moot reputation --events --all` against what others found in the same history.

  evidence.py trailers REPO ORACLE.tsv[.xz]      kind, person, count: as git's own parser finds them
  evidence.py contributors REPO ORACLE ALIASES   names a project thanked in its release notes
  evidence.py synth BASE                         BASE.git with what its generator wrote
  evidence.py nasty BASE                         the same, where broken input stands first
  evidence.py taken REPO SEED                    makes REPO, in which people write in, take out of and
                                                 merge each other's journals, and says who gave what

Prints one line and ends with 0 when all is as it must be.  Names of people are never printed.
"""
import collections
import json
import lzma
import re
import subprocess
import sys


def run(*argv):
    out = subprocess.run(argv, stdout=subprocess.PIPE, check=True).stdout
    return out.decode('utf-8', 'surrogateescape')


def items(repo, *options):
    out = run('moot', '-C', repo, 'reputation', '--events', '--all', '--json', *options)
    return [json.loads(line) for line in out.split('\n') if line]


def lower(text):
    return ''.join(c.lower() if c.isascii() else c for c in text)


def plain(text):
    """Bytes that are no UTF-8 are shown in several ways."""
    return re.sub(r'\\x[0-9a-f]{2}|[\udc80-\udcff\ufffd\x1b]', '?', text)


# ---- trailers: what git found, taken apart by rules of our own


LOOSE = re.compile(r'[^\s<>()\[\]:;,"@/]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+')


def people(value):
    """The (name, mail) of a value, either may be empty."""
    value = re.sub(r'\s#\s.*', '', value)
    found = []
    while value:
        match = re.match(r'\s*([^<]*?)\s*<([^<>]*)>(.*)$', value, re.S)
        broken = re.match(r'\s*([^<]*?)\s*<([^<>]*)<', value, re.S)
        if broken:          # "Ada <ada@x.org, Bob <bob@x.org>" and "Ada <ada <at> x.org>"
            mail = LOOSE.match(broken.group(2))
            found.append((broken.group(1), lower(mail.group()) if mail else ''))
            break
        if not match:
            found += [bare(part) for part in re.split(r'\s*[,;]\s*|\s+and\s+', value) if part.strip()]
            break
        name, mail, rest = match.groups()
        *before, name = re.split(r'\s+and\s+', name)
        found += [bare(part) for part in before]
        found.append((name.strip('" '), lower(mail)))
        more = re.match(r'\s*(?:[(\[][^)\]]*[)\]]\s*)*(?:[,;]|and\s)\s*(.*)$', rest, re.S)
        value = more.group(1) if more else ''
    return found


def bare(text):
    text = text.strip()
    match = re.match(r'(.*?)\s*\(([^() ]+@[^() ]+)\)$', text)
    if match:
        return match.group(1), lower(match.group(2))
    text = re.sub(r'\s+[(\[][^)\]]*[)\]]$', '', text)
    loose = LOOSE.search(text)
    if loose:               # "Ada ada@x.org" and "Ada <ada@x.org"
        return text[:loose.start()].rstrip(' <'), lower(loose.group())
    return ('', lower(text)) if re.fullmatch(r'[^@\s]+@\S+', text) else (text, '')


def show(name, mail):
    return plain(f'{name} <{mail}>' if name and mail else name or f'<{mail}>')


class Bearers:
    """Whose a bare name or mail is: people who write come before those who are spoken of."""

    def __init__(self):
        self.by = collections.defaultdict(set)

    def add(self, name, mail):
        if name and mail:
            self.by[name].add(show(name, mail))
            self.by['<' + mail].add(show(name, mail))

    def find(self, name, mail):
        return self.by.get('<' + mail if mail else name)


def trailers(repo, oracle):
    text = (lzma.open(oracle, 'rb') if oracle.endswith('.xz') else open(oracle, 'rb')).read()
    rows = [line.split('\t') for line in text.decode('utf-8', 'surrogateescape').split('\n')]
    rows = [(kind, value, int(count)) for kind, value, count in
            (row for row in rows if len(row) == 3) if kind != 'total']
    writers, spoken = Bearers(), Bearers()
    for line in set(run('git', '-C', repo, 'log', '--format=%an%x00%ae%n%cn%x00%ce').split('\n')):
        if '\0' in line:
            name, mail = line.split('\0')
            writers.add(name, lower(mail))
    for _, value, _ in rows:
        for name, mail in people(value):
            spoken.add(name, mail)
    wanted, kinds, changed = collections.Counter(), set(), 0
    for kind, value, count in rows:
        kinds.add(kind)
        for name, mail in people(value):
            person = show(name, mail)
            if not (name and mail):
                found = writers.find(name, mail) or spoken.find(name, mail) or {person}
                person = found.copy().pop() if len(found) == 1 else show(name, mail)
            changed += count * (person != value)
            wanted[kind, person] += count
    found, counted = collections.Counter(), collections.Counter()
    for item in items(repo):
        if item['kind'] in kinds and item['kind'] != 'landed':
            found[item['kind'], plain(item['receiver'])] += 1
            counted[item['void'] or 'counts'] += 1
    missing, extra = wanted - found, found - wanted
    print(f'{sum(wanted.values())} credits by git, {sum(found.values())} by moot,',
          f'{sum(missing.values())} missing, {sum(extra.values())} extra;',
          f'{changed} under another spelling;', dict(counted))
    unexplained = set(counted) - {'counts', 'unscored', 'self', 'committer', 'twice',
                                  'cherry-pick', 'shared-name', 'robot'}
    return not missing and not extra and not unexplained


# ---- contributors: what a project said by hand

def contributors(repo, oracle, aliases):
    def alias(pattern, name):
        pattern = pattern.replace('\\z', '\\Z')
        try:
            return re.compile(pattern), name
        except re.error:
            return re.compile(re.escape(pattern)), name

    names = [alias(*line.split('\t')) for line in open(aliases).read().split('\n')[1:] if line]
    releases = collections.OrderedDict()
    for line in open(oracle).read().split('\n')[1:]:
        if line:
            since, release, _, name = line.split('\t')
            releases.setdefault((since, release), set()).add(name.lower())
    by = collections.defaultdict(set)
    for item in items(repo, '--trailers', 'any-line'):
        by[item['commit']].add(re.sub(r'\s*<.*', '', item['receiver']))
    for line in run('git', '-C', repo, 'log', '--format=%H%x00%aN').split('\n'):
        if line:
            by[line.split('\0')[0]].add(line.split('\0')[1])
    total = found = 0
    worst = 1.0
    before = None
    for (since, release), published in releases.items():
        # A release with the names of the one before it is that one, made again.
        if before and published == releases[before]:
            since = before[0]
        before = (since, release) if (since, release) in releases else before
        known = subprocess.run(['git', '-C', repo, 'rev-parse', '-q', '--verify', since],
                               stdout=subprocess.DEVNULL).returncode == 0
        have = set()
        for commit in run('git', '-C', repo, 'rev-list', release,
                          *(['^' + since] if known else [])).split():
            for name in by[commit]:
                for pattern, spelling in names:
                    name = pattern.sub(lambda _, text=spelling: text, name)
                have.add(name.lower())
        total += len(published)
        found += len(published & have)
        worst = min(worst, len(published & have) / len(published))
    print(f'{found} of {total} names in {len(releases)} releases ({found / total:.1%},',
          f'{worst:.1%} at least)')
    return found >= 0.83 * total


# ---- synth: what a generator wrote

WORD = {'link': 'builds-on'}


def synth(base, nasty):
    wanted, found = collections.Counter(), collections.Counter()
    for line in open(base + '.edges.tsv').read().split('\n')[1:]:
        if line:
            kind, giver, receiver, _, path = line.split('\t')
            if kind.startswith('trailer:'):
                wanted[lower(kind[8:]), receiver, giver, ''] += 1
            else:
                wanted[WORD.get(kind, kind), giver, receiver.lower(), path] += 1
    sentences = set()
    odd = collections.Counter()
    for item in items(base + '.git'):
        kind, giver, receiver, path, void = (
            item[key] for key in ('kind', 'giver', 'receiver', 'path', 'void'))
        place = (kind, receiver, path, item['line'])
        if kind in ('landed', 'signed-off-by') or (path and place in sentences):
            continue        # a sentence has an event a topic
        sentences.add(place)
        if void == 'nobody':
            odd[void] += 1
            continue
        if void in ('foreign', 'no-giver', 'shared-name', 'robot', 'decision', 'committer'):
            odd[void] += 1
        if not path and void == 'self':
            continue
        if kind == 'thanks' and void == 'self':
            kind = 'thanks-self'
        found[kind, giver, receiver, path] += 1
    missing, extra = wanted - found, found - wanted
    # Person by person, also those of whom there is nothing, against the generator's own sums.
    sums = collections.Counter()
    for (kind, giver, receiver, path), count in (found - extra if nasty else found).items():
        if path:
            sums[giver, kind, 'out'] += count
            sums[receiver, kind, 'in'] += count
    wrong = 0
    head, *rows = [line.split('\t') for line in open(base + '.truth.tsv').read().split('\n') if line]
    for row in (dict(zip(head, row)) for row in rows):
        for column, kind, way in (('thanks_out', 'thanks', 'out'), ('thanks_in', 'thanks', 'in'),
                                  ('link_out', 'builds-on', 'out'), ('link_in', 'builds-on', 'in'),
                                  ('mention_out', 'mention', 'out'), ('mention_in', 'mention', 'in')):
            wrong += int(row[column]) != sums[row['handle'], kind, way]
    if nasty:
        # The broken input is somebody's too, in one year and in one commit a message.
        extra = collections.Counter({key: count for key, count in extra.items()
                                     if '/1998/' not in key[3] and key[3]})
    print(f'{sum(wanted.values())} written, {sum(found.values())} found,',
          f'{sum(missing.values())} missing, {sum(extra.values())} extra,',
          f'{wrong} sums of {len(rows)} people wrong; {dict(odd)}')
    return not missing and not extra and not wrong and (nasty or set(odd) <= {'nobody'})


# ---- taken: only the owner takes the owner's sentences out

PEOPLE = ['ana', 'ben', 'cleo', 'dov']
PATHS = {'journals/ana/a.md': 'ana', 'journals/ana/b.md': 'ana', 'journals/ben/a.md': 'ben'}


class Version:
    """A journal in some commit: its lines, and what brought in those that stand and that are held."""

    def __init__(self, lines=None):
        self.lines = lines                               # None: there is no file
        self.stands = collections.defaultdict(list)      # by line: commits, as often as it stands
        self.held = collections.defaultdict(list)


class Commit:
    def __init__(self, number, author, parents):
        self.number, self.author, self.parents = number, author, parents
        self.below = {number}.union(*(parent.below for parent in parents))
        self.files = {}


def settle(commit, owner, before, after, line, author):
    """One line of a journal, by the definition: `before` are the parents' versions."""
    wanted = (after.lines or []).count(line)
    own = commit.author == owner
    living, stay, foreign = [], [], collections.Counter()
    known = {origin for side in before for origin in side.stands[line] + side.held[line]}
    sides = [[0, 0] for _ in before]
    for origin in sorted(known):
        stands = [side.stands[line].count(origin) for side in before]
        if author[origin] != owner:
            foreign[origin] = max(stands)
            continue
        held = [side.held[line].count(origin) for side in before]
        live = min(stands[i] + held[i] for i, parent in enumerate(commit.parents)
                   if origin in parent.below)
        for i, side in enumerate(sides):
            standing = min(live, stands[i])
            side[0] += standing
            side[1] += min(live - standing, held[i])
        hidden = min(live, max(held))
        living += [(origin, False)] * (live - hidden) + [(origin, True)] * hidden
    total = max([(min(wanted, stands) if own else stands) + held for stands, held in sides],
                default=0)
    total = min(len(living), max(total, wanted))
    hide = total - min(total, wanted)
    pool = living if own else living[:total]
    for claim in [claim for claim in pool if claim[1]][:hide]:
        pool = pool[:pool.index(claim)] + pool[pool.index(claim) + 1:]
        stay.append(claim[0])
    count = min(total, wanted)
    after.stands[line] = [origin for origin, _ in pool[:count]]
    after.held[line] = stay + [origin for origin, _ in pool[count:count + hide - len(stay)]]
    for origin in sorted(foreign.elements()):
        if len(after.stands[line]) < wanted:
            after.stands[line].append(origin)
    while len(after.stands[line]) < wanted:
        after.stands[line].append(commit.number)


def change(dice, lines):
    """What somebody makes of a journal; None: nothing is left."""
    lines = list(lines or [])
    what = dice.randrange(10)
    if what < 4:
        lines.insert(dice.randrange(len(lines) + 1),
                     f'Thanks @{dice.choice(PEOPLE)} for {dice.choice("xyz")}.')
    elif what < 7 and lines:
        lines.pop(dice.randrange(len(lines)))
    elif what == 7:
        dice.shuffle(lines)
    elif what == 8 and dice.randrange(3) == 0:
        return None
    return lines or None


def taken(repo, seed):
    import random
    dice = random.Random(int(seed))
    script = ['reset refs/heads/main\n']
    commits, author, heads = [], {}, []

    def data(text):
        return f'data {len(text.encode())}\n{text}\n'

    for number in range(1, 81):
        last = number == 80
        parents = heads if last else dice.sample(heads, min(len(heads), 1 + (dice.randrange(4) == 0)))
        commit = Commit(number, dice.choice(PEOPLE), list(parents))
        author[number] = commit.author
        who = f'{commit.author} <{commit.author}@x> {1700000000 + number * 86400} +0000\n'
        script.append(f'commit refs/heads/main\nmark :{number}\nauthor {who}committer {who}'
                      + data(str(number)) + ''.join(f'{"merge" if i else "from"} :{parent.number}\n'
                                                    for i, parent in enumerate(parents)))
        if number == 1:
            script.append('M 100644 inline moot.ini\n'
                          + data('[moot]\nrules = 1\nname = Taken\nidentity = named\n'))
            script += [f'M 100644 inline people/{handle}.ini\n' + data(
                f'[person]\nname = {handle.title()} Lee\nemail = {handle}@x\n[member]\n'
                'from = 2023-11-14\nuntil = 2024-10-31\nby = founding\n') for handle in PEOPLE]
        for path, owner in PATHS.items():
            before = [parent.files[path] for parent in parents]
            lines = dice.choice(before).lines if before else None
            if len(before) > 1 and dice.randrange(2):
                lines = [line for side in before for line in side.lines or []][:9] or None
            if dice.randrange(2):
                lines = change(dice, lines)
            after = commit.files[path] = Version(lines)
            for line in set(lines or []).union(*(list(side.stands) + list(side.held)
                                                 for side in before)):
                settle(commit, owner, before, after, line, author)
            script.append(f'M 100644 inline {path}\n' + data('\n\n'.join(lines)) if lines
                          else f'D {path}\n')
        commits.append(commit)
        heads = [head for head in heads if head not in parents or dice.randrange(3) == 0][-3:]
        heads.append(commit)
    subprocess.run(['git', 'init', '-q', '--bare', '-b', 'main', repo], check=True)
    subprocess.run(['git', '-C', repo, 'fast-import', '--quiet', '--force', '--export-marks=marks',
                    '--date-format=raw-permissive'], input=''.join(script).encode(), check=True)
    ids = dict(line[1:].split() for line in open(repo + '/marks'))
    wanted = collections.Counter()
    for path, version in commits[-1].files.items():
        for where, is_held in ((version.stands, False), (version.held, True)):
            for line, origins in where.items():
                receiver = line.split('@')[1].split()[0]
                for origin in origins:
                    void = 'self' if receiver == PATHS[path] else \
                        'foreign' if author[origin] != PATHS[path] else None
                    wanted[path, receiver, ids[str(origin)], is_held, void] += 1
    for time in ('fresh', 'kept'):
        found = collections.Counter((item['path'], item['receiver'], item['commit'],
                                     'taken_by' in item, item['void'])
                                    for item in items(repo, '--at', '2024-06-01') if item['path'])
        if found != wanted:
            print(f'{time}: {dict(wanted - found)} missing, {dict(found - wanted)} extra')
            return False
    held = sum(count for key, count in wanted.items() if key[3])
    print(f'{sum(wanted.values())} sentences, {held} of them taken out by others')
    return held > 0


if __name__ == '__main__':
    what, *rest = sys.argv[1:]
    if what in ('synth', 'nasty'):
        good = synth(rest[0], what == 'nasty')
    else:
        good = {'trailers': trailers, 'contributors': contributors, 'taken': taken}[what](*rest)
    sys.exit(0 if good else 1)
