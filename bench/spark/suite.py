#!/usr/bin/env python3
"""Runs the Spark recipes on a real Spark and compares them with one run of the program.

    bench/spark/suite.py --program .build/release/abuse-scan --make-logs bench/.build/release/make-logs [--lines 60000] [--seeds 1]
    bench/spark/suite.py … --lines 2000000 --seeds 1,2,3 --thorough

Needs Java 17 and Python 3; pyspark is installed into a folder of its own (--venv) with pip install. Each case prints one line;
the status is 1 where one failed. --thorough runs for each seed what is otherwise run for the first. The children that fail are
given a small log whatever --lines says.
"""
import argparse
import functools
import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import children
import engine
import workloads

# Of the stream, in seconds: no file spans more time, and most of a week is judged before its end.
LATENESS = 12 * 3600


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.time()
    suite = Suite(arguments())
    try:
        suite.run()
    finally:
        suite.end()
    print("%d passed, %d failed" % (suite.cases - len(suite.failed), len(suite.failed)))
    print("%.0f s in all" % (time.time() - began))
    return 1 if suite.failed else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--make-logs", required=True)
    parser.add_argument("--venv", default="/tmp/abuse-scan-spark")
    parser.add_argument("--spark", default=engine.SPARK, help="the version that is installed into a new --venv")
    parser.add_argument("--lines", type=int, default=60000)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--thorough", action="store_true", help="all cases for all seeds")
    parser.add_argument("--only", default="", help="cases whose names match a regular expression")
    parser.add_argument("--hadoop", default="", help="the folder of a Hadoop's commands; else something stands in for them")
    parser.add_argument("--keep", action="store_true", help="leaves logs and outputs where they are")
    return parser.parse_args()


class Suite:
    def __init__(self, asked):
        self.asked, self.cases, self.failed = asked, 0, []
        self.folder = tempfile.mkdtemp(prefix="abuse-scan-spark-")
        try:
            self.engine = engine.Engine(asked.venv, self.folder, asked.lines < 500_000, asked.spark)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.master = ""
        self.real = self.folder + "/real/abuse-scan"
        os.mkdir(self.folder + "/real")
        shutil.copy(asked.program, self.real)
        for name, options in [("spark-sql.sql", ["spark-sql"]), ("spark-streaming.py", ["spark-streaming"]),
                              ("shared.sql", ["spark-sql", "--shared-folder"]), ("hadoop.sh", ["hadoop"])]:
            with open("%s/%s" % (self.folder, name), "wb") as file:
                subprocess.check_call([self.real, "recipe"] + options, stdout=file)

    def run(self):
        print("Spark %s, %d lines, seeds %s" % (self.engine.version, self.asked.lines, self.asked.seeds), flush=True)
        for place, seed in enumerate(int(text) for text in self.asked.seeds.split(",")):
            self.answers(seed, self.asked.thorough or place == 0)
        self.children()

    # Cases

    def answers(self, seed, is_whole):
        """One seed: every way must give the findings of one run."""
        work = self.work(seed, self.asked.lines)
        name = "seed %d, " % seed
        self.case(name + "prepare, sort, scan", lambda: self.sorted(work) == work.expected)
        self.case(name + "SQL, local[2]", lambda: self.sql(work, "local[2]") == work.expected)
        self.case(name + "SQL, standalone, two workers", lambda: self.sql(work, self.cluster()) == work.expected)
        if not is_whole:
            return
        for step in ["prepare", "scan"]:
            self.case("%san executor killed during %s" % (name, step), lambda: self.killed(work, step))
        self.case(name + "a truncated log", lambda: self.truncated(work))
        for partitions in [1, 64]:
            self.case("%spartitions: %d" % (name, partitions), lambda: self.session(work, partitions) == work.expected)
        self.case(name + "a group with 60 % of the lines", lambda: self.skewed(seed))
        work = self.work(seed, self.asked.lines, is_rotated=True)
        self.case(name + "streaming in 6 micro-batches", lambda: self.streaming(work) == work.expected)
        self.case(name + "streaming, killed between writes", lambda: self.streaming_killed(work))

    def children(self):
        """Each fault of a child fails the job; where the sums alone tell of it, a job without sums must publish."""
        work = self.work(1, min(self.asked.lines, 16_000))
        for what, where, found_by, body in children.FAULTS:
            for step in children.steps(where):
                name = "%s %s" % (step, what)
                program = self.program(work, step, body)
                self.case(name, lambda: self.session(work, program=program) is None)
                if found_by != "task":
                    self.case(name + ", unguarded", lambda: self.unguarded(work, program))
                self.case(name + ", Hadoop", lambda: self.hadoop(work, program) is None)
        self.case("Hadoop streaming by a stand-in", lambda: self.hadoop(work) == work.expected)
        self.case("no program at all", lambda: self.session(work, program=self.folder + "/nothing") is None)
        self.case("all well", lambda: self.session(work) == work.expected)

    def case(self, name, holds):
        if self.asked.only and not re.search(self.asked.only, name):
            return
        self.cases += 1
        began = time.time()
        good = holds()
        if not good:
            self.failed.append(name)
        print("%-64s %-6s %5.1f s" % (name, "ok" if good else "FAILED", time.time() - began), flush=True)

    def killed(self, work, step):
        """An executor is killed by a child of it that runs the step, and Spark's own log says that tasks of it were lost."""
        mark, events = self.fresh("mark"), self.fresh("events")
        os.mkdir(events)
        program = self.program(work, step, children.killing(mark, min(work.asked * 250 // 64, 4_000_000)))
        seen = self.sql(work, self.cluster(), program, engine.logging(events))
        is_hit = os.path.isdir(mark) and engine.Events(events).has_lost(step)
        if not is_hit:
            print("no executor was lost during " + step)
        return is_hit and seen == work.expected

    def truncated(self, work):
        """Fails, says why, and publishes nothing."""
        short = self.work(work.seed, work.asked)
        short.logs = self.fresh("cut")
        workloads.cut(work.logs, short.logs)
        return self.sql(short, "local[2]") is None and "Unexpected end of input stream" in self.said

    def skewed(self, seed):
        work = self.work(seed, self.asked.lines, skewed=True)
        most = self.largest_group(work)
        if most < 60:
            print("the largest group has %d %% of the records" % most)
        return most >= 60 and self.session(work) == work.expected

    def largest_group(self, work):
        line = """"$A" prepare -q --no-totals --policy "$P" "$@" | awk -F '\t' '$3 < 3 { n[$1]++; all++ }
            END { for (group in n) if (n[group] > most) most = n[group]; print int(100 * most / all) }'"""
        return int(self.shell(line, work))

    def unguarded(self, work, program):
        """The same without what should have told of it: then it is published."""
        seen = self.session(work, program=program, is_guarded=False)
        return seen is not None and seen != "published though it failed"

    # What is run

    def work(self, seed, lines, **kind):
        return Work(self, seed, lines, kind)

    def fresh(self, name):
        path = "%s/%s" % (self.folder, name)
        shutil.rmtree(path, ignore_errors=True)
        return path

    def program(self, work, step, body):
        folder = self.fresh("failing")
        children.write(folder, self.real, workloads.policy(work.seed), step, body)
        return folder

    def cluster(self):
        if not self.master:
            self.master = self.engine.cluster()
        return self.master

    def shell(self, line, work):
        environment = dict(os.environ, A=self.real, P=work.program + "/abuse-scan.yaml")
        return subprocess.check_output(["bash", "-o", "pipefail", "-c", line, "sh"] + work.files(), env=environment)

    def sorted(self, work):
        line = '"$A" prepare -q --no-places --policy "$P" "$@" | LC_ALL=C sort | "$A" scan -q --input-format prepared --sorted --policy "$P"'
        return findings(self.shell(line, work).split(b"\n"))

    def named(self, work, program):
        """The variables of the SQL recipe, for outputs of its own."""
        program = program or work.program
        return {"program": program + "/abuse-scan", "policy": program + "/abuse-scan.yaml", "format": "combined", "logs": work.logs,
                "work": self.fresh("work"), "out": self.fresh("out")}

    def sql(self, work, master, program=None, options=None):
        """Runs the recipe with spark-sql, as people do."""
        script = "spark-sql.sql" if master.startswith("local") else "shared.sql"
        options = dict({"spark.sql.shuffle.partitions": 8}, **(options or {}))
        status, self.said = self.engine.sql("%s/%s" % (self.folder, script), master, self.named(work, program), options)
        return self.outcome(status == 0)

    def session(self, work, partitions=8, program=None, is_guarded=True):
        """Runs the statements of the recipe in a session that is there already."""
        with open(self.folder + "/spark-sql.sql") as file:
            text = file.read()
        if not is_guarded:
            text = re.sub(r"exitTimeoutInSeconds=\d+", "exitTimeoutInSeconds=1", text)
        for name, value in self.named(work, program).items():
            text = text.replace("${%s}" % name, value)
        text = "\n".join(line for line in text.split("\n") if not line.startswith("--"))
        statements = [statement.strip() for statement in text.split(";\n") if statement.strip()]
        if not is_guarded:
            statements = [statement for statement in statements if "assert_true" not in statement]
        options = {"spark.sql.shuffle.partitions": partitions, "spark.sql.adaptive.enabled": str(partitions == 8).lower()}
        return self.outcome(self.engine.run(statements, options=options) == "")

    def outcome(self, is_well):
        """What was published; nothing where the job failed, and then nothing may be there."""
        out = self.folder + "/out"
        if not is_well:
            return "published though it failed" if glob.glob(out + "/part-*") else None
        return published([out])

    def hadoop(self, work, program=None):
        """Runs the recipe with --hadoop's commands, or with what stands in for them."""
        bin, run = self.fresh("hadoop-bin"), self.fresh("hadoop")
        for name in ["mapred", "hadoop"]:
            os.makedirs(bin, exist_ok=True)
            os.symlink(engine.HERE + "/hadoop.py", "%s/%s" % (bin, name))
        os.mkdir(run)
        program = program or work.program
        found = os.path.join(run, "findings")
        environment = dict(os.environ, PATH="%s:%s" % (self.asked.hadoop or bin, os.environ["PATH"]), REDUCERS="4", FORMAT="combined",
                           PROGRAM=program + "/abuse-scan", POLICY=program + "/abuse-scan.yaml", LOGS=work.logs, WORK=run + "/work", OUT=found)
        status = subprocess.call(["sh", self.folder + "/hadoop.sh"], env=environment, cwd=run, stderr=subprocess.DEVNULL)
        if status != 0:
            return "published though it failed" if os.path.exists(found) else None
        with open(found, "rb") as file:
            return findings(file.read().split(b"\n"))

    # Streaming

    def stream(self, work, words):
        program = "%s/abuse-scan,%s/abuse-scan.yaml" % (work.program, work.program)
        arguments = ["--logs", work.logs, "--work", self.folder + "/stream", "--out", self.folder + "/streamed", "--format", "combined",
                     "--once", "--close", "--files-per-batch", "3", "--lateness", str(LATENESS)]
        status, self.said = self.engine.submit(["--files", program] + words + arguments, {"spark.sql.shuffle.partitions": 4})
        return status

    def streamed(self):
        return published(glob.glob(self.folder + "/streamed/*"))

    def streaming(self, work):
        self.fresh("stream"), self.fresh("streamed")
        status = self.stream(work, [self.folder + "/spark-streaming.py"])
        is_whole = self.has("stream/checkpoint/commits/5") and not self.has("stream/checkpoint/commits/6")
        return self.streamed() if status == 0 and is_whole and self.is_lean(work) else None

    def is_lean(self, work):
        """Whether the stream keeps no more than its last two batches, and of writes that were passed by only the last."""
        whole = self.shell('"$A" prepare -q --totals --policy "$P" "$@"', work).count(b"\tw\t")
        kept = sum(open(path, "rb").read().count(b"\tw\t") for path in glob.glob(self.folder + "/stream/batch=5/totals-5/part-*"))
        return self.has("stream/batch=4") and not self.has("stream/batch=3") and 0 < kept < whole / 2

    def streaming_killed(self, work):
        """Killed between the writes of a batch, before and after its findings are published, and at the end."""
        self.fresh("stream"), self.fresh("streamed")
        for step, moment, name, done, undone in [
            ("scan", "before", "batch=1", "stream/batch=1/records/_SUCCESS", "stream/batch=1/lines/_SUCCESS"),
            ("publish", "before", "batch=2", "stream/batch=2/lines/_SUCCESS", "streamed/batch=2/_SUCCESS"),
            ("publish", "after", "batch=4", "streamed/batch=4/_SUCCESS", "stream/checkpoint/commits/4"),
            ("publish", "before", "closed", "stream/closed/lines/_SUCCESS", "streamed/closed/_SUCCESS"),
        ]:
            words = [os.path.join(engine.HERE, "killed_stream.py"), self.folder + "/spark-streaming.py", step, moment, name]
            status = self.stream(work, words)
            if status == 0 or not self.has(done) or self.has(undone):
                print("not killed where it should be: %s %s of %s" % (moment, step, name))
                return False
        return self.stream(work, [self.folder + "/spark-streaming.py"]) == 0 and self.streamed() == work.expected

    def has(self, name):
        return os.path.exists("%s/%s" % (self.folder, name))

    def end(self):
        self.engine.end()
        if self.asked.keep:
            print("kept in " + self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


class Work:
    """Logs of a seed, with their policy and what one run finds in them; made when they are first asked for."""

    def __init__(self, suite, seed, lines, kind):
        self.suite, self.seed, self.asked, self.kind = suite, seed, lines, kind

    @functools.cached_property
    def logs(self):
        folder = self.suite.fresh("logs")
        self.lines = workloads.make(self.suite.asked.make_logs, folder, self.seed, self.asked, **self.kind)
        return folder

    @functools.cached_property
    def program(self):
        folder = self.suite.fresh("program")
        children.write(folder, self.suite.real, workloads.policy(self.seed), "nothing", "")
        shutil.copy(self.suite.real, folder + "/abuse-scan")
        return folder

    @functools.cached_property
    def expected(self):
        line = '"$A" scan -q --format ndjson --no-places --memory 8G --policy "$P" "$@"'
        found = findings(self.suite.shell(line, self).split(b"\n"))
        print("seed %d, %d lines in %d files, %d findings" % (self.seed, self.lines, len(self.files()), len(found)), flush=True)
        if not found:
            raise SystemExit("the logs hold nothing to find")
        return found

    def files(self):
        return sorted(glob.glob(self.logs + "/*.gz"))


def findings(lines):
    return sorted(line for line in lines if line.startswith(b"{") and not line.startswith(b'{"type":"summary"'))


def published(folders):
    lines = []
    for folder in folders:
        for path in glob.glob(folder + "/part-*"):
            with open(path, "rb") as file:
                lines += file.read().split(b"\n")
    return findings(lines)


if __name__ == "__main__":
    sys.exit(main())
