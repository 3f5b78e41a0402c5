#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""large.py KIND COUNT: a script for git fast-import, of a group that has much of one thing.

negotiations: COUNT of them in one year, four commits each.
files:        COUNT journals in one folder, brought by one commit, and a hundred commits more.
thanks:       COUNT acknowledgements of one person, in files of ten thousand.
"""
import datetime
import sys

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PEOPLE = ("ana", "ben", "cleo")
ROLES = 40
FIRST = 1735689600  # 2025-01-01
write = sys.stdout.write
commits = 0


def commit(who, time, message, files):
    global commits
    commits += 1
    write(f"commit refs/heads/main\nmark :{commits}\n")
    for part in ("author", "committer"):
        write(f"{part} {who} <{who}@x.example> {time} +0000\n")
    write(f"data {len(message)}\n{message}\n")
    if commits > 1:
        write(f"from :{commits - 1}\n")
    for path, text in files:
        write(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")


def role(number, work):
    return f"[role]\ntitle = R{number}\nautonomy = how\n\n[what]\nwork = {work}\n"


def found():
    person = "[person]\nname = {0}\nemail = {0}@x.example\n" \
        "[member]\nfrom = 2025-01-01\nuntil = 2099-12-31\nby = founding\n"
    files = [("moot.ini", "[moot]\nrules = 1\nname = X\nidentity = named\n")]
    files += [(f"people/{who}.ini", person.format(who)) for who in PEOPLE]
    files += [(f"roles/r{i}.ini", role(i, "begin")) for i in range(ROLES)]
    commit("ana", FIRST, "found", files)
    for who in PEOPLE[1:]:
        commit(who, FIRST + 60, "hello", [(f"journals/{who}/hello.md", "hello\n")])


def identifier(number):
    mixed, text = number * 2654435761 % (1 << 50), ""
    for _ in range(10):
        text, mixed = text + ALPHABET[mixed % 32], mixed // 32
    return text


def negotiations(count):
    for i in range(count):
        time = FIRST + 3600 + i * (363 * 86400 // count)
        day = datetime.datetime.fromtimestamp(time, datetime.timezone.utc)
        number = i % ROLES
        text = role(number, f"work {i}")
        folder = f"negotiations/2025/{day:%m%d}-r{number}-{identifier(i)}"
        commit("ana", time, f"r{number}? ana", [
            (folder + "/proposal.md", "why\n"), (f"{folder}/a/roles/r{number}.ini", text)])
        for who in PEOPLE[1:]:
            commit(who, time, f"r{number}: {who}", [(f"{folder}/voice-{who}-x.md", "Consent: a\n")])
        if i < count - 20:
            commit("ana", time, f"r{number}: work {i}", [
                (folder + "/decision-ana-x.ini", "[decision]\nresult = adopted\noption = a\n"),
                (f"roles/r{number}.ini", text)])


def files(count):
    def journal(number):
        return f"journals/ana/2025-02-01-{number:06}.md", f"Thanks @ben for part {number}.\n"
    commit("ana", FIRST + 3600, "journals", [journal(i) for i in range(count)])
    for i in range(100):
        commit("ana", FIRST + 7200 + i, "journal", [journal(count + i)])


def thanks(count):
    for first in range(0, count, 10000):
        text = "".join(f"Thanks @ben for part {i}.\n\n" for i in range(first, min(first + 10000, count)))
        commit("ana", FIRST + 3600 + first, "journal", [(f"journals/ana/2025-{first:07}.md", text)])


if __name__ == "__main__":
    found()
    {"negotiations": negotiations, "files": files, "thanks": thanks}[sys.argv[1]](int(sys.argv[2]))
