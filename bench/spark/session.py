"""Runs the statements of many jobs in one JVM, each job in a context of its own: a JSON object a line in, an answer a line out."""
import json
import sys

from pyspark.sql import SparkSession


def main():
    for line in sys.stdin:
        asked = json.loads(line)
        builder = SparkSession.builder.master(asked["master"]).appName("suite")
        for name, value in asked["options"].items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        print(json.dumps(run(session, asked["statements"])), flush=True)
        session.stop()


def run(session, statements):
    for statement in statements:
        try:
            session.sql(statement).collect()
        except Exception as error:
            return (str(error) or repr(error))[:100000]
    return ""


main()
