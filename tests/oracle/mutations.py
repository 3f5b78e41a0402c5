#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""mutations.py COUNT [SEED]: single changes of a history, each of which must be found or be nothing.

Writes the history of a group with 200 negotiations that `moot verify` calls proven, by a
fast-import of its own and not by moot.  Then COUNT times one thing is changed in it and all later
commits are made again upon that: a byte of a governed file, a commit dropped, two put in the other
order, one with another author, the parents of a merge exchanged or one of them replaced.

Each change is counted as

  found      verify has findings, of which one about an odd date is none
  nothing    verify has none, and everything that stands, every negotiation on two days, status,
             roles, tree and reputation say the same, but for ids of commits
  pinned     what they say differs, but verify names the rewritten history where it was verified
             before (rule V9).  Only for what nothing later rests on and nobody else has sealed:
             another author, who is not proven under identity = named; a commit left out; what a
             founder wrote at first, or somebody about themselves
  WRONG      what they say differs and nobody is told

and ends with 0 when nothing is wrong.
"""
import collections
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

DAY = 86400
FIRST = 1767614400  # 2026-01-05T12:00:00Z
NOW = '2027-05-01T12:00:00Z'
PEOPLE = ['ana', 'ben', 'cleo', 'dina', 'emil']
ROLES = ['desk', 'release', 'books', 'house', 'press', 'garden']
NEGOTIATIONS = 200


def date_of(time):
    return subprocess.check_output(['date', '-u', '-d', f'@{time}', '+%F'], text=True).strip()


def git_hash(kind, data):
    return hashlib.sha1(b'%s %d\0' % (kind, len(data)) + data).digest()


def tree_id(files):
    """The id of a tree, from its paths and texts."""
    entries = {}
    for path, text in files.items():
        head, _, rest = path.partition('/')
        if rest:
            entries.setdefault(head, {})[rest] = text
        else:
            entries[head] = text
    lines = []
    for name, what in entries.items():
        if isinstance(what, dict):
            lines.append((name + '/', b'40000 ' + name.encode() + b'\0' + tree_id(what)))
        else:
            lines.append((name, b'100644 ' + name.encode() + b'\0' +
                          git_hash(b'blob', what.encode('latin-1'))))
    return git_hash(b'tree', b''.join(line for _, line in sorted(lines)))


class Commit:
    """changes: against the first parent; None takes away, a number is the text a parent has."""

    def __init__(self, who, time, message, parents, changes, committer=None):
        self.who, self.time, self.message = who, time, message
        self.parents, self.changes = parents, changes
        self.committer = committer or who

    def copy(self, **other):
        new = Commit(self.who, self.time, self.message, list(self.parents), dict(self.changes),
                     self.committer)
        for name, value in other.items():
            setattr(new, name, value)
        return new


# ---- an honest history


class Group:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.commits, self.trees = [], []
        self.time = FIRST
        self.tip = None

    def commit(self, who, message, changes, parents=None):
        if parents is None:
            parents = [] if self.tip is None else [self.tip]
        self.time += self.random.randint(60, 600)
        tree = dict(self.trees[parents[0]]) if parents else {}
        for path, text in changes.items():
            tree[path] = self.trees[parents[text]][path] if isinstance(text, int) else text
        self.commits.append(Commit(who, self.time, message, parents, changes))
        self.trees.append(tree)
        self.tip = len(self.commits) - 1
        return self.tip

    def found(self):
        files = {'moot.ini': '[moot]\nrules = 1\nname = Mutations\nidentity = named\n'}
        for person in PEOPLE:
            files[f'people/{person}.ini'] = (
                f'[person]\nname = {person.title()}\nemail = {person}@x.example\n[member]\n'
                'from = 2026-01-05\nuntil = 2027-12-31\nby = founding\n')
        for i, role in enumerate(ROLES):
            files[f'roles/{role}.ini'] = (
                f'[role]\ntitle = {role.title()}\nseats = 90\nautonomy = what\ntopics = {role}\n'
                '[how]\ntools = make\n[what]\nwork = weekly\n[why]\npurpose = it helps\n'
                f'[holder {PEOPLE[i % 5]}]\nfrom = 2026-01-05\nuntil = 2027-06-30\nby = founding\n')
        self.commit('ana', 'founded', files)
        for person in PEOPLE:
            self.commit(person, 'here', {f'journals/{person}/0.md': 'Here. #desk\n'})

    def negotiate(self, number, role):
        """A generator: a step each time, so that several can run beside each other."""
        draw = self.random
        people = draw.sample(PEOPLE, 5)
        identity = '%010d' % number
        opener = people[0]
        folder = f'negotiations/2026/0101-{role}-{identity}'
        path = f'roles/{role}.ini'
        before = self.trees[self.tip][path]
        kind = draw.choice(['what', 'how', 'why', 'holder'])
        if kind == 'holder':
            opened = date_of(self.time)
            after = before + (f'[holder {people[1]}]\nfrom = {opened}\n'
                              f'until = 2027-08-{draw.randint(10, 28)}\nby = {identity}\n')
        else:
            key = {'what': 'work', 'how': 'tools', 'why': 'purpose'}[kind]
            after = re.sub(rf'(?m)^{key} = .*$', f'{key} = text {number}', before)
        self.commit(opener, f'{role}?', {
            f'{folder}/a/{path}': after, f'{folder}/proposal.md': f'Because of {number}.\n',
            f'{folder}/negotiation.ini': f'[negotiation]\nby = {opener}\n',
            f'{folder}/voice-{opener}-1.md': 'I want it.\n\nConsent: a\n'})
        yield
        said = {opener: 'consent'}
        blocked = draw.random() < .1
        second = not blocked and kind in ('what', 'how') and draw.random() < .2
        if second:
            other = re.sub(rf'(?m)^{key} = .*$', f'{key} = rather {number}', before)
            self.commit(people[1], f'{role}: rather', {
                f'{folder}/b-{people[1]}/{path}': other,
                f'{folder}/voice-{people[1]}-1.md': 'Rather so.\n\nConsent: b\n'})
            yield
        option = f'b-{people[1]}' if second else 'a'
        if second:
            self.speak(opener, folder, 'Consent', option, number)
            yield
        for i, person in enumerate(people[1:4 if second else draw.randint(4, 5)]):
            word = 'Consent' if i < 2 else draw.choice(['Consent', 'Concern', 'Stand-aside'])
            if blocked and i == 2:
                word = 'Object'
            if draw.random() < .2 and i < 2:
                self.commit(person, 'first', {f'{folder}/voice-{person}-1.md'
                                              if not (second and i == 0) else
                                              f'{folder}/voice-{person}-0.md':
                                              f'Not sure.\n\nConcern: {option}\n'})
                yield
            said[person] = word.lower()
            self.speak(person, folder, word, option, number)
            yield
        for _ in range(16 if blocked else draw.randint(4, 6)):
            yield  # days go by
        self.decide(draw.choice(PEOPLE), folder, path, after if not second else other, said, option,
                    'blocked' if blocked else None, identity)

    def speak(self, person, folder, word, option, number):
        path = f'{folder}/voice-{person}-9.md'
        text = f'{word} of {person}, for reasons that harm nobody but {number}.\n\n{word}: {option}\n'
        if self.random.random() < .25:
            # in a clone of their own, while somebody else writes; then the two meet
            base = self.tip
            side = self.commit(person, f'{word}', {path: text}, [base])
            other = self.random.choice([p for p in PEOPLE if p != person])
            main = self.commit(other, 'journal', {
                f'journals/{other}/{len(self.commits)}.md': f'Thanks @{person} for #desk\n'}, [base])
            self.commit(other, 'merge', {path: 1}, [main, side])
        else:
            self.commit(person, f'{word}', {path: text})

    def decide(self, who, folder, path, text, said, option, result, identity):
        tree = self.trees[self.tip]
        inside = {p[len(folder) + 1:]: t for p, t in tree.items() if p.startswith(folder + '/')}
        lines = ['[decision]', f'result = {result}' if result else f'option = {option}']
        lines += [f'tally = {p} {said[p]}' for p in sorted(said)]
        absent = [p for p in PEOPLE if p not in said]
        if absent:
            lines.append('absent = ' + ', '.join(absent))
        lines.append('voices = sha1:' + tree_id(inside).hex())
        changes = {f'{folder}/decision-{who}-1.ini': '\n'.join(lines) + '\n'}
        if not result:
            changes[path] = text
        self.commit(who, f'decided\n\nNegotiation: {identity}', changes)

    def aside(self):
        """What happens between."""
        person = self.random.choice(PEOPLE)
        if self.random.random() < .6:
            other = self.random.choice(PEOPLE)
            self.commit(person, 'journal', {f'journals/{person}/{len(self.commits)}.md':
                                            f'Thanks @{other} for the #books\n'})
        else:
            path = f'people/{person}.ini'
            text = self.trees[self.tip][path]
            text = re.sub(r'(?m)^affiliation = .*\n', '', text)
            self.commit(person, 'moved', {path: text.replace(
                '[member]', f'affiliation = Coop {len(self.commits)}\n[member]')})

    def write(self):
        self.found()
        running, number = {}, 0
        while number < NEGOTIATIONS or running:
            self.time += DAY
            for role in ROLES:
                if role not in running and number < NEGOTIATIONS:
                    running[role] = self.negotiate(number, role)
                    number += 1
                if role in running:
                    try:
                        next(running[role])
                    except StopIteration:
                        del running[role]
            if self.random.random() < .4:
                self.aside()
        return self.commits


# ---- into git and out of it


def environment(home):
    for name in [n for n in os.environ if n.startswith('GIT_')]:
        del os.environ[name]
    os.environ.update(HOME=home, GIT_CONFIG_NOSYSTEM='1', LC_ALL='C.UTF-8', TZ='UTC', MOOT_NOW=NOW)


def run(*argv):
    return subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class Repository:
    """The honest history, and beside it one changed history at a time, from `since` on."""

    def __init__(self, path, commits):
        self.path, self.commits = path, commits
        run('git', 'init', '-q', '--bare', '-b', 'main', path)
        self.ids = self.load('main', commits, 0)

    def load(self, branch, commits, since, names=None):
        """The ids of commits[since:], those before being what they are in the honest history."""
        out, trees = [], self.trees_before(commits, since)
        for i in range(since, len(commits)):
            commit = commits[i]
            tree = dict(trees[commit.parents[0]]) if commit.parents else {}
            out.append(f'commit refs/heads/{branch}\nmark :{i + 1}\n'.encode())
            for role, who in ('author', commit.who), ('committer', commit.committer):
                out.append(f'{role} {who.title()} <{who}@x.example> {commit.time} +0000\n'.encode())
            message = commit.message.encode()
            out.append(b'data %d\n%s\n' % (len(message), message))
            for word, parent in zip(['from'] + ['merge'] * 9, commit.parents):
                name = f':{parent + 1}' if parent >= since else self.ids[parent]
                out.append(f'{word} {name}\n'.encode())
            for path, text in commit.changes.items():
                if isinstance(text, int):
                    text = trees[commit.parents[text]].get(path)
                if text is None:
                    tree.pop(path, None)
                    out.append(f'D {path}\n'.encode())
                    continue
                tree[path] = text
                data = text.encode('latin-1')
                out.append(b'M 100644 inline %s\ndata %d\n%s\n' % (path.encode(), len(data), data))
            trees.append(tree)
        if not since:
            self.trees = trees
        marks = os.path.join(self.path, 'marks-' + branch)
        done = subprocess.run(['git', '-C', self.path, 'fast-import', '--quiet', '--force',
                               '--date-format=raw', '--export-marks=' + marks], input=b''.join(out),
                              stderr=subprocess.PIPE)
        if done.returncode:
            sys.exit(done.stderr.decode())
        with open(marks) as file:
            found = {int(m[1:]): i for m, i in (line.split() for line in file)}
        return [found[i + 1] for i in range(since, len(commits))]

    def trees_before(self, commits, since):
        return list(self.trees[:since]) if since else []

    def moot(self, *argv):
        done = run('moot', '-C', self.path, *argv)
        if done.returncode < 0 or done.returncode == 99:
            sys.exit(f'moot {" ".join(argv)} ended with {done.returncode}')
        return done

    def answers(self, commit, names):
        """Of all negotiations at once: what `show` says is made of what this program prints."""
        done = run(os.environ['B'] + '/tests/oracle/answers', self.path, commit,
                   *(str((FIRST + d * DAY) // DAY) for d in (200, 481)))
        if done.returncode:
            sys.exit(done.stderr.decode())
        said = done.stdout
        for argv in ('status', '--all', '--porcelain'), ('roles', '--all', '--json'), \
                ('tree', '--json'), ('reputation', '--digest'):
            done = self.moot(*argv, '--commit', commit)
            said += b'%s: %d\n%s' % (' '.join(argv).encode(), done.returncode, done.stdout)
        said = re.sub(rb'[0-9a-f]{40}', lambda m: names.get(m.group().decode(), '?').encode(), said)
        # in which order unrelated things came is nothing that stands
        return b'\n'.join(sorted(re.split(rb'\n(?=(?:negotiation|verdict|voice|decision|tally) )', said)))


# ---- the changes


GOVERNED = re.compile(r'^(moot\.ini|people/|roles/|negotiations/)')


def byte(draw, commits):
    while True:
        i = draw.randrange(len(commits))
        paths = [p for p, t in commits[i].changes.items() if GOVERNED.match(p) and t and
                 isinstance(t, str)]
        if paths:
            break
    path = draw.choice(sorted(paths))
    text = commits[i].changes[path]
    at = draw.randrange(len(text))
    new = chr(draw.choice([ord(text[at]) ^ 1, ord(text[at]) ^ 32, draw.randrange(256)]) & 255)
    if new == text[at]:
        new = '~'
    changed = commits[i].copy()
    changed.changes[path] = text[:at] + new + text[at + 1:]
    return i, commits[:i] + [changed] + commits[i + 1:], list(range(len(commits))), \
        f'byte {at} of {path} {text[at]!r} -> {new!r}'


def without(commits, order):
    """The commits in that order, their parents renumbered; one that is gone hands on its parent."""
    where = {old: new for new, old in enumerate(order)}

    def place(old):
        while old not in where:
            old = commits[old].parents[0]
        return where[old]
    return [commits[i].copy(parents=[place(p) for p in commits[i].parents]) for i in order]


def drop(draw, commits):
    while True:
        i = draw.randrange(1, len(commits))
        if len(commits[i].parents) == 1:
            break
    order = [j for j in range(len(commits)) if j != i]
    return i, without(commits, order), order, f'without {commits[i].who}: {commits[i].message!r}'


def children(commits, i):
    return [j for j in range(len(commits)) if i in commits[j].parents]


def reorder(draw, commits):
    while True:
        i = draw.randrange(1, len(commits) - 1)
        after = children(commits, i)
        if len(commits[i].parents) == 1 and after == [i + 1] and \
                len(commits[i + 1].parents) == 1:
            break
    new = [c.copy() for c in commits]
    first, second = commits[i], commits[i + 1]
    new[i] = second.copy(parents=list(first.parents))
    new[i + 1] = first.copy(parents=[i])
    order = list(range(len(commits)))
    order[i], order[i + 1] = i + 1, i
    return i, new, order, f'{second.who}: {second.message!r} before {first.who}: {first.message!r}'


def reauthor(draw, commits):
    i = draw.randrange(len(commits))
    who = draw.choice([p for p in PEOPLE if p != commits[i].who])
    both = draw.random() < .7
    new = commits[i].copy(who=who, committer=who if both else commits[i].committer)
    return i, commits[:i] + [new] + commits[i + 1:], list(range(len(commits))), \
        f'{commits[i].who}: {commits[i].message!r} as {who}'


def merges(commits):
    return [i for i, c in enumerate(commits) if len(c.parents) > 1]


def exchange(draw, commits):
    """The same tree, the parents in the other order."""
    i = draw.choice(merges(commits))
    old = commits[i]
    one, two = old.parents
    new = old.copy(parents=[two, one],
                   changes={p: 1 for p in commits[one].changes})
    return i, commits[:i] + [new] + commits[i + 1:], list(range(len(commits))), 'parents exchanged'


def replace(draw, commits):
    """A parent of a merge replaced by that one's own parent; what it brought comes all the same."""
    i = draw.choice(merges(commits))
    old = commits[i]
    one, two = old.parents
    changes = {p: commits[two].changes[p] for p in old.changes}
    new = old.copy(parents=[one, commits[two].parents[0]], changes=changes)
    return i, commits[:i] + [new] + commits[i + 1:], list(range(len(commits))), 'parent replaced'


KINDS = [byte] * 10 + [drop] * 4 + [reorder] * 3 + [reauthor] * 4 + [exchange, replace]


def only_pinned(kind, commits, since, changed):
    """Whether nothing in a history can tell, but that somebody has seen it before."""
    if kind in ('reauthor', 'drop'):
        return True
    paths = [p for p, text in changed[since].changes.items() if text != commits[since].changes.get(p)]
    return kind == 'byte' and (since == 0 or all(p.startswith('people/') for p in paths))


def findings(text):
    """Their codes; a date that is odd is no sign of a change to anything else."""
    return [code for code in re.findall(rb'\[(E\d+)\]$', text, re.M) if code != b'E604']


def judge(repository, honest, kind, since, commits, order, branch):
    ids = repository.load(branch, commits, since)
    tip = ids[-1] if ids else repository.ids[since - 1]
    run('git', '-C', repository.path, 'update-ref', f'refs/heads/{branch}', tip)
    done = repository.moot('verify', '--commit', tip)
    if done.returncode or findings(done.stdout):
        return 'found'
    names = {i: f'#{order[since + n]}' for n, i in enumerate(ids)}
    names.update({i: f'#{n}' for n, i in enumerate(repository.ids[:since])})
    if repository.answers(tip, names) == honest:
        return 'nothing'
    run('git', '-C', repository.path, 'update-ref', f'refs/moot/verified/{branch}',
        repository.ids[-1])
    run('git', '-C', repository.path, 'symbolic-ref', 'HEAD', f'refs/heads/{branch}')
    done = repository.moot('verify')
    named = done.returncode == 1 and b'rewritten' in done.stdout
    run('git', '-C', repository.path, 'symbolic-ref', 'HEAD', 'refs/heads/main')
    return 'pinned' if named and only_pinned(
        kind, repository.commits, since, commits) else 'WRONG'


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    place = tempfile.mkdtemp()
    environment(place)
    commits = Group(1).write()
    repository = Repository(os.path.join(place, 'group'), commits)
    done = repository.moot('verify')
    if done.returncode or findings(done.stdout):
        print(done.stdout.decode()[:4000])
        sys.exit('the honest history is not proven')
    names = {i: f'#{n}' for n, i in enumerate(repository.ids)}
    honest = repository.answers(repository.ids[-1], names)
    states = collections.Counter(re.findall(rb'(?m)^tally \S+ on %d: ([a-z]+)' % (FIRST // DAY + 481), honest))
    print(f'{len(commits)} commits, proven; negotiations: ' +
          ', '.join(f'{n} {s.decode()}' for s, n in states.most_common()))
    counts, wrong = collections.Counter(), 0
    for i in range(count):
        draw = random.Random(seed * 1000003 + i)
        kind = draw.choice(KINDS)
        since, changed, order, what = kind(draw, commits)
        verdict = judge(repository, honest, kind.__name__, since, changed, order, f'x{i % 2}')
        counts[kind.__name__, verdict] += 1
        if verdict == 'WRONG' or os.environ.get('V'):
            print(f'{i}: {verdict}: {kind.__name__} at {since}: {what}', flush=True)
        wrong += verdict == 'WRONG'
        if i % 100 == 99:
            print(f'{i + 1}: {wrong} wrong', file=sys.stderr, flush=True)
    for kind in sorted({k for k, _ in counts}):
        print(f'{kind:9}' + ''.join(f' {counts[kind, v]:5} {v}' for v in
                                    ('found', 'nothing', 'pinned', 'WRONG')))
    print(f'{count} changes, {wrong} wrong')
    shutil.rmtree(place)
    sys.exit(1 if wrong else 0)


if __name__ == '__main__':
    main()
