#!/usr/bin/env python3
"""Writes the logs and policies of the scenarios: one folder a sentence, each for one promise of one rule.

    python3 bench/scenarios/make_scenarios.py testdata/scenarios
    RECORD=1 swift test --filter ScenarioTests      # then review what the expected findings say

Standard library only; the same seed gives the same bytes. Stamps are the ends of requests, Oslo winter time.
"""
import gzip
import io
import os
import random
import sys
from datetime import datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=1))
START = datetime(2026, 3, 2, 0, 0, 0, tzinfo=ZONE)
HOUR = 3600


class Log:
    def __init__(self, hours):
        self.lines = []
        self.pushes = []
        self.end = hours * HOUR
        self.add(0, "/health", user="-", status=200, size=2)
        self.add(self.end, "/health", user="-", status=200, size=2)

    def add(self, second, target, user="alfa-web", method="GET", status=200, size=4225, agent="AlfaSync/2.3", rt=0.042):
        if 0 <= second <= self.end:
            self.lines.append((int(second), f'"{method} {target} HTTP/1.1" {status} {size} "-" "{agent}" rt={rt:.3f}', user))

    def push(self, second, path, user="alfa-web", status=200):
        stamp = (START + timedelta(seconds=second)).strftime("%Y-%m-%dT%H:%M:%S%z")
        self.pushes.append(f"{stamp},{user},MSDEMO,{path},{status}\n")

    def text(self):
        out = []
        for second, rest, user in sorted(self.lines):
            stamp = (START + timedelta(seconds=second)).strftime("%d/%b/%Y:%H:%M:%S %z")
            out.append(f"192.0.2.17 - {user} [{stamp}] {rest}\n")
        return "".join(out).encode()


def every(log, period, target, begin=0, end=None, size=None, **more):
    second = begin
    while second <= (end if end is not None else log.end):
        log.add(second, target(second) if callable(target) else target, size=size(second) if size else 4225, **more)
        second += period


def changing(second):
    """A list that changes with every look, so that only the interval can be misuse."""
    return 4000 + (second * 7919) % 1009


def poisson(log, rng, mean, target, size, keep=lambda second: True):
    second = 0.0
    while second < log.end:
        second += rng.expovariate(1 / mean)
        if keep(second):
            log.add(second, target(rng), size=size(rng))


def scenarios():
    rng = random.Random(20260302)
    estates = "/MSDEMO/Estates"

    log = Log(10)
    every(log, 60, estates, begin=60, size=changing)
    yield "a-60-second-cron-is-found-where-push-is-available", log, ""

    log = Log(10)
    every(log, 60, "/MSDEMO/Next/EstateTypes", begin=60, size=changing)
    yield "a-60-second-cron-is-not-found-where-there-is-no-push", log, ""

    log = Log(30)
    every(log, 330, estates, begin=60, size=changing)
    yield "a-330-second-cron-is-not-polling", log, ""

    log = Log(30)
    poisson(log, rng, 50, lambda r: estates, lambda r: r.randrange(3000, 9000), lambda s: 7 <= s / HOUR % 24 < 22)
    yield "a-site-that-people-use-by-day-is-not-polling", log, ""

    log = Log(10)
    stamp = lambda s: (START + timedelta(seconds=s)).strftime("%Y-%m-%dT%H:%M:%SZ")
    every(log, 120, lambda s: f"{estates}?changedAfter={stamp(s)}", begin=60)
    yield "a-moving-changedafter-is-polling-and-no-repeated-fetch", log, ""

    log = Log(2)
    every(log, 30, estates, begin=10, end=55 * 60, size=changing)
    yield "triage-sees-a-30-second-loop-within-an-hour", log, "profile: triage\n"

    log = Log(30)
    for round_ in range(30):
        for number in range(12):
            log.add(round_ * HOUR + 600 + 3 * number, f"/MSDEMO/Estates/{1000 + number}", size=15000 + 37 * number)
    yield "an-hourly-crawl-of-unchanged-objects-is-found", log, ""

    log = Log(96)
    for night in range(4):
        for number in range(400):
            log.add(night * 24 * HOUR + 2 * HOUR + 4 * number, f"/MSDEMO/Estates/{1000 + number}", size=15000 + 37 * number)
    yield "a-nightly-full-crawl-is-free", log, ""

    log = Log(30)
    for round_ in range(30):
        for number in range(10):
            log.add(round_ * HOUR + 600 + 3 * number, f"/MSDEMO/Estates/{1000 + number}", size=15000 + 37 * number)
        for number in range(12):
            log.add(round_ * HOUR + 1200 + 3 * number, f"/MSDEMO/Estates/{5000 + 100 * round_ + number}",
                    size=9000 + 41 * number)
    yield "repeats-below-half-of-the-fetches-are-no-finding", log, ""

    log = Log(30)
    for round_ in range(30 * 6):
        second = round_ * 600 + 30
        log.add(second, "/MSDEMO/Contacts/4711", method="PUT", status=204, size=0)
        log.add(second + 5, "/MSDEMO/Contacts/4711", size=1800)
    yield "reading-back-what-was-written-is-forgiven", log, ""

    log = Log(30)
    for round_ in range(30):
        for number in range(120):
            log.add(round_ * HOUR + 600 + 3 * number, f"/MSDEMO/Estates/{1000 + number}/AssignmentBudget", size=512)
    yield "a-route-where-everything-has-one-size-is-not-judged-by-size", log, ""

    log = Log(50)
    for round_ in range(25):
        second = round_ * 2 * HOUR + rng.randrange(3000)
        log.add(second, f"/MSDEMO/Estates/{rng.randrange(1000, 1100)}", size=rng.randrange(15000, 60000))
    every(log, 12 * HOUR, lambda s: f"{estates}?changedAfter={stamp(s)}", begin=300)
    yield "push-and-a-catch-up-twice-a-day-is-the-good-customer", log, ""

    log = Log(49)
    poisson(log, rng, 90, lambda r: estates, lambda r: r.randrange(3000, 9000))
    yield "a-program-without-any-beat-is-observed-by-its-nights", log, "routes:\n  - {match: \"GET /{installation}/Estates\", push: unknown}\n"

    calls = "quotas:\n  - {name: map calls, match: \"GET /maps/*\", limit: 100, per: calendar day}\n"
    log = Log(60)
    for number in range(104):
        log.add(5 * HOUR + 180 * number, f"/maps/tiles/{number}", size=900 + number)
    log.add(23 * HOUR + 3599, "/maps/tiles/7", size=907, status=503)
    yield "every-call-beyond-the-agreed-number-is-counted", log, calls

    log = Log(60)
    for day in range(2):
        for number in range(100):
            log.add(24 * HOUR * day + 5 * HOUR + 180 * number, f"/maps/tiles/{number}", size=900 + number)
    log.add(23 * HOUR + 3599, "/maps/tiles/7", size=907, status=429)
    yield "exactly-the-agreed-number-of-calls-is-allowed", log, calls

    log = Log(12)
    every(log, 10, lambda s: f"/MSDEMO/Estates/{5000 + s % 40}", begin=600, end=9 * HOUR, status=404, size=lambda s: 60)
    yield "asking-for-what-is-gone-hour-after-hour-is-a-closed-door", log, ""

    log = Log(12)
    every(log, 10, lambda s: f"/MSDEMO/Estates/{5000 + s}", begin=600, end=9 * HOUR, status=404, size=lambda s: 60)
    every(log, 80, lambda s: f"/MSDEMO/Estates/{90000 + s}", begin=605, end=9 * HOUR, size=lambda s: 15000 + s)
    yield "errors-among-honest-work-are-no-closed-door", log, ""

    log = Log(5)
    every(log, 2, lambda s: f"/MSDEMO/Contacts/{s}", begin=600, end=3 * HOUR, status=429, size=lambda s: 60)
    yield "a-retry-storm-after-429-is-ignored-backoff", log, ""

    log = Log(5)
    second, wait = 600, 10
    while second < 3 * HOUR:
        log.add(second, f"/MSDEMO/Contacts/{second}", status=429, size=60)
        wait = min(2 * wait, 320)
        second += wait
    yield "backing-off-from-ten-seconds-is-what-was-asked-for", log, ""

    for capacity, name in ((2, "most-of-the-server-time-of-an-overloaded-api-is-found"),
                           (8, "the-largest-customer-of-an-api-that-copes-is-not-accused")):
        log = Log(5)
        for minute in range(60, 74):
            every(log, 0.5, lambda s: f"/MSDEMO/Estates/{5000 + int(s * 2)}", begin=60 * minute, end=60 * minute + 59.5,
                  size=lambda s: 15000 + int(s), rt=1.2)
        every(log, 1, lambda s: f"/MSNORD/Estates/{s}", begin=60, size=lambda s: 9000 + s, user="beta-web", rt=0.3)
        yield name, log, f"capacity: {{workers: {capacity}}}\n"

    log = Log(26)
    for second in range(60, 26 * HOUR, 2):
        fails = 25 * HOUR <= second < 25 * HOUR + 1800
        log.add(second, f"/MSDEMO/Estates/{second}", status=502 if fails else 200, size=150 if fails else 9000 + second)
    yield "a-fault-of-the-api-at-normal-load-accuses-nobody", log, ""

    bulk = "routes:\n  - {match: \"GET /{installation}/Estates\", push: none}\n  - {match: \"GET /{installation}/Estates/{id}\", push: none, bulk: \"GET /{installation}/Estates\"}\n"
    log = Log(12)
    for round_ in range(6):
        second = 1800 + round_ * 90 * 60
        log.add(second, estates, size=40000 + round_)
        for number in range(200):
            log.add(second + 1 + number // 4, f"/MSDEMO/Estates/{10000 * round_ + number}", size=15000 + 37 * number)
    yield "a-list-and-then-its-items-one-by-one-is-a-fan-out", log, bulk

    log = Log(12)
    for round_ in range(200):
        second = 900 + round_ * 180
        log.add(second, f"{estates}?changedAfter={stamp(second)}", size=40000 + round_)
        for number in range(6):
            log.add(second + 1 + number, f"/MSDEMO/Estates/{10000 * round_ + number}", size=15000 + 37 * number)
    yield "fetching-the-few-items-that-changed-is-no-fan-out", log, bulk

    paged = "routes:\n  - {match: \"GET /{installation}/Activities\", push: none, delta: changedAfter, max_page: 500}\n"
    log = Log(6)
    every(log, 12, lambda s: f"/MSDEMO/Activities?departmentId=3&limit=20&offset={20 * (s // 12)}", begin=12,
          end=5 * HOUR)
    yield "a-long-list-in-pages-of-a-few-rows-is-a-wasteful-scan", log, paged

    log = Log(17)
    for round_ in range(6):
        for page in range(30):
            log.add(600 + round_ * 3 * HOUR + 4 * page, f"/MSDEMO/Activities?%24top=500&%24skip={500 * page}",
                    size=90000 + 100 * round_ + page)
    yield "reading-the-whole-list-every-third-hour-is-a-wasteful-scan", log, paged

    log = Log(30)
    for page in range(30):
        log.add(2 * HOUR + 4 * page, f"/MSDEMO/Activities?limit=500&page={page + 1}", size=90000 + page)
    every(log, 3 * HOUR, lambda s: f"/MSDEMO/Activities?changedAfter={stamp(s)}&limit=20", begin=300,
          size=lambda s: 4000 + s)
    yield "one-whole-list-and-then-its-changes-is-no-wasteful-scan", log, paged

    log = Log(6)
    for number in range(1200):
        for _ in range(2):
            log.add(600 + 15 * number, f"/MSDEMO/Estates/{20000 + number}", size=15000 + number)
    yield "two-servers-that-ask-for-the-same-at-once-are-parallel-duplicates", log, ""

    log = Log(6)
    for number in range(1200):
        for turn in range(2):
            log.add(600 + 15 * number + 3 * turn, f"/MSDEMO/Estates/{20000 + number}", size=15000 + number)
    yield "asking-again-three-seconds-later-is-no-parallel-duplicate", log, ""


    log = Log(12)
    every(log, 60, estates, begin=60, size=changing)
    for number in range(12 * 60):
        log.push(60 * number + 7, f"/Estates/{2000 + number % 50}", status=503 if number % 3 == 0 else 200)
    yield "polling-while-deliveries-fail-is-not-held-against-anybody", log, ""

    log = Log(12)
    every(log, 60, estates, begin=60, size=changing)
    for number in range(12 * 20):
        log.push(180 * number + 7, f"/Estates/{2000 + number % 50}")
    yield "polling-beside-deliveries-that-arrive-weighs-more", log, ""

    log = Log(30)
    for round_ in range(30):
        for number in range(12):
            log.push(round_ * HOUR + 590 + 3 * number, f"/Estates/{1000 + number}")
            log.add(round_ * HOUR + 600 + 3 * number, f"/MSDEMO/Estates/{1000 + number}", size=15000 + 37 * number)
    yield "one-fetch-after-each-delivery-is-expected", log, ""


def main(folder):
    for name, log, policy in scenarios():
        path = os.path.join(folder, name)
        os.makedirs(path, exist_ok=True)
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as out:
            out.write(log.text())
        with open(os.path.join(path, "access.log.gz"), "wb") as out:
            out.write(packed.getvalue())
        if log.pushes:
            with open(os.path.join(path, "push.csv"), "w", encoding="utf-8") as out:
                out.write("time,login,installation,path,status\n" + "".join(log.pushes))
        with open(os.path.join(path, "abuse-scan.yaml"), "w", encoding="utf-8") as out:
            out.write(policy or "profile: vitec-hub\n")


if __name__ == "__main__":
    main(sys.argv[1])
