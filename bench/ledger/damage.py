#!/usr/bin/env python3
"""Damages ledgers in many ways, and expects a sentence with status 4 and an untouched file, or the result of an undamaged one.

    python3 bench/ledger/damage.py --program .build/release/abuse-scan --rounds 200 --seed 1

A ledger that read some files is copied, some bytes of the copy are flipped (or it is cut, or its log of changes is foreign), and the
next run reads one more file. A crash, a file that was changed by a run that failed, and a result that nobody was told to
distrust are faults; where the result differs and only `ledger check` tells, that is counted by itself.
"""
import argparse, collections, contextlib, os, random, shutil, sqlite3, subprocess, sys, tempfile

from kill import make_logs
from split import PLACE, kept


def run(words):
    done = subprocess.run(words, capture_output=True)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


class Round:
    def __init__(self, options, folder, policy, last):
        self.options, self.policy, self.last = options, policy, last
        self.ledger = os.path.join(folder, "l.db")

    def scan(self):
        status, out, err = run([self.options.program, "--policy", self.policy, "-q", "--format", "ndjson", "--ledger", self.ledger, self.last])
        return status, [PLACE.sub("", line) for line in out.splitlines() if '"type":"summary"' not in line], err

    def check(self):
        return run([self.options.program, "ledger", "check", "--ledger", self.ledger])[0]

    def looks(self):
        """Commands that only look: none of them may crash."""
        return [run([self.options.program] + words + ["--ledger", self.ledger])
                for words in (["ledger", "info"], ["ledger", "inputs"], ["cases", "list"], ["notices", "list"],
                              ["report", "--period", "2026-03", "--format", "json", "--policy", self.policy])]

    def outcome(self, expected):
        """What became of the damaged ledger."""
        before = open(self.ledger, "rb").read()
        for status, _, err in self.looks():
            if status < 0 or status in (132, 134, 139) or "rash" in err:
                return "CRASH while looking: " + err[:200]
        told = self.check() != 0
        status, found, err = self.scan()
        if status < 0 or status in (132, 134, 139) or "rash" in err:
            return "CRASH: " + err[:200]
        if status == 4:
            now = open(self.ledger, "rb").read() if os.path.exists(self.ledger) else b""
            if now != before:
                # A log of changes that SQLite plays back into the file is no change of ours.
                return "refused, file changed"
            return "refused" if ": " in err and ";" in err else "REFUSED WITHOUT A WAY OUT: " + err[:200]
        if status != 0:
            return f"STATUS {status}: {err[:200]}"
        try:
            same = found == expected[0] and kept(self.ledger) == expected[1]
        except sqlite3.DatabaseError as error:
            return f"kept in a damaged file, {'check told before' if told else 'NOBODY TOLD'}: {error}"
        if same:
            return "as undamaged"
        parts = ["printed"] if found != expected[0] else []
        parts += [name for name, one, two in zip(("sums", "minutes", "findings"), kept(self.ledger), expected[1]) if one != two]
        return f"other {', '.join(parts)}, {'check told before' if told else 'NOBODY TOLD'}"


def flipped(data, rng):
    data = bytearray(data)
    place = rng.randrange(len(data))
    for _ in range(rng.choice([1, 1, 2, 8, 64])):
        data[min(len(data) - 1, place + rng.randrange(256))] ^= 1 << rng.randrange(8)
    return bytes(data)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    options.program = os.path.abspath(options.program)
    rng = random.Random(options.seed)
    folder = tempfile.mkdtemp(prefix="abuse-scan-damage-")
    counts = collections.Counter()
    try:
        names, _ = make_logs(folder, 9, options.seed)
        policy = os.path.join(folder, "policy.yaml")
        with open(policy, "w") as out:
            out.write('profile: vitec-hub\nroutes:\n  - {match: "GET /{installation}/Estates", push: available}\n')
        one = Round(options, folder, policy, names[-1])
        for name in names[:-1]:
            one.last = name
            status, _, err = one.scan()
            if status:
                sys.exit(err)
        one.last = names[-1]
        data = open(one.ledger, "rb").read()
        sides = [one.ledger + side for side in ("-wal", "-shm", "-lock")]

        def put(content, wal=None):
            for side in sides:
                with contextlib.suppress(FileNotFoundError):
                    os.remove(side)
            with open(one.ledger, "wb") as out:
                out.write(content)
            if wal is not None:
                with open(one.ledger + "-wal", "wb") as out:
                    out.write(wal)

        put(data)
        status, found, err = one.scan()
        expected = (found, kept(one.ledger))
        later = open(one.ledger, "rb").read()
        print(f"ledger of {len(data)} bytes, {len(found)} findings", flush=True)
        # A log of changes as a killed run leaves it.
        with contextlib.closing(sqlite3.connect(one.ledger)) as database:
            put(data)
        cases = [("cut", data[:size]) for size in (0, 1, 50, 99, 100, 4096, len(data) // 2, len(data) - 1, len(data) - 8192)]
        cases += [("flipped", None)] * options.rounds
        for number, (what, content) in enumerate(cases):
            if content is None:
                content = flipped(data, rng)
            put(content)
            result = one.outcome(expected)
            key = f"{what}: {result if result[0].isupper() else result.split(':')[0]}"
            counts[key] += 1
            if "CRASH" in result or "NOBODY" in result or "STATUS" in result or "WITHOUT" in result or "file changed" in result:
                places = [place for place in range(min(len(content), len(data))) if content[place] != data[place]][:8]
                print(f"round {number}, {what} {len(content)}, bytes {places}: {result}", flush=True)
        for what, wal in [("wal of zeros", b"\0" * 40000), ("wal of chance", bytes(rng.randrange(256) for _ in range(40000))),
                          ("wal that is no wal", b"hello"), ("wal of another ledger", None)]:
            if wal is None:
                other = os.path.join(folder, "other.db")
                with contextlib.closing(sqlite3.connect(other)) as database:
                    database.execute("PRAGMA journal_mode = WAL")
                    database.execute("CREATE TABLE a (b)")
                    database.execute("INSERT INTO a VALUES (zeroblob(9000))")
                    database.commit()
                    wal = open(other + "-wal", "rb").read()
            put(data, wal)
            counts[f"{what}: {one.outcome(expected)}"] += 1
        for what, count in sorted(counts.items()):
            print(f"{count:5}  {what}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if any(word in key for key in counts for word in ("CRASH", "NOBODY", "STATUS", "WITHOUT")) else 0)


if __name__ == "__main__":
    main()
