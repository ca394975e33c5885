"""Judges access logs on a Spark cluster as they come, in micro-batches, as abuse-scan does on one machine.

    spark-submit --files /opt/abuse-scan/abuse-scan,/etc/abuse-scan.yaml spark-streaming.py \
        --logs hdfs:///logs/incoming --work hdfs:///abuse/work --out hdfs:///abuse/findings --format combined

Each batch writes its findings to OUT/batch=N and what it leaves open to WORK/batch=N, whole, from what the batch before it
left: a batch that is begun again writes the same. Nothing runs on the cluster but the program, a static binary.
--lateness is how long lines may come after later ones; what comes later still is counted as late and judges nobody.
--once reads what is there and ends; --close then also ends with the log, as if nothing more came.

WORK keeps what the last two batches left: open groups, lines that wait, and the sums of all minutes, which grow by some
kilobytes a day. A new WORK begins anew, and so does a new policy.
"""
import argparse
import datetime
import tempfile

from pyspark.sql import SparkSession

TOTALS = "0000000000000000"
CUT = r"ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'"


def arguments():
    parser = argparse.ArgumentParser()
    for name in ["logs", "work", "out", "format"]:
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--lateness", type=int, default=600, help="seconds")
    parser.add_argument("--every", default="5 minutes")
    parser.add_argument("--files-per-batch", type=int, default=1000)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--close", action="store_true")
    return parser.parse_args()


def main():
    asked = arguments()
    spark = SparkSession.builder.appName("abuse-scan").getOrCreate()
    spark.conf.set("spark.sql.scriptTransformation.exitTimeoutInSeconds", "86400")
    spark.conf.set("spark.sql.files.ignoreCorruptFiles", "false")
    spark.conf.set("spark.sql.files.ignoreMissingFiles", "false")
    spark.conf.set("spark.sql.ansi.enabled", "false")
    lines = (
        spark.readStream.option("lineSep", "\n").option("maxFilesPerTrigger", asked.files_per_batch).text(asked.logs)
    )
    writer = lines.writeStream.option("checkpointLocation", asked.work + "/checkpoint")
    writer = writer.trigger(availableNow=True) if asked.once else writer.trigger(processingTime=asked.every)
    writer.foreachBatch(lambda frame, number: judge(frame.sparkSession, asked, frame, number)).start().awaitTermination()
    if asked.close:
        close(spark, asked, last(spark, asked))


def judge(spark, asked, frame, number):
    """Judges one batch together with what the one before it left open."""
    here, before = "%s/batch=%d" % (asked.work, number), "%s/batch=%d" % (asked.work, number - 1)
    frame.createOrReplaceTempView("logs")
    spark.sql(
        "SELECT TRANSFORM (value) %s USING './abuse-scan prepare --quiet --no-places --policy ./abuse-scan.yaml "
        "--log-format %s' AS (rec STRING) %s FROM logs" % (CUT, asked.format, CUT)
    ).write.mode("overwrite").parquet(here + "/records")
    records = spark.read.parquet(here + "/records")
    records.createOrReplaceTempView("records")
    told = "SELECT sum(CAST(split(rec, '\\t')[%d] AS BIGINT)) FROM records WHERE rec LIKE '" + TOTALS + "%%\tn\t%%'"
    expect(frame.count(), value(spark, told % 3), "lines read")
    expect(value(spark, told % 6), records.where("rec NOT LIKE '%s%%'" % TOTALS).count(), "records there")
    passed = 0
    if number > 0:
        earlier = spark.read.text(totals_of(before, number - 1))
        passed = watermark(spark, asked, earlier)
        earlier.union(records.where("rec LIKE '%s%%'" % TOTALS)).createOrReplaceTempView("totals")
        carried = spark.read.text(before + "/lines", lineSep="\n").where("value NOT LIKE '{%'")
        records = records.union(carried.withColumnRenamed("value", "rec"))
    else:
        records.where("rec LIKE '%s%%'" % TOTALS).toDF("value").createOrReplaceTempView("totals")
    total(spark, passed).coalesce(1).write.mode("overwrite").text(totals_of(here, number))
    until = watermark(spark, asked, spark.read.text(totals_of(here, number)))
    scan(spark, records, here, str(number), "--emit-state --watermark " + moment(until))
    publish(spark, asked, here, "batch=%d" % number)
    remove(spark, "%s/batch=%d" % (asked.work, number - 2))


def total(spark, passed):
    """The sums over everything. When writes came that lie before all that will be judged no longer matters, but the last."""
    sums = ", ".join("sum(CAST(part[%d] AS BIGINT))" % field for field in range(3, 7))
    place = "CASE part[2] WHEN 'w' THEN lpad(greatest(CAST(part[1] AS BIGINT), %d), 20, '0')" % (passed // 1000 - 1)
    place += " WHEN 'r' THEN lpad(greatest(CAST(part[1] AS BIGINT), %d), 20, '0') ELSE part[1] END" % (passed - 1)
    return spark.sql(
        "SELECT concat_ws('\\t', part[0], place, part[2], %s, coalesce(min(nullif(CAST(part[7] AS BIGINT), 0)), 0), "
        "max(CAST(part[8] AS BIGINT))) AS value FROM (SELECT part, %s AS place FROM (SELECT split(value, '\\t') AS part FROM totals)) "
        "GROUP BY part[0], place, part[2]" % (sums, place)
    )


def watermark(spark, asked, totals):
    """What lies before it is judged: the last stamp of all, less the lateness."""
    totals.createOrReplaceTempView("known")
    newest = value(spark, "SELECT max(CAST(split(value, '\\t')[8] AS BIGINT)) FROM known WHERE value LIKE '%\tm\t%'")
    return max(0, newest - 1000 * asked.lateness)


def close(spark, asked, number):
    """Ends with the log, from what the last batch left open."""
    if number < 0:
        return
    before, here = "%s/batch=%d" % (asked.work, number), asked.work + "/closed"
    carried = spark.read.text(before + "/lines", lineSep="\n").where("value NOT LIKE '{%'")
    spark.read.text(totals_of(before, number)).coalesce(1).write.mode("overwrite").text(totals_of(here, "closed"))
    scan(spark, carried.withColumnRenamed("value", "rec"), here, "closed", "")
    publish(spark, asked, here, "closed")


def scan(spark, records, here, name, options):
    """Judges records group by group into HERE/lines."""
    records.where("rec NOT LIKE '%s%%'" % TOTALS).createOrReplaceTempView("all_records")
    send(spark, here, name)
    spark.sql(
        "SELECT TRANSFORM (rec) %s USING './abuse-scan scan --quiet --input-format prepared --sorted --totals totals-%s %s "
        "--policy ./abuse-scan.yaml' AS (line STRING) %s FROM (SELECT rec FROM all_records "
        "DISTRIBUTE BY substr(rec, 1, 16) SORT BY rec)" % (CUT, name, options, CUT)
    ).write.mode("overwrite").text(here + "/lines")
    spark.read.text(here + "/lines", lineSep="\n").createOrReplaceTempView("lines")
    made = value(spark, "SELECT count(*) FROM all_records WHERE substr(rec, 18, 20) <> '00000000000000000000'")
    kept = value(spark, "SELECT count(*) FROM lines WHERE value NOT LIKE '{\"type\":\"summary\"%'")
    summaries = "FROM lines WHERE value LIKE '{\"type\":\"summary\"%'"
    records, written = (
        value(spark, "SELECT sum(CAST(get_json_object(value, '$.%s') AS BIGINT)) " % field + summaries)
        for field in ["records", "written"]
    )
    expect(made, records, "records judged")
    expect(written, kept, "lines there")
    expect(0, value(spark, "SELECT count(*) %s AND value NOT LIKE '%%\"complete\":true}'" % summaries), "tasks incomplete")


def send(spark, here, name):
    """Sends the totals to every machine, as a file of its own name for each batch."""
    rows = spark.read.text(totals_of(here, name)).collect()
    folder = tempfile.mkdtemp()
    with open(folder + "/totals-" + name, "w") as file:
        file.writelines(row.value + "\n" for row in rows)
    spark.sparkContext.addFile(folder + "/totals-" + name)


def publish(spark, asked, here, name):
    """Copies the findings, once nothing was found lost."""
    lines = spark.read.text(here + "/lines", lineSep="\n")
    found = lines.where("value LIKE '{%' AND value NOT LIKE '{\"type\":\"summary\"%'")
    found.coalesce(1).write.mode("overwrite").text(asked.out + "/" + name)


def last(spark, asked):
    """The number of the last batch that was ended, also by an earlier run; -1 where there is none."""
    system, path = located(spark, asked.work + "/checkpoint/commits")
    if not system.exists(path):
        return -1
    names = [status.getPath().getName() for status in system.listStatus(path)]
    return max([int(name) for name in names if name.isdigit()], default=-1)


def remove(spark, folder):
    system, path = located(spark, folder)
    system.delete(path, True)


def located(spark, name):
    """A file system of the cluster, and a path in it."""
    path = spark.sparkContext._jvm.org.apache.hadoop.fs.Path(name)
    return path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()), path


def totals_of(here, name):
    return "%s/totals-%s" % (here, name)


def value(spark, query):
    return spark.sql(query).collect()[0][0] or 0


def expect(wanted, seen, what):
    if wanted != seen:
        raise RuntimeError("abuse-scan: %s of %s %s; nothing of this batch is published" % (seen, wanted, what))


def moment(milliseconds):
    instant = datetime.datetime.fromtimestamp(milliseconds // 1000, datetime.timezone.utc)
    return instant.strftime("%Y-%m-%dT%H:%M:%S") + ".%03dZ" % (milliseconds % 1000)


if __name__ == "__main__":
    main()
