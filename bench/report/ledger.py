#!/usr/bin/env python3
"""Fills a ledger with the sums of a month: KEYS keys, each on 5 of 40 routes in most hours, as 100 million lines make them.

    abuse-scan --ledger LEDGER FILE…      makes the ledger (any log will do)
    bench/report/ledger.py LEDGER [KEYS]  adds October 2026
"""
import random
import sqlite3
import sys

path, keys = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
random.seed(7)
base = sqlite3.connect(path)
base.execute("PRAGMA synchronous = OFF")
first = 1790805600000  # 2026-10-01 00:00 in Oslo
hours = [first + 3_600_000 * hour for hour in range(745)]
number = base.execute("SELECT ifnull(max(id), 0) FROM keys").fetchone()[0]
routes = base.execute("SELECT ifnull(max(id), 0) FROM routes").fetchone()[0]
base.executemany(
    "INSERT INTO keys (id, login, installation) VALUES (?, ?, ?)",
    [(number + 1 + key, f"partner-{key:04d}", f"MS{key % 97}") for key in range(keys)])
base.executemany(
    "INSERT INTO routes (id, text) VALUES (?, ?)",
    [(routes + 1 + route, f"GET /{{installation}}/Made{route}/{{id}}") for route in range(40)])
total = rows = 0
for hour in hours:
    batch = []
    for key in range(keys):
        if random.random() < 0.3:
            continue
        for route in random.sample(range(40), 5):
            requests = random.randint(1, 37)
            batch.append(
                (hour, number + 1 + key, routes + 1 + route, requests, requests * 9000, requests * 20, 0, 1, 0, 0,
                 requests // 3, requests * 3000))
            total += requests
    rows += len(batch)
    base.executemany("INSERT INTO hourly VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", batch)
base.executemany(
    "INSERT INTO minutes VALUES (?, ?, ?)", [(first + 60_000 * minute, 2300, 0) for minute in range(745 * 60)])
base.execute(
    """INSERT INTO runs (version, policy, arguments, started, ended, lines, identified, unidentified, out_of_period,
           unreadable, late, directives, first_time, last_time, lateness, max_lateness)
       SELECT version, policy, '[]', 0, 1, ?, ?, 0, 0, 0, 0, 0, ?, ?, 0, 0 FROM runs LIMIT 1""",
    (total, total, first, hours[-1] + 3_599_000))
base.commit()
print(f"{total:,} lines of {keys:,} keys in {rows:,} hourly rows")
