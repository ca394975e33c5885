#!/usr/bin/env python3
"""Kills `--follow --ledger` with SIGKILL while its log is written and rotated, and expects what one scan leaves behind.

    python3 bench/ledger/follow.py --program .build/release/abuse-scan --rounds 20 --seed 1

Each round writes a log in pieces, rotates it now and then by renaming or by copying and cutting (twice in a row at times), kills
the program at random moments and starts it again with all files, as a service would. In the end one run reads what is left.
"""
import argparse, contextlib, os, random, shutil, signal, subprocess, sys, tempfile, time

from kill import make_logs, run
from split import kept


def follow(options, policy, ledger, names):
    """Starts it, and waits until it follows: what is rotated before has to be named, as the README says."""
    said = open(ledger + ".said", "w+")
    process = subprocess.Popen(
        [options.program, "--policy", policy, "-q", "--format", "ndjson", "--ledger", ledger, "--lateness", "10s",
         "--follow", "--commit-every", "1s", "--idle", "10m"] + names, stdout=subprocess.DEVNULL, stderr=said)
    while process.poll() is None:
        with contextlib.suppress(OSError):
            opened = [os.readlink(f"/proc/{process.pid}/fd/{name}") for name in os.listdir(f"/proc/{process.pid}/fd")]
            # Before it listens, the question would end it.
            if sum("signalfd" in name for name in opened) >= 4:
                process.send_signal(signal.SIGUSR1)
        time.sleep(0.1)
        if '"inputs"' in open(ledger + ".said").read():
            break
    return process


def scan(options, policy, ledger, names):
    done = run([options.program, "--policy", policy, "-q", "--format", "ndjson", "--ledger", ledger, "--lateness", "10s"] + names)
    if done.returncode != 0:
        sys.exit(f"a scan failed with {done.returncode}: {done.stderr}")


def rotate(folder, log, old, rng):
    """The rotated files by their names, newest first."""
    name = os.path.join(folder, f"access.log.{len(old) + 1}")
    if rng.random() < 0.5:
        os.rename(log, name)
    else:
        shutil.copyfile(log, name)
        os.truncate(log, 0)
    old.append(name)


def lives(options, folder, policy, text, number, rng):
    """One life of a log, and how often the program was killed in it."""
    folder = os.path.join(folder, f"life-{number}")
    os.mkdir(folder)
    log, ledger, old, kills = os.path.join(folder, "access.log"), os.path.join(folder, "l.db"), [], 0
    open(log, "w").close()
    process = follow(options, policy, ledger, [log])
    place, begun = 0, time.monotonic()
    next_kill = begun + rng.uniform(0.2, 2.5)
    while place < len(text):
        end = min(len(text), place + rng.randrange(1, len(text) // 12))
        if rng.random() < 0.6:
            end = text.find(b"\n", end) + 1 or len(text)
        with open(log, "ab") as out:
            out.write(text[place:end])
        place = end
        time.sleep(rng.uniform(0, 0.4))
        whole = text[end - 1:end] == b"\n"
        if rng.random() < 0.3 and os.path.exists(log) and os.path.getsize(log) > 0 and whole:
            # What was cut away before anybody read it is in the copy, which the program looks for.
            rotate(folder, log, old, rng)
        if time.monotonic() > next_kill:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
            process = follow(options, policy, ledger, old + [log] if os.path.exists(log) else old)
            next_kill = time.monotonic() + rng.uniform(0.2, 2.5)
    time.sleep(2)
    process.send_signal(signal.SIGTERM)
    process.wait()
    said = open(ledger + ".said").read()
    names = old + ([log] if os.path.exists(log) else [])
    if process.returncode != 143:
        return kills, len(old), f"ended with {process.returncode}: {said}", None
    for _ in range(2):
        scan(options, policy, ledger, names)
    return kills, len(old), "", kept(ledger)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--rounds", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    rng = random.Random(options.seed)
    folder = tempfile.mkdtemp(prefix="abuse-scan-follow-")
    failed = kills = rotations = 0
    try:
        names, count = make_logs(folder, 6, options.seed)
        policy = os.path.join(folder, "policy.yaml")
        with open(policy, "w") as out:
            out.write('profile: vitec-hub\nroutes:\n  - {match: "GET /{installation}/Estates", push: available}\n')
        text = b"".join(subprocess.run(["gzip", "-cdf", name], capture_output=True).stdout for name in names)
        whole, once = os.path.join(folder, "whole.log"), os.path.join(folder, "once.db")
        with open(whole, "wb") as out:
            out.write(text)
        for _ in range(2):
            scan(options, policy, once, [whole])
        expected = kept(once)
        for number in range(options.rounds):
            killed, rotated, fault, found = lives(options, folder, policy, text, number, rng)
            (kills, rotations) = (kills + killed, rotations + rotated)
            if found != expected:
                failed += 1
                wrong = [name for name, one, other in zip(("sums", "minutes", "findings"), found or ((), (), ()), expected) if one != other]
                print(f"round {number}: {killed} kills, {rotated} rotations: {fault or 'other ' + ', '.join(wrong)}", flush=True)
        print(f"{count} lines, {options.rounds} lives, {kills} kills, {rotations} rotations, {failed} that could be told from one scan")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
