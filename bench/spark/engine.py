"""Spark as the suite uses it: installing it, jobs, a session for many jobs, and a cluster of its own."""
import glob
import json
import os
import signal
import subprocess
import sys
import threading
import time

SPARK = "3.5.9"
HERE = os.path.dirname(os.path.abspath(__file__))
# Jobs of seconds are over before the second compiler of the JVM has paid.
QUICK = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"


class Engine:
    def __init__(self, venv, folder, is_quick, version=SPARK):
        self.folder, self.running, self.resident = folder, [], None
        self.python = os.path.join(venv, "bin", "python")
        self.install(venv, version)
        self.home = self.ask("import pyspark, os; print(os.path.dirname(pyspark.__file__))")
        self.version = self.ask("import pyspark; print(pyspark.__version__)")
        self.environment = dict(os.environ, SPARK_HOME=self.home, PYSPARK_PYTHON=self.python, SPARK_LOCAL_IP="127.0.0.1",
                                SPARK_LOCAL_DIRS=folder + "/spark", SPARK_NO_DAEMONIZE="1")
        # Only Spark 4 knows the last of them, and needs it.
        self.options = {"spark.sql.catalogImplementation": "in-memory", "spark.ui.enabled": "false",
                        "spark.sql.warehouse.dir": folder + "/warehouse", "spark.sql.artifact.isolation.enabled": "false"}
        if is_quick:
            self.environment.update(SPARK_SUBMIT_OPTS=QUICK, SPARK_DAEMON_JAVA_OPTS=QUICK)
            self.options["spark.executor.extraJavaOptions"] = QUICK

    def install(self, venv, version):
        if not os.path.exists(self.python) and subprocess.call([sys.executable, "-m", "venv", venv]) != 0:
            raise SystemExit("no Python environment can be made in %s; install python3-venv" % venv)
        if subprocess.call([self.python, "-c", "import pyspark"], stderr=subprocess.DEVNULL) == 0:
            return
        command = [self.python, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--timeout", "30", "--retries", "3",
                   "pyspark==" + version]
        if subprocess.call(command) != 0:
            raise SystemExit("pyspark %s could not be installed with pip; without network give --venv with a folder that has it"
                             % version)

    def ask(self, code):
        return subprocess.check_output([self.python, "-c", code], text=True).strip()

    # Processes, each with all that it starts in a group of its own

    def start(self, command, log, **more):
        file = open(log, "ab")
        process = subprocess.Popen(command, env=self.environment, cwd=self.folder, start_new_session=True,
                                   **dict({"stdout": file, "stderr": file, "stdin": subprocess.DEVNULL}, **more))
        file.close()
        self.running.append(process)
        return process

    def stop(self, process):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        self.running.remove(process)

    def end(self):
        for process in list(self.running):
            self.stop(process)

    # Jobs by the programs that people use

    def sql(self, script, master, settings, options=None):
        """Runs a script with spark-sql; its status and what it said."""
        command = [self.home + "/bin/spark-sql", "--master", master] + self.settings(options) + ["-f", script]
        for name, value in settings.items():
            command += ["--hivevar", "%s=%s" % (name, value)]
        return self.job(command)

    def submit(self, arguments, options=None):
        return self.job([self.home + "/bin/spark-submit", "--master", "local[2]"] + self.settings(options) + arguments)

    def settings(self, options):
        pairs = dict(self.options, **(options or {}))
        return [word for name, value in pairs.items() for word in ["--conf", "%s=%s" % (name, value)]]

    def job(self, command):
        log = self.folder + "/job.log"
        if os.path.exists(log):
            os.remove(log)
        process = self.start(command, log)
        status = process.wait()
        self.stop(process)
        with open(log, errors="replace") as file:
            return status, file.read()

    # Jobs one after the other in one JVM, each in a context of its own

    def run(self, statements, master="local[2]", options=None):
        """Runs statements; nothing, or why they failed."""
        if not self.resident:
            self.resident = self.start([self.python, HERE + "/session.py"], self.folder + "/session.log", text=True, bufsize=1,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        asked = {"master": master, "options": dict(self.options, **(options or {})), "statements": statements}
        self.resident.stdin.write(json.dumps(asked) + "\n")
        answer = self.resident.stdout.readline()
        if not answer:
            raise SystemExit("the Spark session ended; see session.log of --keep")
        return json.loads(answer)

    # A cluster

    def cluster(self, workers=2):
        """Starts a master and workers of one core; its address. Ports are those that are free."""
        run = self.home + "/bin/spark-class"
        master = self.server([run, "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"],
                             "master", "Starting Spark master at ")
        for number in range(workers):
            self.server([run, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "2g",
                         "--webui-port", "0", "--work-dir", "%s/worker-%d" % (self.folder, number), master],
                        "worker-%d" % number, "Successfully registered with master ")
        return master

    def server(self, command, name, word):
        """Starts a server; what it says behind a word once it is ready."""
        log = "%s/%s.log" % (self.folder, name)
        process = self.start(command, log)
        while True:
            with open(log, errors="replace") as file:
                for line in file:
                    if word in line and line.endswith("\n"):
                        return line.split(word)[1].strip()
            if process.poll() is not None:
                raise SystemExit("the %s of the cluster ended; see %s of --keep" % (name, log))
            time.sleep(0.1)


def logging(folder):
    """The settings of a job that writes its log of events."""
    return {"spark.eventLog.enabled": "true", "spark.eventLog.dir": "file:" + folder, "spark.eventLog.compress": "false",
            "spark.eventLog.rolling.enabled": "false"}


class Events:
    """What Spark's own log of events says about the tasks of the jobs that it ran last."""

    def __init__(self, folder):
        self.plans, self.of_stage, self.lost, self.shuffled = {}, {}, [], 0
        for path in glob.glob(folder + "/*"):
            with open(path) as file:
                for line in file:
                    self.take(json.loads(line))

    def take(self, event):
        kind = event["Event"].split(".")[-1]
        if kind == "SparkListenerSQLExecutionStart":
            self.plans[str(event["executionId"])] = event["physicalPlanDescription"]
        elif kind == "SparkListenerJobStart":
            execution = event.get("Properties", {}).get("spark.sql.execution.id")
            self.of_stage.update((stage, execution) for stage in event["Stage IDs"])
        elif kind == "SparkListenerTaskEnd":
            metrics = event.get("Task Metrics") or {}
            self.shuffled += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
            if event["Task End Reason"]["Reason"] == "ExecutorLostFailure":
                self.lost.append(event["Stage ID"])

    def has_lost(self, step):
        """Whether tasks that run a step of the program were lost with their executor."""
        return any("abuse-scan %s " % step in self.plans.get(self.of_stage.get(stage), "") for stage in self.lost)
