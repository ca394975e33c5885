#!/usr/bin/env python3
"""What a line costs in one process, in parts on one machine, and on Spark: CPU time, wall time and bytes, as a table.

    bench/spark/cost.py --program .build/release/abuse-scan --make-logs bench/.build/release/make-logs --lines 2000000 --rounds 3

CPU time is that of a process with all its children, the JVM and what it compiles among them. Medians of the rounds.
"""
import argparse
import glob
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import engine
import workloads


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--make-logs", required=True)
    parser.add_argument("--venv", default="/tmp/abuse-scan-spark")
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    cost = Cost(parser.parse_args())
    try:
        cost.run()
    finally:
        cost.spark.end()
        shutil.rmtree(cost.folder, ignore_errors=True)


class Cost:
    def __init__(self, asked):
        self.asked = asked
        self.folder = tempfile.mkdtemp(prefix="abuse-scan-cost-")
        self.spark = engine.Engine(asked.venv, self.folder, False)
        self.program, self.policy = self.folder + "/abuse-scan", self.folder + "/abuse-scan.yaml"
        shutil.copy(asked.program, self.program)
        with open(self.policy, "w") as file:
            file.write(workloads.policy(1))
        with open(self.folder + "/spark-sql.sql", "wb") as file:
            subprocess.check_call([self.program, "recipe", "spark-sql"], stdout=file)
        self.logs = self.folder + "/logs"
        self.lines = workloads.make(asked.make_logs, self.logs, 1, asked.lines, is_clean=True)
        self.rows = {}

    def run(self):
        files = sorted(glob.glob(self.logs + "/*.gz"))
        records, ordered = self.folder + "/records", self.folder + "/sorted"
        rules = ["--policy", self.policy]
        for _ in range(self.asked.rounds):
            self.measure("`gzip -dc`", ["gzip", "-dc"] + files)
            self.measure("one process, one thread", [self.program, "scan", "-q", "--format", "ndjson", "--threads", "1"] + rules + files)
            self.measure("one process", [self.program, "scan", "-q", "--format", "ndjson"] + rules + files)
            self.measure("`prepare`", [self.program, "prepare", "-q", "--no-places"] + rules + files, records)
            self.measure("`sort`", ["sort", "-S", "1G", "-T", self.folder, "-o", ordered, records], LC_ALL="C")
            self.measure("`scan --sorted`", [self.program, "scan", "-q", "--input-format", "prepared", "--sorted"] + rules + [ordered])
            self.measure("Spark SQL, `local[2]`", self.job())
        self.print(files, records)

    def job(self):
        for name in ["work", "out", "events"]:
            shutil.rmtree("%s/%s" % (self.folder, name), ignore_errors=True)
        os.mkdir(self.folder + "/events")
        named = {"program": self.program, "policy": self.policy, "format": "combined", "logs": self.logs, "work": self.folder + "/work",
                 "out": self.folder + "/out"}
        options = dict(engine.logging(self.folder + "/events"), **{"spark.sql.shuffle.partitions": 8})
        command = [self.spark.home + "/bin/spark-sql", "--master", "local[2]"] + self.spark.settings(options)
        for name, value in named.items():
            command += ["--hivevar", "%s=%s" % (name, value)]
        return command + ["-f", self.folder + "/spark-sql.sql"]

    def measure(self, name, command, output=os.devnull, **environment):
        began = time.time()
        with open(output, "wb") as out, open(self.folder + "/errors", "wb") as errors:
            process = subprocess.Popen(command, stdout=out, stderr=errors, env=dict(self.spark.environment, **environment))
            _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            raise SystemExit("%s failed: %s" % (name, open(self.folder + "/errors", errors="replace").read()[-2000:]))
        row = (usage.ru_utime + usage.ru_stime, time.time() - began)
        self.rows.setdefault(name, []).append(row)
        print("%-26s %6.2f s CPU %6.2f s" % ((name,) + row), file=sys.stderr, flush=True)

    def print(self, files, records):
        middle = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in self.rows.items()}
        steps = [middle[name] for name in ["`prepare`", "`sort`", "`scan --sorted`"]]
        middle["the three together"] = [sum(column) for column in zip(*steps)]
        one = middle["one process"]
        print("| way | CPU µs a line | of one process | wall, of one process |\n|---|---:|---:|---:|")
        for name, (cpu, wall) in middle.items():
            print("| %s | %.1f | %.1f | %.1f |" % (name, 1e6 * cpu / self.lines, cpu / one[0], wall / one[1]))
        packed = sum(os.path.getsize(path) for path in files)
        raw = int(subprocess.check_output(["bash", "-c", 'gzip -dc "$@" | wc -c', "sh"] + files))
        parquet = sum(os.path.getsize(path) for path in glob.glob(self.folder + "/work/records/part-*"))
        shuffled = engine.Events(self.folder + "/events").shuffled
        print("\n%d lines; bytes a line: raw %.0f, packed %.0f, a record %.0f; on Spark its folder of records %.0f, shuffled %.0f" % (
            self.lines, raw / self.lines, packed / self.lines, os.path.getsize(records) / self.lines, parquet / self.lines,
            shuffled / self.lines))


if __name__ == "__main__":
    main()
