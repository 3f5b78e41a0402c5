#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""history.py DIR COMMITS GOVERNED [--signed] [--more N]: a repository to measure verify on.

A group of eight that works on code for twenty years: COMMITS commits, GOVERNED of which touch what
is governed.  These are whole negotiations: an opening, voices, some of them from a branch that is
merged later, and a decision that writes the role; `moot verify` calls the result proven.

  --signed   identity = signed: whoever touches what is governed signs, by ssh and ed25519
  --more N   beside `main` a branch `more` of N further commits, with their share of negotiations
"""
import argparse
import base64
import ctypes
import ctypes.util
import hashlib
import random
import re
import struct
import subprocess
import sys
import time
import zlib

DAY = 86400
FIRST = 978696000  # 2001-01-05T12:00:00Z
YEARS = 20
PEOPLE = ['ana', 'ben', 'cleo', 'dina', 'emil', 'fay', 'gus', 'hana']
ROLES = 40
FOLDERS, FILES = 30, 40
DONE = object()


def day_of(seconds):
    return time.strftime('%Y-%m-%d', time.gmtime(seconds))


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
                          git_hash(b'blob', what.encode())))
    return git_hash(b'tree', b''.join(line for _, line in sorted(lines)))


# ---- signing: ed25519 of libcrypto, in the form of ssh


class Signer:
    def __init__(self, name):
        library = ctypes.CDLL(ctypes.util.find_library('crypto'))
        for function in 'EVP_PKEY_new_raw_private_key', 'EVP_MD_CTX_new':
            getattr(library, function).restype = ctypes.c_void_p
        seed = hashlib.sha256(name.encode()).digest()
        self.key = ctypes.c_void_p(library.EVP_PKEY_new_raw_private_key(
            1087, None, seed, ctypes.c_size_t(32)))  # EVP_PKEY_ED25519
        self.context = ctypes.c_void_p(library.EVP_MD_CTX_new())
        self.library = library
        public, size = ctypes.create_string_buffer(32), ctypes.c_size_t(32)
        library.EVP_PKEY_get_raw_public_key(self.key, public, ctypes.byref(size))
        self.public = self.string(b'ssh-ed25519') + self.string(public.raw)

    @staticmethod
    def string(data):
        return struct.pack('>I', len(data)) + data

    def line(self):
        return 'ssh-ed25519 ' + base64.b64encode(self.public).decode()

    def sign(self, payload):
        signed = b'SSHSIG' + b''.join(map(self.string, (
            b'git', b'', b'sha512', hashlib.sha512(payload).digest())))
        signature, size = ctypes.create_string_buffer(64), ctypes.c_size_t(64)
        self.library.EVP_MD_CTX_reset(self.context)
        self.library.EVP_DigestSignInit(self.context, None, None, None, self.key)
        if self.library.EVP_DigestSign(self.context, signature, ctypes.byref(size), signed,
                                       ctypes.c_size_t(len(signed))) != 1:
            sys.exit('libcrypto does not sign')
        blob = b'SSHSIG\0\0\0\1' + b''.join(map(self.string, (
            self.public, b'git', b'', b'sha512',
            self.string(b'ssh-ed25519') + self.string(signature.raw))))
        text = base64.b64encode(blob)
        return b'\n'.join([b'-----BEGIN SSH SIGNATURE-----'] + [
            text[i:i + 70] for i in range(0, len(text), 70)] + [b'-----END SSH SIGNATURE-----'])


# ---- the history, as a stream for fast-import


class History:
    def __init__(self, out, signed):
        self.out = out
        self.random = random.Random(1)
        self.signers = {p: Signer(p) for p in PEOPLE} if signed else None
        self.count, self.governed = 0, 0
        self.branch, self.time = 'main', FIRST
        self.tip = None
        self.roles, self.running, self.waiting = {}, {}, []
        self.number = 0

    def commit(self, who, message, files, parents, governed):
        self.count += 1
        self.governed += governed
        lines = [f'commit refs/heads/{self.branch}', f'mark :{self.count}']
        for role in 'author', 'committer':
            lines.append(f'{role} {who.title()} <{who}@x.example> {self.time} +0000')
        lines += [f'data {len(message)}', message]
        for word, parent in zip(('from', 'merge'), parents):
            lines.append(f'{word} :{parent}')
        for path, text in files.items():
            lines += [f'M 100644 inline {path}', f'data {len(text)}', text]
        self.out.write('\n'.join(lines).encode() + b'\n')
        return self.count

    def main(self, who, message, files, governed=True):
        self.tip = self.commit(who, message, files, [self.tip] if self.tip else [], governed)

    def found(self):
        identity = 'signed' if self.signers else 'named'
        files = {'moot.ini': f'[moot]\nrules = 1\nname = Bench\nidentity = {identity}\n'}
        for person in PEOPLE:
            key = f'key = {self.signers[person].line()}\n' if self.signers else ''
            files[f'people/{person}.ini'] = (
                f'[person]\nname = {person.title()}\nemail = {person}@x.example\n{key}[member]\n'
                'from = 2001-01-05\nuntil = 2029-12-31\nby = founding\n')
        for i in range(ROLES):
            holder = PEOPLE[i % len(PEOPLE)]
            self.roles[f'role-{i}'] = files[f'roles/role-{i}.ini'] = (
                f'[role]\ntitle = Role {i}\nseats = 900\nautonomy = what\ntopics = t{i}\n'
                '[how]\ntools = make\n[what]\nwork = weekly\n[why]\npurpose = it helps\n'
                f'[holder {holder}]\nfrom = 2001-01-05\nuntil = 2029-06-30\nby = founding\n')
        self.main('ana', 'founded', files)
        for person in PEOPLE:
            self.main(person, f'journal of {person}',
                      {f'journals/{person}/2001/2001-01-05.md': 'Here.\n'}, False)

    def code(self):
        draw = self.random
        who = draw.choice(PEOPLE)
        path = f'src/part{draw.randrange(FOLDERS)}/file{draw.randrange(FILES)}.c'
        files = {path: f'int number = {self.count};\n'}
        if draw.random() < .1:  # on a branch, merged at once
            base = self.tip
            side = self.commit(who, f'part: change {self.count}', files, [base], False)
            other = f'src/part{draw.randrange(FOLDERS)}/other{draw.randrange(FILES)}.c'
            self.main(who, 'part: other', {other: f'int other = {self.count};\n'}, False)
            self.tip = self.commit(draw.choice(PEOPLE), 'merge', files, [self.tip, side], False)
        else:
            self.main(who, f'part: change {self.count}', files, False)

    def negotiate(self, role):
        """A generator: a step a day."""
        draw = self.random
        number = self.number
        self.number += 1
        people = draw.sample(PEOPLE, len(PEOPLE))
        opener, identity = people[0], '%010d' % number
        folder = f'negotiations/{day_of(self.time)[:4]}/{day_of(self.time)[5:7]}' \
                 f'{day_of(self.time)[8:]}-{role}-{identity}'
        path, before = f'roles/{role}.ini', self.roles[role]
        key = draw.choice(['work', 'tools', 'purpose'])
        after = re.sub(rf'(?m)^{key} = .*$', f'{key} = text {number}', before)
        inside = {f'a/{path}': after, 'proposal.md': f'Because of {number}.\n',
                  'negotiation.ini': f'[negotiation]\nby = {opener}\n',
                  f'voice-{opener}-1.md': 'I want it.\n\nConsent: a\n'}
        self.main(opener, f'{role}?', {f'{folder}/{n}': t for n, t in inside.items()})
        said = {opener: 'consent'}
        yield
        for i, person in enumerate(people[1:5]):
            word = 'Consent' if i < 3 else draw.choice(['Consent', 'Concern', 'Stand-aside'])
            name = f'voice-{person}-1.md'
            text = f'{word} of {person}, for reasons that harm nobody but {number}.\n\n{word}: a\n'
            said[person], inside[name] = word.lower(), text
            files = {f'{folder}/{name}': text}
            if draw.random() < .25:  # from a clone of their own, while others work
                side = self.commit(person, f'{role}: {person} speaks', files, [self.tip], True)
                self.code()
                self.tip = self.commit(draw.choice(PEOPLE), 'merge', files, [self.tip, side], False)
            else:
                self.main(person, f'{role}: {person} speaks', files)
            if i % 2:
                yield
        yield
        yield
        lines = ['[decision]', 'option = a']
        lines += [f'tally = {p} {said[p]}' for p in sorted(said)]
        lines.append('absent = ' + ', '.join(p for p in PEOPLE if p not in said))
        lines.append('voices = sha1:' + tree_id(inside).hex())
        self.roles[role] = after
        self.main(people[1], f'{role}: decided\n\nNegotiation: {identity}',
                  {f'{folder}/decision-{people[1]}-1.ini': '\n'.join(lines) + '\n', path: after})

    def days(self, commits, governed, days):
        """Lets the days pass, with as many commits on each of them as the sum needs."""
        end, first, start = self.count + commits, self.count, self.governed
        for day in range(days):
            self.time += DAY
            morning = self.time
            due = start + governed * (day + 1) / days
            while self.governed + 5.5 * len(self.running) < due and end - self.count > 8:
                role = self.random.choice([r for r in self.roles if r not in self.running])
                self.running[role] = self.negotiate(role)
                next(self.running[role])
            for role in list(self.running):
                self.time += 60
                if next(self.running[role], DONE) is DONE:
                    del self.running[role]
            while self.count < min(first + commits * (day + 1) / days, end):
                self.time += 30 if self.time < morning + DAY / 2 else 0
                self.code()
            self.time = morning
        while self.running:
            self.time += DAY
            for role in list(self.running):
                if next(self.running[role], DONE) is DONE:
                    del self.running[role]


# ---- signed: the same commits again, from the first on


def sign(path, history, branches):
    ids = subprocess.check_output(
        ['git', '-C', path, 'rev-list', '--topo-order', '--reverse', *branches], text=True).split()
    touching = set(subprocess.check_output(
        ['git', '-C', path, 'log', '--format=%H', '--no-merges', '--full-history', *branches, '--',
         'moot.ini', 'people', 'roles', 'negotiations', 'journals'], text=True).split())
    batch = subprocess.Popen(['git', '-C', path, 'cat-file', '--batch'], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)
    new, objects, signatures = {}, [], 0
    for number in ids:
        batch.stdin.write(number.encode() + b'\n')
        batch.stdin.flush()
        size = int(batch.stdout.readline().split()[2])
        data = re.sub(rb'(?m)^parent ([0-9a-f]{40})$', lambda m: b'parent ' + new[m[1]],
                      batch.stdout.read(size + 1)[:-1])
        if number in touching:
            who = re.search(rb'\nauthor \w+ <(\w+)@', data)[1].decode()
            head, _, message = data.partition(b'\n\n')
            data = head + b'\ngpgsig ' + history.signers[who].sign(data).replace(
                b'\n', b'\n ') + b'\n\n' + message
            signatures += 1
        new[number.encode()] = git_hash(b'commit', data).hex().encode()
        objects.append(data)
    pack = hashlib.sha1()
    into = subprocess.Popen(['git', '-C', path, 'index-pack', '--stdin'], stdin=subprocess.PIPE,
                            stdout=subprocess.DEVNULL)

    def write(data):
        pack.update(data)
        into.stdin.write(data)
    write(b'PACK' + struct.pack('>II', 2, len(objects)))
    for data in objects:
        size, head = len(data), []
        byte = 1 << 4 | size & 15
        size >>= 4
        while size:
            head.append(byte | 128)
            byte, size = size & 127, size >> 7
        write(bytes(head + [byte]) + zlib.compress(data, 1))
    into.stdin.write(pack.digest())
    into.stdin.close()
    if into.wait():
        sys.exit('the signed commits are no pack')
    for branch in branches:
        old = subprocess.check_output(['git', '-C', path, 'rev-parse', branch]).strip()
        subprocess.check_call(['git', '-C', path, 'update-ref', f'refs/heads/{branch}', new[old]])
    return signatures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('path')
    parser.add_argument('commits', type=int)
    parser.add_argument('governed', type=int)
    parser.add_argument('--signed', action='store_true')
    parser.add_argument('--more', type=int, default=0)
    wanted = parser.parse_args()
    subprocess.check_call(['git', 'init', '-q', '-b', 'main', wanted.path])
    importing = subprocess.Popen(['git', '-C', wanted.path, 'fast-import', '--quiet',
                                  '--date-format=raw'], stdin=subprocess.PIPE)
    history = History(importing.stdin, wanted.signed)
    history.found()
    history.days(wanted.commits - history.count, wanted.governed - 1, YEARS * 365)
    said = f'{history.count} commits, {history.governed} of them governed, ' \
           f'{history.number} negotiations'
    branches = ['main']
    if wanted.more:
        history.branch = 'more'
        branches.append('more')
        history.days(wanted.more, wanted.more * wanted.governed // wanted.commits, 20)
    importing.stdin.close()
    if importing.wait():
        sys.exit('fast-import failed')
    if wanted.signed:
        said += f', {sign(wanted.path, history, branches)} signatures'
    subprocess.check_call(['git', '-C', wanted.path, '-c', 'gc.writeCommitGraph=false', 'gc', '-q',
                           '--prune=now'])
    subprocess.check_call(['git', '-C', wanted.path, 'reset', '-q', '--hard', 'main'])
    print(said)


if __name__ == '__main__':
    main()
