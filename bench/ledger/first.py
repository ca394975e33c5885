#!/usr/bin/env python3
"""Measures the largest memory of a first run over many days, beside the same scan without a ledger: it must not grow with days.

    python3 bench/ledger/first.py --program .build/release/abuse-scan --days 15 30 60 90 --keys 2000 --day-lines 30000
"""
import argparse, os, shutil, sys, tempfile, time

from hourly import write


def peak(words):
    """Largest memory in MB, and seconds."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        with open(os.devnull, "w") as nothing:
            os.dup2(nothing.fileno(), 1)
            os.execv(words[0], words)
    _, status, used = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"{' '.join(words[:6])} … ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_maxrss / 1024, time.monotonic() - began


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--days", type=int, nargs="+", default=[15, 30, 60, 90])
    options.add_argument("--keys", type=int, default=2000)
    options.add_argument("--resources", type=int, default=20_000)
    options.add_argument("--day-lines", type=int, default=30_000)
    options = options.parse_args()
    folder = tempfile.mkdtemp(prefix="abuse-scan-first-")
    try:
        names = []
        for day in range(max(options.days)):
            names.append(os.path.join(folder, f"day-{day:03}.log.gz"))
            write(names[-1], 1_772_323_200 + day * 86_400, 86_400, options.day_lines, options.keys, options.resources, day)
        base = [os.path.abspath(options.program), "-q", "--format", "ndjson"]
        for days in options.days:
            ledger = os.path.join(folder, f"{days}.db")
            alone, _ = peak(base + names[:days])
            memory, seconds = peak(base + ["--ledger", ledger] + names[:days])
            print(f"{days:4} days, {days * options.day_lines:9} lines: {memory:6.0f} MB with a ledger, {alone:6.0f} MB alone; "
                  f"{seconds:5.1f} s, ledger {os.path.getsize(ledger) / 1e6:6.1f} MB", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
