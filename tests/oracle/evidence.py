#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""evidence.py: holds `moot reputation --events --all` against what others found in the same history.

  evidence.py trailers REPO ORACLE.tsv[.xz]      kind, person, count: as git's own parser finds them
  evidence.py contributors REPO ORACLE ALIASES   names a project thanked in its release notes
  evidence.py synth BASE                         BASE.git with what its generator wrote
  evidence.py nasty BASE                         the same, where broken input stands first

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


def people(value):
    """The (name, mail) of a value, either may be empty."""
    value = re.sub(r'\s#\s.*', '', value)
    found = []
    while value:
        match = re.match(r'\s*([^<]*?)\s*<([^>]*)>(.*)$', value, re.S)
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


if __name__ == '__main__':
    what, *rest = sys.argv[1:]
    if what in ('synth', 'nasty'):
        good = synth(rest[0], what == 'nasty')
    else:
        good = {'trailers': trailers, 'contributors': contributors}[what](*rest)
    sys.exit(0 if good else 1)
