"""Logs for the suite: sixteen files of make-logs with what a real log has and a made one has not, all from a seed."""
import glob
import gzip
import os
import random
import shutil
import subprocess
from concurrent.futures import ProcessPoolExecutor

# A policy for each seed in turn; together they say what a group can be made of.
POLICIES = [
    "profile: vitec-hub\ncapacity: {workers: 4, max_rps: 40}\n",
    "profile: vitec-hub\nquotas:\n"
    '  - {name: calls of a base, match: "GET /{installation}/*", limit: 300, per: calendar day}\n'
    '  - {name: calls of a login, match: "* /{installation}/Estates/*", limit: 400, per: 12h, scope: login}\n'
    '  - {name: calls to a base, match: "GET /{installation}/Employees/*", limit: 500, per: calendar month, scope: installation}\n',
    "profile: vitec-hub\nkey: [user, path[0], agent]\ncapacity: {workers: 2}\nexemptions:\n"
    "  - {login: portal-sync-0, rule: polling, until: 2027-12-01, reason: agreed, owner: ops}\n",
]
ODD = [b"\xff\xfe", b"\xe6\xf8\xe5", "æøå".encode(), b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\x80", b"\x00", b"\x01", b"\x0b",
       b"\r", "\u2028".encode(), b"\\N", b"%FF%00", b"'\\\"", b"~", b"!"]
WHOLE = [b"", b"\\N", b"\r", b"nonsense", b"\x00\x01\x02\xff", b"#Fields: none", b'192.0.2.1 - x [', b"\t\t\t", b"x" * 70_000]


def policy(seed):
    return POLICIES[(seed - 1) % len(POLICIES)]


def make(program, folder, seed, lines, skewed=False, is_rotated=False, is_clean=False):
    """Sixteen files of about so many lines: eight of a part of the time each, eight of all of it with a part of the partners
    each; or a sixteenth of the time each. Clean ones are left as they are made."""
    made = folder + "-made"
    for number, (layout, files) in enumerate([("rotated", 16)] if is_rotated else [("rotated", 8), ("interleaved", 8)]):
        subprocess.check_call([program, "--lines", str(lines * files // 16 + 100), "--seed", "%d%d" % (seed, number),
                               "--layout", layout, "--files", str(files), "--into", "%s/%d-%s" % (made, number, layout)],
                              stdout=subprocess.DEVNULL)
    os.mkdir(folder)
    jobs = []
    for number, path in enumerate(sorted(glob.glob(made + "/*/*.gz"), key=place)):
        jobs.append((path, "%s/%02d.log.gz" % (folder, number), seed * 100 + number, skewed, is_clean))
    with ProcessPoolExecutor(2) as pool:
        count = sum(pool.map(season, jobs))
    # The stream takes files by their age.
    for number, job in enumerate(jobs):
        os.utime(job[1], (1700000000 + 60 * number,) * 2)
    shutil.rmtree(made)
    return count


def place(path):
    """Where a file stands among those of make-logs, which are numbered without zeros in front."""
    folder, name = os.path.split(path)
    return folder, int(name[len("access-"):-len(".log.gz")])


def season(job):
    """Writes a log anew with odd bytes, lines far from their place, lines of no installation, and lines that are none."""
    path, target, seed, skewed, is_clean = job
    chance = random.Random(seed)
    with gzip.open(path, "rb") as file:
        lines = file.read().split(b"\n")[:-1]
    if skewed:
        skew(lines, chance)
    count = len(lines)
    if is_clean:
        shutil.move(path, target)
        return count
    for number in chance.sample(range(count), count // 200):
        lines[number] = moved(lines[number], b"/Account/Methods")
    for number in chance.sample(range(count), count // 200):
        place, odd = chance.randrange(len(lines[number])), chance.choice(ODD)
        lines[number] = lines[number][:place] + odd + lines[number][place:]
    for number in chance.sample(range(count), count // 300):
        other = min(count - 1, number + chance.randrange(1, 5000))
        lines[number], lines[other] = lines[other], lines[number]
    for number in chance.sample(range(count), max(len(WHOLE), count // 2000)):
        lines[number] = chance.choice(WHOLE)
    with gzip.open(target, "wb", 1) as file:
        file.write(b"\n".join(lines) + (b"" if seed % 2 else b"\n"))
    return count


def skew(lines, chance):
    for number in range(len(lines)):
        if chance.random() < 0.62:
            start = lines[number].find(b" /")
            end = lines[number].find(b"/", start + 2)
            if 0 < start < end:
                lines[number] = lines[number][:start] + b" /SKEWED" + lines[number][end:]


def moved(line, path):
    start, end = line.find(b" /"), line.find(b" HTTP/")
    return line[:start + 1] + path + line[end:] if 0 < start < end else line


def cut(logs, folder):
    """The same logs with one that ends in its middle."""
    os.mkdir(folder)
    for number, path in enumerate(sorted(glob.glob(logs + "/*.gz"))):
        with open(path, "rb") as file:
            data = file.read()
        with open("%s/%02d.log.gz" % (folder, number), "wb") as file:
            file.write(data[:len(data) // 2] if number == 3 else data)
