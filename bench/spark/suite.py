#!/usr/bin/env python3
"""Runs the Spark recipes on a real Spark and compares them with one run of the program.

    bench/spark/suite.py --program .build/release/abuse-scan --make-logs bench/.build/release/make-logs [--lines 60000] [--seeds 1]

Needs Java 17 and Python 3; pyspark is installed into a folder of its own (--venv) with pip install. Each case prints one line;
the status is 1 where one failed.
"""
import argparse
import glob
import gzip
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

SPARK = "3.5.9"
POLICY = "profile: vitec-hub\ncapacity: {workers: 4, max_rps: 40}\n"


def main():
    suite = Suite(arguments())
    try:
        suite.run()
    finally:
        suite.end()
    print("%d of %d cases failed" % (len(suite.failed), suite.cases))
    return 1 if suite.failed else 0


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--make-logs", required=True)
    parser.add_argument("--venv", default="/tmp/abuse-scan-spark")
    parser.add_argument("--lines", type=int, default=60000)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--only", default="", help="cases whose names hold it")
    parser.add_argument("--keep", action="store_true", help="leaves logs and outputs where they are")
    return parser.parse_args()


class Suite:
    def __init__(self, asked):
        self.asked, self.cases, self.failed, self.servers = asked, 0, [], []
        self.folder = tempfile.mkdtemp(prefix="abuse-scan-spark-")
        self.python = os.path.join(asked.venv, "bin", "python")
        if not os.path.exists(self.python):
            subprocess.check_call([sys.executable, "-m", "venv", asked.venv])
        if subprocess.call([self.python, "-c", "import pyspark"], stderr=subprocess.DEVNULL) != 0:
            subprocess.check_call([self.python, "-m", "pip", "install", "-q", "pyspark==" + SPARK])
        home = subprocess.check_output([self.python, "-c", "import pyspark,os;print(os.path.dirname(pyspark.__file__))"], text=True)
        self.home = home.strip()
        self.environment = dict(os.environ, SPARK_HOME=self.home, PYSPARK_PYTHON=self.python, SPARK_LOCAL_IP="127.0.0.1")
        self.bin = os.path.join(self.folder, "bin")
        os.mkdir(self.bin)
        shutil.copy(asked.program, self.bin + "/abuse-scan")
        with open(self.bin + "/abuse-scan.yaml", "w") as file:
            file.write(POLICY)
        for name, options in [("spark-sql.sql", ["spark-sql"]), ("spark-streaming.py", ["spark-streaming"]),
                              ("shared.sql", ["spark-sql", "--shared-folder"])]:
            with open("%s/%s" % (self.folder, name), "wb") as file:
                subprocess.check_call([asked.program, "recipe"] + options, stdout=file)

    def run(self):
        for seed in self.asked.seeds.split(","):
            self.logs = self.make(seed, skewed=False)
            expected = self.plain(self.logs)
            self.case("seed %s: prepare, sort, scan" % seed, lambda: self.sorted(self.logs) == expected)
            self.case("seed %s: Spark SQL, local[2]" % seed, lambda: self.sql("local[2]") == expected)
        self.case("one partition", lambda: self.sql("local[2]", partitions=1) == expected)
        self.case("64 partitions", lambda: self.sql("local[2]", partitions=64) == expected)
        self.case("streaming in micro-batches", lambda: self.streaming() == expected)
        self.case("streaming, killed and begun again", lambda: self.streaming(kills=True) == expected)
        master = self.cluster()
        self.case("Spark SQL, standalone with two workers", lambda: self.sql(master) == expected)
        self.case("an executor killed on the way", lambda: self.sql(master, killing=True) == expected)
        self.faults()
        skewed = self.make(self.asked.seeds.split(",")[0], skewed=True)
        self.logs = skewed
        self.case("one group with 60 % of the lines", lambda: self.sql("local[2]") == self.plain(skewed))

    def faults(self):
        whole = self.logs
        self.logs = self.folder + "/cut"
        os.mkdir(self.logs)
        for number, path in enumerate(sorted(glob.glob(whole + "/*.gz"))):
            with open(path, "rb") as file:
                data = file.read()
            with open("%s/%d.log.gz" % (self.logs, number), "wb") as file:
                file.write(data[: len(data) // 2] if number == 3 else data)
        self.case("a truncated input fails the job", lambda: self.sql("local[2]") is None)
        self.logs = whole
        good = self.bin + "/abuse-scan"
        os.rename(good, self.bin + "/real")
        for what, step, script in [
            ("scan ends with 3", "scan", "cat > /dev/null; exit 3"),
            ("scan is killed", "scan", "head -c 1000 > /dev/null; kill -9 $$"),
            ("scan does not read its input", "scan", "exit 0"),
            ("scan reads a part and ends well", "scan", "head -n 100 | %s/real \"$@\""),
            ("scan gets unsorted input", "scan", "tac | %s/real \"$@\""),
            ("prepare ends with 3", "prepare", "cat > /dev/null; exit 3"),
            ("prepare is killed", "prepare", "head -c 1000 > /dev/null; kill -9 $$"),
            ("prepare reads a part and ends well", "prepare", "head -n 100 | %s/real \"$@\"; cat > /dev/null"),
        ]:
            if "%s" in script:
                script = script % self.bin
            with open(good, "w") as file:
                file.write("#!/bin/sh\nif [ $1 = %s ]; then\n%s\nelse\nexec %s/real \"$@\"\nfi\n" % (step, script, self.bin))
            os.chmod(good, 0o755)
            self.case(what + ": the job fails", lambda: self.sql("local[2]") is None)
        os.remove(good)
        with open(good, "w") as file:
            file.write("#!/no/such/program\n")
        os.chmod(good, 0o755)
        self.case("a missing program fails the job", lambda: self.sql("local[2]") is None)
        os.rename(self.bin + "/real", good)

    def case(self, name, holds):
        if self.asked.only and self.asked.only not in name:
            return
        self.cases += 1
        began = time.time()
        good = holds()
        if not good:
            self.failed.append(name)
        print("%-48s %-6s %5.1f s" % (name, "ok" if good else "FAILED", time.time() - began), flush=True)

    # What is run

    def make(self, seed, skewed):
        folder = "%s/logs-%s-%s" % (self.folder, seed, skewed)
        made = folder + "-made"
        for number, layout in enumerate(["rotated", "interleaved"]):
            subprocess.check_call(
                [self.asked.make_logs, "--lines", str(self.asked.lines // 2), "--seed", "%s%d" % (seed, number), "--layout", layout,
                 "--into", "%s/%s" % (made, layout)], stdout=subprocess.DEVNULL)
        os.mkdir(folder)
        for number, path in enumerate(sorted(glob.glob(made + "/*/*.gz"))):
            target = "%s/%02d.log.gz" % (folder, number)
            shutil.move(path, target)
            if skewed:
                self.skew(target)
            # The stream takes files by their age.
            os.utime(target, (1700000000 + 60 * number,) * 2)
        return folder

    def skew(self, path):
        with gzip.open(path, "rb") as file:
            lines = file.read().split(b"\n")
        for number in range(0, len(lines) * 6 // 10):
            place = lines[number].find(b'" ')
            start = lines[number].find(b" /")
            end = lines[number].find(b"/", start + 2)
            if 0 < start < end < place:
                lines[number] = lines[number][:start] + b" /SKEWED" + lines[number][end:]
        with gzip.open(path, "wb", 1) as file:
            file.write(b"\n".join(lines))

    def files(self):
        return sorted(glob.glob(self.logs + "/*.gz"))

    def plain(self, logs):
        out = subprocess.check_output(
            [self.asked.program, "scan", "-q", "--format", "ndjson", "--no-places", "--lateness", "30d", "--policy", self.bin + "/abuse-scan.yaml"]
            + sorted(glob.glob(logs + "/*.gz")))
        found = self.findings(out.split(b"\n"))
        if not found:
            raise SystemExit("the logs hold nothing to find")
        return found

    def findings(self, lines):
        return sorted(line for line in lines if line.startswith(b"{") and not line.startswith(b'{"type":"summary"'))

    def sorted(self, logs):
        line = '"$A" prepare -q --no-places --policy "$P" "$@" | LC_ALL=C sort | "$A" scan -q --input-format prepared --sorted --policy "$P"'
        environment = dict(os.environ, A=self.asked.program, P=self.bin + "/abuse-scan.yaml")
        out = subprocess.check_output(["bash", "-o", "pipefail", "-c", line, "sh"] + self.files(), env=environment)
        return self.findings(out.split(b"\n"))

    def sql(self, master, partitions=8, killing=False):
        work, out = self.folder + "/work", self.folder + "/out"
        for folder in [work, out]:
            shutil.rmtree(folder, ignore_errors=True)
        command = [self.home + "/bin/spark-sql", "--master", master, "--conf", "spark.sql.catalogImplementation=in-memory",
                   "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=%d" % partitions,
                   "--conf", "spark.sql.adaptive.enabled=%s" % ("false" if partitions > 8 else "true"),
                   "-f", self.folder + ("/spark-sql.sql" if master.startswith("local") else "/shared.sql")]
        for name, value in [("program", self.bin + "/abuse-scan"), ("policy", self.bin + "/abuse-scan.yaml"), ("format", "combined"),
                            ("logs", self.logs), ("work", work), ("out", out)]:
            command += ["--hivevar", "%s=%s" % (name, value)]
        status = self.job(command, killing)
        if status != 0:
            # A job that failed must not have published anything.
            return None if not glob.glob(out + "/part-*") else "published"
        return self.published([out])

    def streaming(self, kills=False):
        work, out = self.folder + "/swork", self.folder + "/sout"
        for folder in [work, out]:
            shutil.rmtree(folder, ignore_errors=True)
        command = [self.home + "/bin/spark-submit", "--master", "local[2]", "--conf", "spark.sql.catalogImplementation=in-memory",
                   "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=4",
                   "--files", "%s/abuse-scan,%s/abuse-scan.yaml" % (self.bin, self.bin), self.folder + "/spark-streaming.py",
                   "--logs", self.logs, "--work", work, "--out", out, "--format", "combined", "--once", "--close",
                   "--files-per-batch", "3", "--lateness", str(30 * 86400)]
        if kills:
            # Once between the writes of a batch, then anew.
            self.job(command, lambda: len(glob.glob(work + "/batch=1/records/_SUCCESS")) > 0)
        return self.published(glob.glob(out + "/*")) if self.job(command) == 0 else None

    def published(self, folders):
        lines = []
        for folder in folders:
            for path in glob.glob(folder + "/part-*"):
                with open(path, "rb") as file:
                    lines += file.read().split(b"\n")
        return self.findings(lines)

    def job(self, command, killing=None):
        log = open(self.folder + "/job.log", "wb")
        process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.folder, start_new_session=True)
        if callable(killing):
            while process.poll() is None and not killing():
                time.sleep(0.05)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        elif killing:
            threading.Thread(target=self.kill_executors, args=(process,), daemon=True).start()
        return process.wait()

    def kill_executors(self, process):
        """Kills an executor while the first and while the last step runs."""
        for step in ["prepare", "scan"]:
            while process.poll() is None:
                running = subprocess.run(["pgrep", "-f", "abuse-scan " + step], capture_output=True, text=True).stdout.split()
                if running:
                    found = subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend"], capture_output=True, text=True).stdout.split()
                    if found:
                        os.kill(int(found[0]), signal.SIGKILL)
                        break
                time.sleep(0.05)

    def cluster(self):
        master = "spark://127.0.0.1:7177"
        run = self.home + "/bin/spark-class"
        self.serve([run, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "7177", "--webui-port", "0"])
        time.sleep(6)
        for number in range(2):
            self.serve([run, "org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1g", "--webui-port", "0",
                        "--work-dir", "%s/worker-%d" % (self.folder, number), master])
        time.sleep(6)
        return master

    def serve(self, command):
        log = open(self.folder + "/servers.log", "ab")
        self.servers.append(
            subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.folder, start_new_session=True))

    def end(self):
        for server in self.servers:
            os.killpg(server.pid, signal.SIGKILL)
        if self.asked.keep:
            print("kept in " + self.folder)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
