#!/usr/bin/env python3
"""Feeds one log to ledgers cut in many ways, and expects that nobody can tell them apart afterwards.

    python3 bench/ledger/split.py --program .build/release/abuse-scan --days 14 --day-lines 25000 --seeds 1 2 3

The log is that of two servers, one in the combined form and one in JSON, with a log of deliveries beside; some lines come nearly a
minute late, and the days lie about a change of the clock in a zone that the seed chooses. It is read as 1 run, as one run a day, as
one run an hour, as plain files that grow by an hour between runs (and are cut inside lines), and as files that are rotated at
midnight between two runs, plain first and packed a day later. Findings that the last run prints, findings that are kept, and
every hourly, daily and minute sum must be the same, byte for byte; only the places of examples (file and line) differ, since the
files do.
"""
import argparse, calendar, contextlib, gzip, json, os, random, re, shutil, sqlite3, subprocess, sys, tempfile, time

PLACE = re.compile(r'"file":("[^"]*"|-?\d+),"line":\d+')
# Zones with the day (UTC) about which the log lies: clocks change by an hour, by half of one, back, or never.
ZONES = [("Europe/Oslo", "2026-03-29"), ("America/New_York", "2026-11-01"), ("Australia/Lord_Howe", "2026-04-04"),
         ("Africa/Casablanca", "2026-02-15"), ("Asia/Kathmandu", "2026-03-10")]
FORMS = ("combined", "json", "push")


def lines(days, day_lines, seed, start, late=0):
    """Pollers, crawlers, a closed door and people, in the disorder of several workers: when a line is written, by which server,
    and its text."""
    rng = random.Random(seed)
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
    # A minute is the bound that the runs are given; nothing lies behind the end of the last day.
    delay = lambda: rng.uniform(8, late) if late and rng.random() < 0.02 else rng.random() * 8
    made = sorted((min(line[0] + delay(), days * 86_400 - 0.001), rng.randrange(2)) + line for line in made)
    texts = []
    for written, server, second, login, path, status, size in made:
        moment = time.gmtime(start + second)
        if server == 0:
            text = (f'192.0.2.{len(login)} - {login} [{time.strftime("%d/%b/%Y:%H:%M:%S +0000", moment)}] '
                    f'"GET {path} HTTP/1.1" {status} {size} "-" "agent/1.0"\n')
        else:
            text = json.dumps({"time_iso8601": time.strftime("%Y-%m-%dT%H:%M:%S+00:00", moment), "remote_addr": f"192.0.2.{len(login)}",
                               "remote_user": login, "request": f"GET {path} HTTP/1.1", "status": str(status),
                               "body_bytes_sent": str(size), "http_user_agent": "agent/1.0"}, separators=(",", ":")) + "\n"
        texts.append((written, server, text))
    return texts


def deliveries(days, seed, start):
    """A log of deliveries: most arrive, and on one afternoon none does."""
    rng = random.Random(seed ^ 0x9e37)
    seconds = sorted(rng.randrange(days * 86_400) for _ in range(days * 300))
    made = []
    for second in seconds:
        broken = days // 2 * 86_400 + 43_200 <= second < days // 2 * 86_400 + 54_000
        login, base, path = rng.choice([("poll", "MSDEMO", f"/MSDEMO/Estates/{rng.randrange(90)}"), ("crawl", "MSNORD", f"/MSNORD/Estates/{rng.randrange(300)}")])
        made.append((float(second), 2, json.dumps({
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start + second)), "login": login, "installation": base, "path": path,
            "status": 500 if broken or rng.random() < 0.02 else 200}, separators=(",", ":")) + "\n"))
    return made


def read(options, policy, ledger, names, pushes=()):
    words = [options.program, "--policy", policy, "-q", "--format", "ndjson", "--lateness", "60s", "--ledger", ledger]
    for name in pushes:
        words += ["--push-log", name]
    done = subprocess.run(words + names, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"a run failed with {done.returncode}: {done.stderr}")
    late = re.search(r'"late":(\d+)', done.stdout.splitlines()[-1])
    if late and late.group(1) != "0":
        sys.exit(f"{late.group(1)} lines were late, and are not meant to be: {' '.join(words + names)}")
    return [PLACE.sub("", line) for line in done.stdout.splitlines() if '"type":"summary"' not in line]


def kept(ledger):
    with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as database:
        sums = [database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall() for table in ("hourly_list", "daily_list")]
        minutes = database.execute("SELECT * FROM minutes ORDER BY 1").fetchall()
        found = database.execute("SELECT id, type, started, ended, points, json FROM findings ORDER BY 1").fetchall()
    return sums, minutes, [row[:5] + (PLACE.sub("", row[5]),) for row in found]


class Cut:
    """One way of cutting a log: what lies on disk before each run, and which names are given."""

    def __init__(self, folder, log, days):
        self.folder, self.days = folder, days
        self.hours = [[[] for _ in range(3)] for _ in range(days * 24)]
        for written, server, text in log:
            self.hours[int(written // 3600)][server].append(text)

    def at(self, name):
        return os.path.join(self.folder, name)

    def texts(self, hours, server):
        return "".join(text for hour in hours for text in self.hours[hour][server]).encode()

    def whole(self, runs):
        """Files of their own for each run, packed."""
        size = self.days * 24 // runs
        for run in range(runs):
            names = []
            for server, form in enumerate(FORMS):
                names.append(self.at(f"{form}-{run:04}.log.gz"))
                with gzip.open(names[-1], "wb", compresslevel=1) as out:
                    out.write(self.texts(range(run * size, (run + 1) * size), server))
            yield names[:2], names[2:]
            for name in names:
                os.remove(name)

    def growing(self):
        """One plain file of each kind that grows by an hour, and by a part of the next line."""
        names = [self.at(f"{form}.log") for form in FORMS]
        rest = [b""] * 3
        for hour in range(self.days * 24):
            for server, name in enumerate(names):
                text = self.texts([hour], server)
                following = self.texts([hour + 1], server)[:17] if hour + 1 < self.days * 24 else b""
                with open(name, "ab") as out:
                    out.write(text[len(rest[server]):] + following)
                rest[server] = following
            yield names[:2], names[2:]
        for name in names:
            os.remove(name)

    def rotated(self):
        """Plain files that grow by an hour and are rotated at midnight: the day before is renamed, the one before that packed."""
        for hour in range(self.days * 24):
            for server, form in enumerate(FORMS):
                if hour and hour % 24 == 0:
                    if os.path.exists(self.at(f"{form}.log.1")):
                        packed = self.at(f"{form}.log.{hour // 24}.gz")
                        with open(self.at(f"{form}.log.1"), "rb") as source, gzip.open(packed, "wb", compresslevel=6) as out:
                            shutil.copyfileobj(source, out)
                        os.remove(self.at(f"{form}.log.1"))
                    os.rename(self.at(f"{form}.log"), self.at(f"{form}.log.1"))
                with open(self.at(f"{form}.log"), "ab") as out:
                    out.write(self.texts([hour], server))
            found = sorted(self.at(name) for name in os.listdir(self.folder) if ".log" in name)
            yield [name for name in found if "/push." not in name], [name for name in found if "/push." in name]
        for name in found:
            os.remove(name)


def tried(options, folder, seed):
    zone, around = ZONES[seed % len(ZONES)]
    start = calendar.timegm(time.strptime(around, "%Y-%m-%d")) - options.days // 2 * 86_400
    log = lines(options.days, options.day_lines, seed, start, late=55) + deliveries(options.days, seed, start)
    cut = Cut(folder, log, options.days)
    policy = os.path.join(folder, "policy.yaml")
    with open(policy, "w") as out:
        out.write(f'profile: vitec-hub\ntimezone: {zone}\nledger: {{keep_hours: 5d}}\n'
                  'routes:\n  - {match: "GET /{installation}/Estates", push: available}\n')
    hours = options.days * 24
    print(f"seed {seed}: {len(log)} lines of {options.days} days in {zone}", flush=True)
    expected, failed = None, 0
    ways = [("1 run", cut.whole(1)), (f"{options.days} runs", cut.whole(options.days)), (f"{hours} runs", cut.whole(hours)),
            (f"files that grow, {hours} runs", cut.growing()), (f"files that are rotated, {hours} runs", cut.rotated())]
    for number, (what, way) in enumerate(ways):
        began, ledger, found = time.monotonic(), os.path.join(folder, f"way-{number}.db"), []
        for names, pushes in way:
            found = read(options, policy, ledger, names, pushes)
        state = (found,) + kept(ledger)
        expected = expected or state
        names = ("printed findings", "sums", "minutes", "kept findings")
        wrong = [name for name, one, other in zip(names, state, expected) if one != other]
        failed += len(wrong)
        print(f"  {what:34} {time.monotonic() - began:7.1f} s, {len(found)} findings printed, {len(state[3])} kept, "
              f"{len(state[1][0])} hourly and {len(state[1][1])} daily sums, {os.path.getsize(ledger) / 1e6:.1f} MB: "
              f"{'the same' if not wrong else 'DIFFERENT: ' + ', '.join(wrong)}", flush=True)
    return failed


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--days", type=int, default=14)
    options.add_argument("--day-lines", type=int, default=25_000)
    options.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    options = options.parse_args()
    failed = 0
    for seed in options.seeds:
        folder = tempfile.mkdtemp(prefix="abuse-scan-split-")
        try:
            failed += tried(options, folder, seed)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(options.seeds)} logs, {failed} differences")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
