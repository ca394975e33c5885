#!/usr/bin/env python3
"""Feeds one log to ledgers cut in four ways, and expects that nobody can tell them apart afterwards.

    python3 bench/ledger/split.py --program .build/release/abuse-scan --days 14 --day-lines 100000

The log is read as 1 run, as one run a day, as one run an hour, and as a plain file that grows by an hour between runs (and is
cut inside lines). Findings that the last run prints, findings that are kept, and every hourly, daily and minute sum must be the
same, byte for byte; only the places of examples (file and line) differ, since the files do.
"""
import argparse, contextlib, gzip, os, random, re, shutil, sqlite3, subprocess, sys, tempfile, time

PLACE = re.compile(r'"file":("[^"]*"|-?\d+),"line":\d+')


def lines(days, day_lines, seed):
    """Pollers, crawlers, a closed door and people, in the disorder of several workers."""
    rng = random.Random(seed)
    start = 1_772_427_600
    made = []
    for day in range(days):
        for _ in range(day_lines):
            second = day * 86_400 + rng.randrange(86_400)
            kind = rng.random()
            if kind < 0.3:
                made.append((second, f"user{rng.randrange(40)}", f"/MSBASE/Estates/{rng.randrange(4000)}", 200, rng.randrange(9000)))
            elif kind < 0.5:
                place = rng.randrange(300)
                made.append((second, "crawl", f"/MSNORD/Estates/{place}", 200, 1000 + place))
            elif kind < 0.9:
                key = rng.randrange(60)
                made.append((second, f"sync{key}", f"/MS{key:03}/Contacts/{rng.randrange(900)}", 200, 500 + day % 3))
            else:
                made.append((second, "door", "/MSVEST/Offices", 403, 12))
        for second in range(day * 86_400, (day + 1) * 86_400, 60):
            made.append((second + 7, "poll", "/MSDEMO/Estates", 200, 4225))
    made.sort(key=lambda line: line[0] + rng.random() * 8)
    return [(start + second, f'192.0.2.{len(login)} - {login} [{time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(start + second))}] '
             f'"GET {path} HTTP/1.1" {status} {size} "-" "agent/1.0"\n') for second, login, path, status, size in made]


def read(options, policy, ledger, names):
    done = subprocess.run([options.program, "--policy", policy, "-q", "--format", "ndjson", "--ledger", ledger] + names,
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"a run failed with {done.returncode}: {done.stderr}")
    return [PLACE.sub("", line) for line in done.stdout.splitlines() if '"type":"summary"' not in line]


def kept(ledger):
    with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as database:
        sums = [database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall() for table in ("hourly_list", "daily_list")]
        minutes = database.execute("SELECT * FROM minutes ORDER BY 1").fetchall()
        found = database.execute("SELECT id, type, started, ended, points, json FROM findings ORDER BY 1").fetchall()
    return sums, minutes, [row[:5] + (PLACE.sub("", row[5]),) for row in found]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--days", type=int, default=14)
    options.add_argument("--day-lines", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    folder = tempfile.mkdtemp(prefix="abuse-scan-split-")
    failed = 0
    try:
        log = lines(options.days, options.day_lines, options.seed)
        policy = os.path.join(folder, "policy.yaml")
        with open(policy, "w") as out:
            out.write('profile: vitec-hub\nroutes:\n  - {match: "GET /{installation}/Estates", push: available}\n')
        hours = options.days * 24
        expected = None
        for runs in [1, options.days, hours, 0]:
            began = time.monotonic()
            ledger, size = os.path.join(folder, f"{runs}.db"), -(-len(log) // (runs or hours))
            found = []
            growing = os.path.join(folder, "access.log")
            text = "".join(line for _, line in log).encode() if runs == 0 else b""
            for place in range(runs or hours):
                if runs == 0:
                    end = len(text) if place == hours - 1 else len(text) * (place + 1) // hours
                    with open(growing, "ab") as out:
                        out.write(text[out.tell():end])
                    name = growing
                else:
                    name = os.path.join(folder, f"{runs}-{place:04}.log.gz")
                    with gzip.open(name, "wt", compresslevel=1) as out:
                        out.writelines(line for _, line in log[place * size:(place + 1) * size])
                found = read(options, policy, ledger, [name])
                if runs:
                    os.remove(name)
            state = (found, kept(ledger))
            expected = expected or state
            what = f"{runs} run{'s' if runs > 1 else ''}" if runs else f"a file that grows, {hours} runs"
            parts = [one == other for one, other in zip((state[0],) + state[1], (expected[0],) + expected[1])]
            names = ("printed findings", "sums", "minutes", "kept findings")
            wrong = [name for name, same in zip(names, parts) if not same]
            failed += len(wrong)
            print(f"{what:28} {time.monotonic() - began:7.1f} s, {len(found)} findings printed, {len(state[1][2])} kept, "
                  f"{len(state[1][0][0])} hourly sums, {os.path.getsize(ledger) / 1e6:.1f} MB: "
                  f"{'the same' if not wrong else 'DIFFERENT: ' + ', '.join(wrong)}", flush=True)
        print(f"{len(log)} lines of {options.days} days, {failed} differences")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
