#!/usr/bin/env python3
"""Takes inputs out of ledgers with `--replace`, and expects ledgers that never read them.

    python3 bench/ledger/replace.py --program .build/release/abuse-scan --lives 20 --seed 1

Each life reads a log of two servers in parts, with a log of deliveries that grows, and a plain log that grows; files are renamed
and packed anew in between, policies change, `forget` runs, and then one input (or the log of deliveries) is taken out, put right
or taken out twice. A second ledger reads the same parts in the same order without it. What is printed, findings, every sum and
what the next run says must be the same.
"""
import argparse, gzip, os, random, shutil, subprocess, sys, tempfile, time

from split import PLACE, kept

START = 1_772_427_600


def stamp(second):
    return time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(START + second))


def requests(rng, hours, server):
    """Lines of one server with their seconds."""
    made = []
    for second in range(server * 7, hours * 3600, 60):
        made.append((second, "poll", "/MSDEMO/Estates", 200, 4225))
    for hour in range(hours):
        for place in range(150):
            if place % 2 == server:
                made.append((hour * 3600 + place * 3, "crawl", f"/MSNORD/Estates/{place}", 200, 1000 + place))
    for _ in range(hours * 40):
        second = rng.randrange(hours * 3600)
        method = "GET" if rng.random() < 0.9 else "PUT"
        made.append((second, f"user{rng.randrange(6)}", f"/MSBASE/Estates/{rng.randrange(60)}", 200, rng.randrange(9000), method))
        if rng.random() < 0.3:
            made.append((second, "door", "/MSNORD/Offices", 403, 12))
    made.sort(key=lambda line: line[0] + rng.random() * 8)
    return [(line[0], '192.0.2.{} - {} [{}] "{} {} HTTP/1.1" {} {} "-" "agent/{}"\n'.format(
        len(line[1]), line[1], stamp(line[0]), line[5] if len(line) > 5 else "GET", line[2], line[3], line[4], server))
        for line in made]


def deliveries(rng, hours):
    made = []
    for _ in range(hours * 6):
        second = rng.randrange(hours * 3600)
        status = 200 if rng.random() < 0.9 else 500
        made.append((second, "poll", "MSDEMO", f"/Estates/{rng.randrange(40)}", status))
        if rng.random() < 0.5:
            made.append((second, "crawl", "MSNORD", f"/Estates/{rng.randrange(150)}", status))
    made.sort()
    return [(second, "{},{},{},{},{}\n".format(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(START + second)), *rest))
            for second, *rest in made]


class Life:
    """One folder with two ledgers that read the same but for what is taken out."""

    def __init__(self, options, folder, number):
        self.rng = random.Random(options.seed * 1000 + number)
        self.program, self.folder = options.program, os.path.join(folder, str(number))
        os.mkdir(self.folder)
        self.hours = self.rng.choice([26, 40, 60])
        self.logs = [requests(self.rng, self.hours, server) for server in range(2)]
        self.pushes = deliveries(self.rng, self.hours)
        self.has_push = self.rng.random() < 0.7
        self.policies = []
        for number, text in enumerate(["repeated_fetch: {excess: 100}", "repeated_fetch: {excess: 60}"]):
            self.policies.append(self.at(f"policy-{number}.yaml"))
            with open(self.policies[-1], "w") as out:
                out.write('profile: vitec-hub\nroutes:\n  - {match: "GET /{installation}/Estates", push: available}\n' + text + "\n")
        self.story = []

    def at(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, lines, packing):
        text = "".join(line for _, line in lines).encode()
        with open(self.at(name), "wb") as out:
            if packing == "members":
                half = len(text) // 2
                out.write(gzip.compress(text[:half], 6) + gzip.compress(text[half:], 6))
            elif packing == "plain":
                out.write(text)
            else:
                out.write(gzip.compress(text, 1 if packing == "fast" else 9))
        return self.at(name)

    def run(self, ledger, files, policy, extra=()):
        words = [self.program, "--policy", self.policies[policy], "-q", "--format", "ndjson", "--ledger", self.at(ledger)]
        if self.has_push:
            for name in self.push_names(ledger):
                words += ["--push-log", name]
        done = subprocess.run(words + list(extra) + files, capture_output=True, text=True)
        if done.returncode != 0:
            raise Fault(f"{' '.join(words[1:] + list(extra) + files)}: {done.returncode}: {done.stderr}")
        return [PLACE.sub("", line) for line in done.stdout.splitlines() if '"type":"summary"' not in line], done.stdout


class Fault(Exception):
    pass


def live(options, folder, number):
    life = Life(options, folder, number)
    rng = life.rng
    parts = rng.choice([3, 4, 6])
    per = life.hours * 3600 // parts
    target = rng.choice(["server", "server", "push", "growing"] if life.has_push else ["server", "server", "growing"])
    put_right = target != "growing" and rng.random() < 0.3
    changes_policy = rng.random() < 0.4
    forgets = rng.random() < 0.3
    wrong_part = rng.randrange(parts - 1)
    # The wrong input is a file of the second server, or a second log of deliveries.
    growing = life.at("access.log")
    push, second_push = life.at("push.csv"), life.at("push-2.csv")
    header = "time,login,installation,object path,status\n"
    for name in (push, second_push):
        with open(name, "w") as out:
            out.write(header)
    reads_second_push = {"l.db": target == "push", "never.db": put_right and target == "push"}
    life.push_names = lambda ledger: [push] + ([second_push] if reads_second_push.get(ledger) else [])
    second = [entry for entry in life.pushes if rng.random() < 0.3]
    first = [entry for entry in life.pushes if entry not in second]
    steps = []
    for part in range(parts - 1):
        span = [(part * per, (part + 1) * per)]
        lines = [[line for line in log if span[0][0] <= line[0] < span[0][1]] for log in life.logs]
        names = [life.write(f"s{server}-{part}.log", lines[server], rng.choice(["plain", "fast", "best", "members"])) for server in range(2)]
        steps.append((names, lines, (part + 1) * per))
    wrong = {"server": steps[wrong_part][0][1], "push": second_push, "growing": growing}[target]
    last_lines = [line for line in life.logs[0] if line[0] >= (parts - 1) * per]
    text = "".join(line for _, line in last_lines).encode()
    half = len(text) // 2
    open(growing, "wb").write(text[:half])
    cut = last_lines[len(last_lines) // 2][0]

    def grow_push(to):
        for name, entries in ((push, first), (second_push, second)):
            with open(name, "w") as out:
                out.write(header + "".join(line for time_, line in entries if time_ < to))

    policy = 0
    for place, (names, lines, end) in enumerate(steps):
        grow_push(end)
        both = list(names)
        rng.shuffle(both)
        life.run("l.db", both, policy)
        if changes_policy and place == len(steps) // 2:
            policy = 1
    grow_push(cut)
    life.run("l.db", [growing], policy)
    if forgets:
        done = subprocess.run([life.program, "forget", "--ledger", life.at("l.db"), "--policy", life.policies[policy], "--login", "user1"],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise Fault(f"forget: {done.returncode}: {done.stderr}")
    # What is put right: every third line was of somebody else.
    if put_right:
        if target == "server":
            kept_lines = [line for at, line in enumerate(steps[wrong_part][1][1]) if at % 3]
            life.write(os.path.basename(wrong), kept_lines, rng.choice(["plain", "best"]))
        else:
            second[:] = [line for at, line in enumerate(second) if at % 3]
            grow_push(cut)
    # Some of the others lie elsewhere, packed in another way.
    elsewhere = []
    renamed = {}
    for names, lines, _ in steps:
        for server, name in enumerate(names):
            if name == wrong or rng.random() < 0.6:
                continue
            os.remove(name)
            if rng.random() < 0.5:
                renamed[name] = life.write(os.path.basename(name) + ".1.gz", lines[server], rng.choice(["fast", "best"]))
            else:
                renamed[name] = life.write(f"moved-{len(elsewhere)}", lines[server], rng.choice(["plain", "fast", "members"]))
                elsewhere.append(renamed[name])
    rng.shuffle(elsewhere)
    grows_first = rng.random() < 0.5
    if grows_first:
        open(growing, "ab").write(text[half:])
        grow_push(life.hours * 3600)
    wanted = elsewhere + ([growing] if target != "growing" and rng.random() < 0.5 else [])
    keeps_push = rng.random() < 0.5
    had = life.has_push
    reads_second_push["l.db"] = False
    life.has_push = had and keeps_push
    told, _ = life.run("l.db", wanted, policy, ["--replace", wrong, "--dry-run"])
    found, _ = life.run("l.db", wanted, policy, ["--replace", wrong])
    life.has_push = had
    # The ledger that never read it, with the policy of today.
    reads_second_push["l.db"] = reads_second_push["never.db"]
    final = cut if not grows_first else life.hours * 3600
    expected = None
    for names, lines, end in steps:
        grow_push(end)
        files = [renamed.get(name, name) for name in names if name != wrong or put_right]
        life.run("never.db", files, policy)
    grow_push(final)
    last = [] if target == "growing" else [growing]
    expected, _ = life.run("never.db", last, policy)
    faults = compare("replaced", found, expected, kept(life.at("l.db")), kept(life.at("never.db")))
    if told != found:
        faults.append("the rehearsal told something else")
    others = [renamed.get(name, name) for names, _, _ in steps for name in names if name != wrong]
    if not grows_first:
        open(growing, "ab").write(text[half:])
        grow_push(life.hours * 3600)
    found, _ = life.run("l.db", [growing], policy)
    expected, _ = life.run("never.db", last or others, policy)
    faults += compare("next run", found, expected, kept(life.at("l.db")), kept(life.at("never.db")))
    # Taken out a second time, another one.
    other = rng.choice([name for names, _, _ in steps for name in names if name != wrong])
    found, _ = life.run("l.db", elsewhere, policy, ["--replace", renamed.get(other, other)])
    reads_second_push["third.db"] = reads_second_push["never.db"]
    for names, _, end in steps:
        grow_push(end)
        files = [renamed.get(name, name) for name in names if (name != wrong or put_right) and name != other]
        if files:
            life.run("third.db", files, policy)
    grow_push(life.hours * 3600)
    expected, _ = life.run("third.db", last or others, policy)
    faults += compare("second time", found, expected, kept(life.at("l.db")), kept(life.at("third.db")))
    done = subprocess.run([life.program, "ledger", "check", "--ledger", life.at("l.db")], capture_output=True, text=True)
    if done.returncode != 0:
        faults.append(f"check: {done.stdout}{done.stderr}")
    what = f"{target}{', put right' if put_right else ''}{', other policy' if changes_policy else ''}{', forget' if forgets else ''}" \
           f"{', pushes' if life.has_push else ''}{', grown before' if grows_first else ''}, {len(renamed)} moved"
    return what, faults, len(expected)


def compare(what, found, expected, state, other):
    names = ("sums", "minutes", "findings")
    wrong = [name for name, one, two in zip(names, state, other) if one != two]
    if found != expected:
        wrong.append("printed findings")
    return [f"{what}: other {', '.join(wrong)}"] if wrong else []


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--lives", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--keep", action="store_true", help="leave the folder of lives that differ")
    options = options.parse_args()
    folder = tempfile.mkdtemp(prefix="abuse-scan-replace-")
    failed = 0
    try:
        for number in range(options.first, options.first + options.lives):
            try:
                what, faults, count = live(options, folder, number)
            except Fault as fault:
                what, faults, count = "", [str(fault)], 0
            failed += bool(faults)
            print(f"{number}: {what}; {count} findings: {'; '.join(faults) or 'the same'}", flush=True)
            if not (faults and options.keep):
                shutil.rmtree(os.path.join(folder, str(number)), ignore_errors=True)
        print(f"{options.lives} lives, {failed} that could be told from ledgers that never read it")
    finally:
        if not (failed and options.keep):
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(folder)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
