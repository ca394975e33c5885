#!/usr/bin/env python3
"""Times an hourly run over one new file of 400,000 lines with a ledger of 90 days and 2,000 keys, beside the same scan alone.

    python3 bench/ledger/hourly.py --program .build/release/abuse-scan --rounds 5

The 90 days hold --day-lines lines each: every key asks for ten routes, half of it for lists again and again, half of it for one
of its --resources; one key of twenty gets the same content each time. Prints medians of wall time and CPU, their ratio, the size
of the ledger and its growth a day. --keep FOLDER leaves ledger and log of the last hour there.
"""
import argparse, os, random, resource, shutil, subprocess, sys, tempfile, time

ROUTES = ["Estates", "Departments", "Employees", "Contacts", "Offers", "Estates/{}", "Employees/{}", "Estates/{}/Contacts",
          "Offers/{}", "Pictures/{}"]


def write(path, start, seconds, lines, keys, resources, seed):
    rng = random.Random(seed)
    gzip = subprocess.Popen(["gzip", "-1", "-n", "-c"], stdin=subprocess.PIPE, stdout=open(path, "wb"))
    stamp, part = -1, ""
    # Five of the ten routes name a resource, and a key uses five.
    each = max(1, resources // keys // 3)
    out = []
    for number in range(lines):
        now = start + number * seconds // lines
        if now != stamp:
            stamp, part = now, time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now))
        # A few keys send most of the lines.
        key = int(keys * rng.random() ** 2)
        route = ROUTES[(key + rng.randrange(5) * 2) % len(ROUTES)].format(rng.randrange(each))
        size = 1000 + len(route) * 7 + key % 97 + (0 if key % 20 == 0 else rng.randrange(1 << 20))
        out.append(f'10.{key >> 8}.{key & 255}.7 - login{key} [{part}] "GET /MS{key:04X}/{route} HTTP/1.1" 200 '
                   f'{size} "-" "sync/{key % 9}" 0.0{rng.randrange(10, 99)}\n')
        if len(out) == 20000:
            gzip.stdin.write("".join(out).encode())
            out = []
    gzip.stdin.write("".join(out).encode())
    gzip.stdin.close()
    gzip.wait()


def timed(words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median(values):
    return sorted(values)[len(values) // 2]


def compare(what, base, ledger, name, options, folder):
    alone, kept = [], []
    for _ in range(options.rounds):
        copy = os.path.join(folder, "copy.db")
        shutil.copy(ledger, copy)
        alone.append(timed(base + [name]))
        kept.append(timed(base + ["--ledger", copy, name]))
    wall, cpu = [median([one[part] for one in alone]) for part in (0, 1)]
    kept_wall, kept_cpu = [median([one[part] for one in kept]) for part in (0, 1)]
    print(f"{what}: alone {wall:.2f} s wall, {cpu:.2f} s CPU; with the ledger {kept_wall:.2f} s wall, {kept_cpu:.2f} s CPU: "
          f"{kept_wall / wall:.2f} x wall, {kept_cpu / cpu:.2f} x CPU", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--days", type=int, default=90)
    options.add_argument("--keys", type=int, default=2000)
    options.add_argument("--resources", type=int, default=300_000)
    options.add_argument("--keep")
    options.add_argument("--day-lines", type=int, default=100_000)
    options.add_argument("--busy-hours", type=int, default=24)
    options.add_argument("--hour-lines", type=int, default=400_000)
    options = options.parse_args()
    folder = tempfile.mkdtemp(prefix="abuse-scan-hourly-")
    try:
        start = 1_772_323_200
        ledger = os.path.join(folder, "l.db")
        base = [options.program, "-q", "--format", "ndjson"]
        sizes = []
        for day in range(options.days):
            name = os.path.join(folder, f"day-{day:02}.log.gz")
            write(name, start + day * 86_400, 86_400, options.day_lines, options.keys, options.resources, day)
            timed(base + ["--ledger", ledger, name])
            sizes.append(os.path.getsize(ledger))
            os.remove(name)
        end = start + options.days * 86_400
        days = sizes[-1]
        name = os.path.join(folder, "hour.log.gz")
        write(name, end, 3600, options.hour_lines, options.keys, options.resources, 1000)
        compare("behind such days", base, ledger, name, options, folder)
        # A day as busy as the hour, so that the windows are full.
        for hour in range(options.busy_hours):
            write(name, end + hour * 3600, 3600, options.hour_lines, options.keys, options.resources, 1000 + hour)
            timed(base + ["--ledger", ledger, name])
        write(name, end + options.busy_hours * 3600, 3600, options.hour_lines, options.keys, options.resources, 2000)
        if options.busy_hours:
            compare(f"behind {options.busy_hours} hours as busy", base, ledger, name, options, folder)
        if options.keep:
            os.makedirs(options.keep, exist_ok=True)
            shutil.copy(ledger, options.keep)
            shutil.copy(name, options.keep)
        print(f"ledger: {days / 1e6:.1f} MB after {options.days} days of {options.day_lines} lines"
              + (f", {(days - sizes[9]) / (options.days - 10) / 1e6:.2f} MB a day" if options.days > 10 else "")
              + f"; {os.path.getsize(ledger) / 1e6:.1f} MB after {options.busy_hours} hours of {options.hour_lines}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
