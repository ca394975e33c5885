#!/usr/bin/env python3
"""Kills everything that writes a ledger beside a usual run, and expects that nobody can tell afterwards.

    python3 bench/ledger/kill-commands.py --program .build/release/abuse-scan --rounds 20

A first run over many sums, `--replace`, `forget`, `ledger vacuum`, the runs that bring older ledgers up to date, and what people
do to cases and letters: each is killed with SIGKILL at random moments, half of the times right when it begins to commit. What is
there then must be what was there before, or what the command leaves; after the same command once more it is what the command
leaves. It says how many kills met the commit, by the log of changes that they left.
"""
import argparse, contextlib, os, random, re, shutil, signal, sqlite3, subprocess, sys, tempfile, time

from kill import make_logs
from split import PLACE

POLICY = """profile: vitec-hub
routes:
  - {match: "GET /{installation}/Estates", push: available}
partners:
  - id: poller
    name: Poller AS
    language: nb
    logins: [poll]
    contacts: [{name: Kari Nordmann, email: kari@poller.example, role: technical}]
notices: {observe_days: 0, from: hub@example.no, sender: HUB drift, channel: "maildir:outbox"}
"""

# The way back from the newest tables, one version after the other.
OLDER = {
    3: "ALTER TABLE inputs DROP COLUMN push; ALTER TABLE inputs DROP COLUMN removed; ALTER TABLE runs DROP COLUMN superseded; "
       "ALTER TABLE runs DROP COLUMN replaced; DELETE FROM meta WHERE name = 'inputs_sum'",
    2: "ALTER TABLE outbox DROP COLUMN digest",
    1: "DROP INDEX findings_unsealed; DROP TABLE days; DROP TABLE verifications; DROP TABLE outbox; ALTER TABLE cases DROP COLUMN digest; "
       "ALTER TABLE letters DROP COLUMN digest; ALTER TABLE findings DROP COLUMN digest",
}


def older(path, version):
    with contextlib.closing(sqlite3.connect(path)) as database:
        for step in range(3, version - 1, -1):
            database.executescript(OLDER[step])
            database.execute("DELETE FROM grdb_migrations WHERE identifier = ?", (str(step + 1),))
        database.execute(f"PRAGMA user_version = {version}")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def state(path):
    """Everything but the times at which commands ran."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        ask = lambda sql: [tuple(PLACE.sub("", value) if isinstance(value, str) else value for value in row) for row in database.execute(sql)]
        rows = [version] + [sorted(map(repr, ask(f"SELECT * FROM {table}"))) for table in ("hourly_list", "daily_list", "minutes")]
        rows.append(ask("SELECT id, started, ended, points, json FROM findings ORDER BY id"))
        rows.append(ask("SELECT ordinal, name, crc, length, lines FROM inputs ORDER BY 1"))
        rows.append(ask("SELECT id, stage, clause FROM cases ORDER BY 1"))
        rows.append(ask("SELECT id, kind, stage FROM letters ORDER BY 1"))
        rows.append(ask("SELECT number, kind, case_id FROM history ORDER BY 1"))
        rows.append(ask("SELECT count(*) FROM runs"))
        rows.append(ask("SELECT login, installation FROM keys ORDER BY 1, 2"))
        rows.append(database.execute("PRAGMA integrity_check").fetchall())
    return rows


def copy(source, target):
    for side in ("", "-wal", "-shm", "-lock"):
        with contextlib.suppress(FileNotFoundError):
            os.remove(target + side)
    if os.path.exists(source):
        shutil.copyfile(source, target)


def killed(words, ledger, took, rng, env):
    """Starts a command and kills it; whether it was in time, and whether it had begun to commit."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    if rng.random() < 0.6:
        # As soon as there is something in the log of changes, and a moment more.
        until = time.monotonic() + 2 * took
        while process.poll() is None and time.monotonic() < until:
            with contextlib.suppress(OSError):
                if os.path.getsize(ledger + "-wal") > 0:
                    break
        time.sleep(rng.choice([0, 0, 0.0005, 0.002, rng.uniform(0, 0.02)]))
    else:
        time.sleep(rng.uniform(0, 1.1 * took))
    in_time = process.poll() is None
    if in_time:
        process.send_signal(signal.SIGKILL)
    process.wait()
    inside = in_time and os.path.exists(ledger + "-wal") and os.path.getsize(ledger + "-wal") > 0
    return in_time, inside


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--rounds", type=int, default=20, help="of each command")
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    program, rng = os.path.abspath(options.program), random.Random(options.seed)
    folder = tempfile.mkdtemp(prefix="abuse-scan-kill-commands-")
    temporary = os.path.join(folder, "temporary")
    os.mkdir(temporary)
    env = dict(os.environ, SQLITE_TMPDIR=temporary)
    failed = 0
    try:
        names, _ = make_logs(folder, 32, options.seed)
        policy, ledger = os.path.join(folder, "policy.yaml"), os.path.join(folder, "l.db")
        with open(policy, "w") as out:
            out.write(POLICY)
        scan = [program, "--policy", policy, "-q", "--format", "ndjson", "--ledger", ledger]
        base = os.path.join(folder, "base.db")
        subprocess.run(scan + names[:-1], check=True, stdout=subprocess.DEVNULL)
        shutil.copyfile(ledger, base)
        # Many keys and hours: sums are put away on disk while the first run goes on.
        many = os.path.join(folder, "many.log")
        with open(many, "w") as out:
            for hour in range(60):
                for key in range(600):
                    at = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(1_772_427_600 + hour * 3600 + key * 5))
                    out.write(f'192.0.2.1 - k{key} [{at}] "GET /MS{key}/Estates/{hour % 7} HTTP/1.1" 200 {key}\n')
        with contextlib.closing(sqlite3.connect(base)) as database:
            letters = [row[0] for row in database.execute("SELECT id FROM letters")]
            cases = [row[0] for row in database.execute("SELECT id FROM cases")]
        print(f"base: {len(cases)} cases, {len(letters)} letters", flush=True)
        tell = ["--ledger", ledger, "--policy", policy]
        tries = [("a first run of 36,000 sums", None, scan + [many]),
                 ("--replace", base, scan + ["--replace", names[4]]),
                 ("forget --login", base, [program, "forget"] + tell + ["--login", "user3"]),
                 ("forget --ip", base, [program, "forget"] + tell + ["--ip", "192.0.2.5"]),
                 ("forget --before", base, [program, "forget"] + tell + ["--before", "2026-03-04"]),
                 ("ledger vacuum", base, [program, "ledger", "vacuum", "--ledger", ledger])]
        for version in (1, 2, 3):
            old = os.path.join(folder, f"schema-{version}.db")
            shutil.copyfile(base, old)
            older(old, version)
            tries.append((f"a run on schema {version}", old, scan + names[-1:]))
        if cases:
            tries.append(("cases exempt", base, [program, "cases", "exempt"] + tell + ["--reason", "initial import", cases[0]]))
        if letters:
            tries.append(("notices approve", base, [program, "notices", "approve"] + tell + ["--by", "kari", letters[0]]))
            tries.append(("notices record", base, [program, "notices", "record"] + tell + ["--delivered", "receipt", letters[0]]))
        for what, source, words in tries:
            copy(source or "/nonexistent", ledger)
            before = state(ledger) if source else None
            began = time.monotonic()
            done = subprocess.run(words, capture_output=True, text=True, env=env)
            took = time.monotonic() - began
            if done.returncode != 0:
                failed += 1
                print(f"{what}: the calm command failed with {done.returncode}: {done.stderr[:300]}", flush=True)
                continue
            after = state(ledger)
            in_time = inside = wrong = old = 0
            for number in range(options.rounds):
                copy(source or "/nonexistent", ledger)
                one, two = killed(words, ledger, took, rng, env)
                in_time, inside = in_time + one, inside + two
                faults = []
                if os.listdir(temporary):
                    faults.append(f"left {os.listdir(temporary)}")
                found = None
                if os.path.exists(ledger) and os.path.getsize(ledger) > 0:
                    check = subprocess.run([program, "ledger", "check", "--ledger", ledger], capture_output=True, text=True)
                    if check.returncode != 0 and source:
                        faults.append(f"check says {check.stdout}{check.stderr}"[:300])
                    with contextlib.suppress(sqlite3.OperationalError):
                        found = state(ledger)
                    # What only the tables' version tells is a ledger brought up to date before the run itself.
                    if source and found not in (before, after) and found[1:] != before[1:]:
                        faults.append("neither the old nor the new state")
                old += found != after
                if found != after:
                    again = subprocess.run(words, capture_output=True, text=True, env=env)
                    if again.returncode != 0 or state(ledger) != after:
                        faults.append(f"once more, then {again.returncode}: {again.stderr[:200]}")
                if faults:
                    wrong += 1
                    print(f"  {what}, round {number}: {'; '.join(faults)}", flush=True)
            failed += wrong
            print(f"{what}: {options.rounds} rounds of {took * 1000:.0f} ms, {in_time} killed in time, {inside} of them inside the commit, "
                  f"{old} with the old state, {wrong} that could be told", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
