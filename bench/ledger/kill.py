#!/usr/bin/env python3
"""Kills runs that write a ledger at random moments, and expects that nobody can tell afterwards.

    python3 bench/ledger/kill.py --program .build/release/abuse-scan --rounds 300 --seed 1

A generated log of many files is read with one run a file. In the disturbed chain every run is killed with SIGKILL after a
random time, half of the times about when it commits, and then started again, as a timer would. Findings and every sum that
reports are made of must be those of the undisturbed chain, after each file. Where the script may mount a tmpfs, one more chain
meets a full disk at random sizes, and one a ledger that must not be written.
"""
import argparse, contextlib, gzip, os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time


def make_logs(folder, files, seed):
    """A few pollers, crawlers and people over some days, cut into files."""
    rng = random.Random(seed)
    start = 1_772_427_600
    lines = []
    for second in range(0, files * 3 * 3600):
        now = start + second
        if second % 60 == 7:
            lines.append((now, "poll", "/MSDEMO/Estates", 200, 4225))
        if second % 3600 < 200:
            lines.append((now, "crawl", f"/MSNORD/Estates/{second % 3600}", 200, 1000 + second % 3600))
        if rng.random() < 0.05:
            lines.append((now, f"user{rng.randrange(20)}", f"/MSBASE/Estates/{rng.randrange(400)}", 200, rng.randrange(9000)))
        if rng.random() < 0.01:
            lines.append((now, "door", "/MSNORD/Offices", 403, 12))
    # A few seconds of disorder, as several workers make it.
    lines.sort(key=lambda line: line[0] + rng.random() * 8)
    size = len(lines) // files + 1
    names = []
    for number in range(files):
        name = os.path.join(folder, f"access-{number:03}.log" + (".gz" if number % 3 else ""))
        text = "".join(
            '192.0.2.{} - {} [{}] "GET {} HTTP/1.1" {} {} "-" "agent/1.0"\n'.format(
                len(login), login, time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(at)), path, status, size_)
            for at, login, path, status, size_ in lines[number * size:(number + 1) * size])
        with (gzip.open(name, "wt") if name.endswith(".gz") else open(name, "w")) as out:
            out.write(text)
        names.append(name)
    return names, len(lines)


def command(program, policy, ledger, name):
    return [program, "--policy", policy, "-q", "--format", "ndjson", "--ledger", ledger, name]


def run(words):
    return subprocess.run(words, capture_output=True, text=True)


def state(ledger, output):
    """What must not depend on how often a run was killed."""
    findings = [line for line in output.splitlines() if '"type":"summary"' not in line]
    # An open connection would keep the small disk from being taken away.
    with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as database:
        rows = [database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in ("hourly", "minutes")]
        inputs = database.execute("SELECT ordinal, length, crc, lines FROM inputs ORDER BY ordinal").fetchall()
        kept = database.execute("SELECT id, started, ended, json FROM findings ORDER BY id").fetchall()
    return findings, rows, inputs, kept


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--rounds", type=int, default=300)
    options.add_argument("--files", type=int, default=25)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    rng = random.Random(options.seed)
    folder = tempfile.mkdtemp(prefix="abuse-scan-kill-")
    failed = 0
    try:
        names, lines = make_logs(folder, options.files, options.seed)
        policy = os.path.join(folder, "policy.yaml")
        with open(policy, "w") as out:
            out.write('profile: vitec-hub\nroutes:\n  - {match: "GET /{installation}/Estates", push: available}\n')
        calm, expected, took = os.path.join(folder, "calm.db"), [], []
        for name in names:
            began = time.monotonic()
            done = run(command(options.program, policy, calm, name))
            took.append(time.monotonic() - began)
            if done.returncode != 0:
                sys.exit(f"an undisturbed run failed: {done.stderr}")
            expected.append(state(calm, done.stdout))
        print(f"{lines} lines in {len(names)} files, {sum(took) / len(took) * 1000:.0f} ms a run, "
              f"{len(expected[-1][0])} findings", flush=True)
        rounds = killed = 0
        while rounds < options.rounds:
            ledger = os.path.join(folder, f"killed-{rounds}.db")
            for place, name in enumerate(names):
                if rounds == options.rounds:
                    break
                for _ in range(rng.choice([1, 1, 2, 3])):
                    if rounds == options.rounds:
                        break
                    rounds += 1
                    process = subprocess.Popen(
                        command(options.program, policy, ledger, name), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                    usual = took[place]
                    time.sleep(rng.uniform(0, 1.1 * usual) if rng.random() < 0.5 else rng.uniform(0.6, 1.1) * usual)
                    if process.poll() is None:
                        process.send_signal(signal.SIGKILL)
                        killed += 1
                    process.wait()
                done = run(command(options.program, policy, ledger, name))
                if done.returncode != 0 or state(ledger, done.stdout) != expected[place]:
                    failed += 1
                    print(f"round {rounds}, {os.path.basename(name)}: differs (status {done.returncode}) {done.stderr[:300]}")
                    break
        print(f"{rounds} rounds, {killed} killed in time, {failed} that could be told from an undisturbed run")
        failed += full_disk(options, folder, policy, names, expected, rng)
        failed += read_only(options, folder, policy, names, calm)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


def full_disk(options, folder, policy, names, expected, rng):
    """A ledger on a disk of a few hundred kilobytes: the run says so with status 4, and the old ledger is as it was."""
    disk = os.path.join(folder, "disk")
    os.mkdir(disk)
    failed = full = 0
    for size in [rng.randrange(150, 900) for _ in range(12)]:
        if run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk]).returncode != 0:
            print("full disk: not tried, a tmpfs cannot be mounted here")
            return failed
        ledger = os.path.join(disk, "l.db")
        last = None
        for place, name in enumerate(names):
            done = run(command(options.program, policy, ledger, name))
            if done.returncode == 0:
                last = place
                continue
            full += 1
            says = done.returncode == 4 and "disk" in done.stderr
            intact = last is None or run([options.program, "ledger", "check", "--ledger", ledger]).returncode == 0
            run(["mount", "-o", "remount,size=64m", disk])
            again = run(command(options.program, policy, ledger, name))
            if not says or not intact or again.returncode != 0 or state(ledger, again.stdout) != expected[place]:
                failed += 1
                print(f"full disk of {size} KiB: says {says}, intact {intact}, then {again.returncode}: {done.stderr[:300]}")
            break
        if run(["umount", disk]).returncode != 0:
            failed += 1
            print(f"full disk of {size} KiB: it cannot be taken away again, something holds it")
    print(f"full disk: met {full} times, {failed} that could be told afterwards")
    return failed


def read_only(options, folder, policy, names, calm):
    """A ledger that must not be written: status 4 and a sentence, and not one byte of it changed."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        print("read-only: not tried, root may write everything and there is no setpriv")
        return 0
    guarded = os.path.join(folder, "guarded")
    os.mkdir(guarded)
    ledger = os.path.join(guarded, "l.db")
    shutil.copy(calm, ledger)
    os.chmod(ledger, 0o444)
    os.chmod(guarded, 0o555)
    os.chmod(folder, 0o755)
    before = open(ledger, "rb").read()
    words = command(options.program, policy, ledger, names[0])
    if os.geteuid() == 0:
        words = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] + words
    done = run(words)
    os.chmod(guarded, 0o755)
    wrong = done.returncode != 4 or open(ledger, "rb").read() != before or os.listdir(guarded) != ["l.db"]
    print(f"read-only: {'WRONG ' if wrong else ''}status {done.returncode}: {done.stderr.strip()[:200]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    main()
