#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""clones.py FIRST COUNT: what several clones do apart, once they have merged everything.

Each number from FIRST on is the seed of one interleaving: two to four clones, each another
member's, which propose, amend, speak, decide, act, try, elect, recall, lend their word, edit,
merge, rebase and merge without a work tree, in any order.  What has to hold:

- with the merge driver, git finds a conflict only where both sides gave the same key of the same
  file another value;
- no file that anybody added is lost;
- when all clones have merged everything, they give the same bytes, whatever was cached before and
  in which order they merged;
- every line that stands then goes back to a decision, an act, its own person or the founding, whose
  commit has it.

Prints a line an interleaving that fails, one in the end, and ends with 0 when all hold.
"""
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

PEOPLE = ['ana', 'ben', 'cleo', 'dina']
FIRST_DAY = 1767614400  # 2026-01-05T12:00:00Z
WORDS = ['consent', 'consent', 'consent', 'consent', 'consent', 'concern', 'object', 'stand-aside', 'abstain', 'withdraw']
# state, without the day on which it was read; the second form opens each negotiation
ANSWERS = [['status', '--all', '--porcelain'], ['tree', '--json'], ['roles', '--all', '--json'],
           ['reputation', '--digest'], ['verify', '--porcelain']]


class Wrong(Exception):
    pass


class Clone:
    def __init__(self, path, person):
        self.path, self.person = path, person
        self.time = FIRST_DAY

    def run(self, *argv, text=None):
        when = f'{self.time} +0000'
        environ = dict(os.environ, MOOT_NOW=stamp(self.time), GIT_AUTHOR_DATE=when,
                       GIT_COMMITTER_DATE=when)
        for role in 'AUTHOR', 'COMMITTER':
            environ[f'GIT_{role}_NAME'] = self.person
            environ[f'GIT_{role}_EMAIL'] = f'{self.person}@x.example'
        done = subprocess.run(argv, cwd=self.path, env=environ, input=text, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode < 0 or done.returncode == 99 or 'BUG' in done.stderr:
            raise Wrong(f'{" ".join(argv)} ended with {done.returncode}: {done.stderr}')
        return done

    def git(self, *argv):
        done = self.run('git', *argv)
        if done.returncode:
            raise Wrong(f'git {" ".join(argv)}: {done.stdout}{done.stderr}')
        return done.stdout

    def moot(self, *argv):
        return self.run('moot', *argv)

    def head(self):
        with open(os.path.join(self.path, '.git', 'refs', 'heads', 'main')) as file:
            return file.read().strip()

    def write(self, path, text):
        whole = os.path.join(self.path, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, 'w') as out:
            out.write(text)

    def commit(self, message):
        self.git('add', '-A')
        self.git('commit', '-q', '--allow-empty', '-m', message)


def stamp(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(seconds))


def found(path):
    """Four members, two roles that are held, everybody has written something."""
    os.makedirs(path)
    clone = Clone(path, 'ana')
    clone.git('init', '-q', '-b', 'main')
    clone.write('moot.ini', '[moot]\nrules = 1\nname = Clones\nidentity = named\n')
    clone.write('.gitattributes', 'negotiations/** -text\njournals/** merge=union\n'
                'roles/** merge=moot\npeople/** merge=moot\n')
    for person in PEOPLE:
        clone.write(f'people/{person}.ini',
                    f'[person]\nname = {person}\nemail = {person}@x.example\n[member]\n'
                    'from = 2026-01-05\nuntil = 2026-12-31\nby = founding\n')
    for role, holder, level in ('desk', 'ana', 'what'), ('release', 'ben', 'how'):
        clone.write(f'roles/{role}.ini',
                    f'[role]\ntitle = {role}\nautonomy = {level}\ntopics = {role}\n'
                    f'[how]\ntools = make\nform = mail\n[what]\nwork = weekly\nkind = text\n'
                    f'[why]\npurpose = people rely on it\n'
                    f'[holder {holder}]\nfrom = 2026-01-05\nuntil = 2026-06-30\nby = founding\n')
    clone.commit('founded')
    for person in PEOPLE:
        clone.person = person
        clone.write(f'journals/{person}/2026/2026-01-05.md', 'Here. #desk\n')
        clone.commit(f'{person}: here')
    return path


def keys(text):
    """(section, occurrence, key) -> values, read in the plainest way."""
    found, section = collections.defaultdict(list), ('', 0)
    seen = collections.Counter()
    for line in text.split('\n'):
        line = line.split(' ;')[0].rstrip()
        if line.startswith('['):
            name = line.strip('[] ')
            section = (name, seen[name])
            seen[name] += 1
            found[section, ''] = ['']
        elif '=' in line and line[0] not in ';#':
            key, value = line.split('=', 1)
            found[section, key.strip()].append(value.strip())
    return found


def at(clone, commit, path):
    done = clone.run('git', 'show', f'{commit}:{path}')
    return done.stdout if done.returncode == 0 else ''


def same_key_changed(clone, path, bases, ours, theirs):
    if not path.endswith('.ini'):
        return False
    for base in bases:
        old, one, two = (keys(at(clone, c, path)) for c in (base, ours, theirs))
        for key in set(one) | set(two) | set(old):
            if one.get(key) != old.get(key) and two.get(key) != old.get(key) and \
                    one.get(key) != two.get(key):
                return True
    return False


class Interleaving:
    def __init__(self, seed, template, place):
        self.random = random.Random(seed)
        self.seed = seed
        self.clones = []
        self.count = collections.Counter()
        self.time = FIRST_DAY
        self.number = 0
        for i in range(self.random.randint(2, 4)):
            path = os.path.join(place, f'{seed}-{PEOPLE[i]}')
            shutil.copytree(template, path)
            clone = Clone(path, PEOPLE[i])
            self.clones.append(clone)

    # ---- what somebody does

    def ids(self, clone):
        found = []
        for year in sorted(os.listdir(os.path.join(clone.path, 'negotiations'))) \
                if os.path.isdir(os.path.join(clone.path, 'negotiations')) else []:
            for folder in sorted(os.listdir(os.path.join(clone.path, 'negotiations', year))):
                found.append((folder.rsplit('-', 1)[1],
                              os.path.join(clone.path, 'negotiations', year, folder)))
        # ids are drawn by chance: in the order of their slugs, which are numbered
        return found

    def pick(self, clone):
        ids = self.ids(clone)
        return self.random.choice(ids) if ids else (None, None)

    def value(self):
        self.number += 1
        return f'v{self.number}'

    def change(self):
        key = self.random.choice(['what.work', 'what.kind', 'how.tools', 'how.form', 'why.purpose'])
        return ['--' + self.random.choice(['set', 'set', 'add']), f'{key}={self.value()}']

    def propose(self, clone):
        role = self.random.choice(['desk', 'release'])
        change = self.change()
        if self.random.random() < .2:
            holder = self.random.choice(PEOPLE)
            change = ['--holder', f'{holder}..2026-0{self.random.randint(7, 9)}-30']
        if self.random.random() < .2:
            change += self.change()
        return clone.moot('propose', role, *change, '-m', 'because')

    def trial(self, clone):
        """A text for a few days: it lapses while they are apart, or is kept, or is settled."""
        dice = self.random.random()
        if dice < .2:
            return clone.moot('settle')
        if dice < .4:
            one, _ = self.pick(clone)
            role = self.random.choice(['desk', 'release'])
            return one and clone.moot('propose', role, '--keep', one, '-m', 'it does')
        return clone.moot('propose', self.random.choice(['desk', 'release']), *self.change(),
                          '--trial', f'{self.random.randint(2, 9)}d', '-m', 'let us see')

    def elect(self, clone):
        """Opened, nominated in, accepted by whoever is nominated."""
        elections = [one for one, folder in self.ids(clone) if self.is_kind(folder, 'election')]
        if not elections or self.random.random() < .3:
            role = self.random.choice(['desk', 'release'])
            return clone.moot('renew', role, '--until', f'2026-{self.random.randint(8, 12):02}-28',
                              '-m', 'again')
        one = self.random.choice(elections)
        nominee = self.random.choice(PEOPLE[:3])
        own = clone.person
        for clone.person in self.random.sample(PEOPLE, 3):
            done = clone.moot('nominate', one, nominee, '-m', 'they listen')
        clone.person = nominee
        clone.moot('accept', one)
        clone.person = own
        clone.moot('decide', one)
        return done

    def recall(self, clone):
        """Called, then seconded by whoever may."""
        recalls = [one for one, folder in self.ids(clone) if self.is_kind(folder, 'recall')]
        if not recalls or self.random.random() < .4:
            role, holder = self.random.choice([('desk', 'ana'), ('release', 'ben')])
            if self.random.random() < .2:
                holder = self.random.choice(PEOPLE)
            return clone.moot('recall', role, holder, '-m', 'two weeks of silence')
        own = clone.person
        clone.person = self.random.choice(PEOPLE)
        done = clone.moot('second', self.random.choice(recalls), '-m', 'I asked too')
        clone.person = own
        return done

    def lend(self, clone):
        """One's own word, to somebody, for a time."""
        day = self.random.randint(10, 28)
        return clone.moot('act', '--delegate', f'{self.random.choice(PEOPLE)}..2026-0{self.random.randint(2, 4)}-{day}')

    @staticmethod
    def is_kind(folder, kind):
        facts = os.path.join(folder, 'negotiation.ini')
        if not os.path.exists(facts):
            return False
        with open(facts) as file:
            return f'kind = {kind}\n' in file.read()

    @staticmethod
    def options(folder):
        return sorted(f for f in os.listdir(folder) if os.path.isdir(os.path.join(folder, f)))

    def amend(self, clone):
        one, _ = self.pick(clone)
        return one and clone.moot('amend', one, *self.change(), '-m', 'rather')

    def voice(self, clone):
        one, folder = self.pick(clone)
        if not one:
            return None
        options = self.options(folder) or PEOPLE
        word = self.random.choice(WORDS)
        argv = [word, one] + ([self.random.choice(options)] if word != 'withdraw' else [])
        return clone.moot(*argv, '-m', 'It harms those who wait.')

    def agree(self, clone):
        """Consent, and decide where that makes it pass."""
        one, folder = self.pick(clone)
        if not one:
            return None
        return clone.moot('consent', one, self.random.choice(self.options(folder) or PEOPLE), '--decide')

    def meet(self, clone):
        """Two others are here and consent, and it is decided: what makes keys change often."""
        one, folder = self.pick(clone)
        if not one:
            return None
        option = self.random.choice(self.options(folder) or PEOPLE)
        own = clone.person
        for clone.person in self.random.sample(PEOPLE, 3):
            done = clone.moot('consent', one, option, '--decide')
        clone.person = own
        return done

    def decide(self, clone):
        one, _ = self.pick(clone)
        return one and clone.moot('decide', one)

    def act(self, clone):
        return clone.moot('act', self.random.choice(['desk', 'release']), '--set',
                          f'{self.random.choice(["how.tools", "how.form"])}={self.value()}')

    def edit(self, clone):
        """What needs no moot: a comment, a journal, one's own section; now and then too much."""
        kind = self.random.randrange(4)
        path = f'roles/{self.random.choice(["desk", "release"])}.ini'
        with open(os.path.join(clone.path, path)) as file:
            text = file.read()
        if kind == 0:
            clone.write(path, text.replace('[what]', f'; {self.value()}\n[what]', 1))
        elif kind == 1:
            clone.write(f'journals/{clone.person}/2026/{self.value()}.md',
                        f'Thanks @{self.random.choice(PEOPLE)} for #desk {self.value()}\n')
        elif kind == 2:
            path = f'people/{clone.person}.ini'
            with open(os.path.join(clone.path, path)) as file:
                text = file.read()
            clone.write(path, text.replace('[member]', f'affiliation = {self.value()}\n[member]', 1)
                        if 'affiliation' not in text else text)
        else:
            clone.write(path, text.replace('[why]', f'taken = {self.value()}\n[why]', 1))
        clone.commit('by hand')
        return None

    # ---- how they meet

    def conflicts(self, clone, ours, theirs, paths):
        bases = clone.git('merge-base', '--all', ours, theirs).split()
        for path in paths:
            self.count['conflicts'] += 1
            if not same_key_changed(clone, path, bases, ours, theirs):
                raise Wrong(f'a conflict in {path} where no key was changed twice '
                            f'({ours[:10]} {theirs[:10]} in {clone.path})')

    def fetch(self, clone, other):
        clone.git('fetch', '-q', other.path, 'main')
        return clone.head(), other.head()

    def unmerged(self, clone):
        return [p for p in clone.git('diff', '--name-only', '--diff-filter=U', '-z').split('\0')
                if p]

    def merge(self, clone, other=None):
        other = other or self.random.choice([c for c in self.clones if c is not clone])
        if clone.head() == other.head():
            return None
        ours, theirs = self.fetch(clone, other)
        if clone.run('git', 'merge', '-q', '--no-edit', 'FETCH_HEAD').returncode:
            paths = self.unmerged(clone)
            if not paths:
                raise Wrong(f'{clone.path}: a merge that failed without a conflict')
            self.conflicts(clone, ours, theirs, paths)
            clone.git('checkout', '-q', self.random.choice(['--ours', '--theirs']), '--', *paths)
            clone.git('add', '--', *paths)
            clone.git('commit', '-q', '--no-edit')
        return None

    def rebase(self, clone):
        other = self.random.choice([c for c in self.clones if c is not clone])
        self.fetch(clone, other)
        while clone.run('git', 'rebase', '-q', 'FETCH_HEAD').returncode:
            # whose commit meets what: git's own names for the three of them
            paths = self.unmerged(clone)
            if paths:
                here = clone.git('rev-parse', 'HEAD').strip()
                moved = clone.git('rev-parse', 'REBASE_HEAD').strip()
                for path in paths:
                    self.count['conflicts'] += 1
                    if not same_key_changed(clone, path, [moved + '^'], here, moved):
                        raise Wrong(f'rebase: a conflict in {path} where no key was changed twice '
                                    f'({here[:10]} {moved[:10]} in {clone.path})')
            clone.git('rebase', '--abort')
            return self.merge(clone, other)
        return None

    def bare(self, clone):
        """As a server does it: a tree of two trees, and nobody looks."""
        other = self.random.choice([c for c in self.clones if c is not clone])
        ours, theirs = self.fetch(clone, other)
        if clone.run('git', 'merge-base', '--is-ancestor', theirs, ours).returncode == 0:
            return None
        done = clone.run('git', 'merge-tree', '--write-tree', '--name-only', ours, theirs)
        if done.returncode:
            paths = done.stdout.split('\n\n')[0].split('\n')[1:]
            self.conflicts(clone, ours, theirs, [p for p in paths if p])
            return None
        commit = clone.git('commit-tree', '-p', ours, '-p', theirs, '-m', 'merged by a server',
                           done.stdout.split('\n')[0]).strip()
        clone.git('reset', '-q', '--hard', commit)
        return None

    # ---- the whole of it

    DEEDS = ['propose'] * 3 + ['voice'] * 4 + ['agree'] * 2 + ['meet'] * 5 + ['decide'] * 3 + \
            ['amend', 'act', 'act', 'edit', 'edit', 'merge', 'merge', 'merge', 'rebase', 'bare'] + \
            ['trial', 'trial', 'elect', 'elect', 'recall', 'lend']

    def play(self, steps):
        self.propose(self.clones[0])
        for clone in self.clones[1:]:
            self.merge(clone, self.clones[0])
        for _ in range(steps):
            self.time += self.random.choice([60, 86400, 2 * 86400])
            for clone in self.clones:
                clone.time = self.time
            clone = self.random.choice(self.clones)
            deed = self.random.choice(self.DEEDS)
            done = getattr(self, deed)(clone)
            self.count[deed] += 1
            if done is not None and done.returncode == 0:
                self.count[deed + ' done'] += 1
            if self.random.random() < .2:
                clone.moot('status')  # something is cached half-way

    def settle(self):
        """Everybody merges everything: apart, in orders of their own, or one after the other."""
        self.time += 3600
        for clone in self.clones:
            clone.time = self.time
        for i, clone in enumerate(self.clones):
            for other in self.clones[:i] + self.clones[i + 1:]:
                self.merge(clone, other)
        for clone in self.clones:
            self.merge(clone, self.clones[-1])
        tips = {clone.head() for clone in self.clones}
        if len(tips) != 1:
            for clone in self.clones[:-1]:
                self.merge(self.clones[-1], clone)
            for clone in self.clones[:-1]:
                self.merge(clone, self.clones[-1])
            tips = {clone.head() for clone in self.clones}
        if len(tips) != 1:
            raise Wrong('they did not come together')

    def nothing_lost(self):
        for clone in self.clones:
            added = set(clone.git('log', '--all', '--diff-filter=A', '--name-only', '--format=',
                                  '-m', '--reflog').split('\n'))
            there = set(clone.git('ls-tree', '-r', '--name-only', 'HEAD').split('\n'))
            if added - there:
                raise Wrong(f'lost: {sorted(added - there)} in {clone.path}')
            if clone.git('status', '--porcelain'):
                raise Wrong(f'the work tree of {clone.path} is not clean')

    def same_answers(self):
        first = None
        for i, clone in enumerate(self.clones):
            if i == 1:
                shutil.rmtree(os.path.join(clone.path, '.git', 'moot'), ignore_errors=True)
            clone.person = 'ana'
            answers = {}
            asked = ANSWERS + [[w, one, '--json'] for one, _ in self.ids(clone)
                               for w in ('tally', 'show')][:8]
            for argv in asked:
                done = clone.moot(*argv)
                answers[' '.join(argv)] = (done.returncode, done.stdout)
            if first is None:
                first = answers
            for question in first:
                if first[question] != answers.get(question):
                    raise Wrong(f'{question} differs in {self.clones[0].path} and {clone.path}')
        for question, (status, _) in first.items():
            if status not in (0, 1):
                raise Wrong(f'{question} ended with {status} in {self.clones[0].path}')


    def every_line_resolves(self):
        clone = self.clones[0]
        tree = clone.git('ls-tree', '-r', '--name-only', 'HEAD').split('\n')
        for path in [p for p in tree if p.startswith(('roles/', 'people/')) or p == 'moot.ini']:
            lines = [json.loads(line) for line in
                     clone.moot('why', path, '--json').stdout.splitlines()]
            stands = sum(len(values) for (_, key), values in
                         keys(clone.moot('show', path).stdout).items() if key)
            if len(lines) != stands:
                raise Wrong(f'why {path} tells of {len(lines)} lines of {stands} in {clone.path}')
            for line in lines:
                self.line_resolves(clone, path, line)

    def line_resolves(self, clone, path, line):
        place = f'{path}:{line["line"]} in {clone.path}'
        right, commit = line['right'], line['commit']
        self.count[f'lines by {right}'] += 1
        if right not in ('decision', 'act', 'own', 'founding') or not commit:
            raise Wrong(f'{place} goes back to {right}')
        values = [value for (section, key), all_of in keys(at(clone, commit, path)).items()
                  if key == line['key'] and section[0].split()[0] == line['section'].split()[0]
                  for value in all_of]
        if line['value'] not in values:
            raise Wrong(f'{place} is said to come from {commit}, which does not have it')
        brought = clone.git('show', '--format=%an', '--name-only', '-m', commit).split('\n')
        decides = [name for name in brought if '/decision-' in name]
        # (what a void decision brought may stand as an act of whoever recorded it)
        if right == 'decision' and not any(f'-{line["id"]}/' in name for name in decides):
            raise Wrong(f'{place} comes by {right}, and {commit} brings {decides}')
        if right in ('act', 'own') and brought[0] != line['who']:
            raise Wrong(f'{place} is by {line["who"]}, and {commit} by {brought[0]}')


def main():
    first, count = int(sys.argv[1]), int(sys.argv[2])
    place = tempfile.mkdtemp()
    home = os.path.join(place, 'home')
    os.makedirs(home)
    with open(os.path.join(home, '.gitconfig'), 'w') as config:
        config.write('[merge "moot"]\n\tdriver = moot merge-driver %O %A %B %P\n'
                     '[protocol "file"]\n\tallow = always\n[gc]\n\tauto = 0\n'
                     '[advice]\n\tmergeConflict = false\n')
    for name in [n for n in os.environ if n.startswith('GIT_')]:
        del os.environ[name]
    os.environ.update(HOME=home, GIT_CONFIG_NOSYSTEM='1', LC_ALL='C.UTF-8', TZ='UTC')
    template = found(os.path.join(place, 'template'))
    total, failed = collections.Counter(), []
    for seed in range(first, first + count):
        interleaving = Interleaving(seed, template, place)
        try:
            interleaving.play(16)
            interleaving.settle()
            interleaving.nothing_lost()
            interleaving.same_answers()
            interleaving.every_line_resolves()
        except Wrong as wrong:
            failed.append(seed)
            print(f'{seed}: {wrong}')
        total.update(interleaving.count)
        for clone in interleaving.clones:
            if seed not in failed or not os.environ.get('KEEP'):
                shutil.rmtree(clone.path)
    print(f'{count} interleavings, {len(failed)} wrong: ' +
          ', '.join(f'{total[k]} {k}' for k in sorted(total)))
    if not os.environ.get('KEEP'):
        shutil.rmtree(place)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
