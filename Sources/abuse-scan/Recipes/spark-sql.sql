-- Judges access logs on a Spark cluster as abuse-scan does on one machine.
--
--   spark-sql -f spark-sql.sql \
--     --hivevar program=/opt/abuse-scan/abuse-scan --hivevar policy=/etc/abuse-scan.yaml --hivevar format=combined \
--     --hivevar logs=hdfs:///logs/2026-11-20 --hivevar work=hdfs:///tmp/abuse-scan --hivevar out=hdfs:///abuse/2026-11-20
--
-- program   a static binary called abuse-scan; policy a file called abuse-scan.yaml: both are sent to every machine.
-- format    that of all logs: a part of a log does not tell it. Formats with directives (w3c) cannot be cut.
-- work      a folder of the cluster's file system. Spark sends no folder of a local one; for one that all machines mount
--           take abuse-scan recipe spark-sql --shared-folder.
-- out       findings, a JSON object a line; written last, after no line was found lost.
--
-- Spark 4 needs --conf spark.sql.artifact.isolation.enabled=false, or children do not find the files that are added.

-- What a program says when it ends late must be heard too.
SET spark.sql.scriptTransformation.exitTimeoutInSeconds=86400;
-- A finding must not depend on how far a broken file could be read.
SET spark.sql.files.ignoreCorruptFiles=false;
SET spark.sql.files.ignoreMissingFiles=false;
SET spark.sql.ansi.enabled=false;

ADD FILE ${program};
ADD FILE ${policy};

CREATE OR REPLACE TEMPORARY VIEW logs USING text OPTIONS (path '${logs}', lineSep '\n');

-- Each line by itself becomes a record; each task adds what it counted, as records of group 0.
INSERT OVERWRITE DIRECTORY '${work}/records' USING parquet
SELECT TRANSFORM (value) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
  USING './abuse-scan prepare --quiet --no-places --policy ./abuse-scan.yaml --log-format ${format}'
  AS (rec STRING) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
FROM logs;

CREATE OR REPLACE TEMPORARY VIEW records USING parquet OPTIONS (path '${work}/records');

-- The sums over everything, which each task of the next step gets.
INSERT OVERWRITE DIRECTORY '${work}/totals' USING text
SELECT /*+ COALESCE(1) */ concat_ws('\t', part[0], part[1], part[2],
  sum(CAST(part[3] AS BIGINT)), sum(CAST(part[4] AS BIGINT)), sum(CAST(part[5] AS BIGINT)), sum(CAST(part[6] AS BIGINT)),
  coalesce(min(nullif(CAST(part[7] AS BIGINT), 0)), 0), max(CAST(part[8] AS BIGINT)))
FROM (SELECT split(rec, '\t') AS part FROM records WHERE rec LIKE '0000000000000000%')
GROUP BY part[0], part[1], part[2];

ADD FILE ${work}/totals;

-- Group by group. All that a finding depends on lies in one group, so it does not matter which task judges which.
INSERT OVERWRITE DIRECTORY '${work}/lines' USING text
SELECT TRANSFORM (rec) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
  USING './abuse-scan scan --quiet --input-format prepared --sorted --totals totals --policy ./abuse-scan.yaml'
  AS (line STRING) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\001'
FROM (
  SELECT rec FROM records WHERE rec NOT LIKE '0000000000000000%'
  DISTRIBUTE BY substr(rec, 1, 16) SORT BY rec);

CREATE OR REPLACE TEMPORARY VIEW lines USING text OPTIONS (path '${work}/lines', lineSep '\n');

-- Nothing may be lost between the logs and the findings: no line, no record, no finding.
SELECT assert_true(told.read = asked, concat('prepare read ', told.read, ' of ', asked, ' lines')),
  assert_true(told.made = kept, concat('prepare made ', told.made, ' records, of which ', kept, ' are there'))
FROM (SELECT coalesce(sum(CAST(part[3] AS BIGINT)), 0) AS read, coalesce(sum(CAST(part[6] AS BIGINT)), 0) AS made
    FROM (SELECT split(rec, '\t') AS part FROM records WHERE rec LIKE '0000000000000000%\tn\t%')) AS told,
  (SELECT count(*) AS asked FROM logs),
  (SELECT count(*) AS kept FROM records WHERE rec NOT LIKE '0000000000000000%');

SELECT assert_true(told.judged = made, concat('scan judged ', told.judged, ' of ', made, ' records')),
  assert_true(told.written = kept, concat('scan wrote ', told.written, ' findings, of which ', kept, ' are there')),
  assert_true(told.complete, 'some records could not be judged')
FROM (SELECT coalesce(sum(CAST(get_json_object(value, '$.records') AS BIGINT)), 0) AS judged,
    coalesce(sum(CAST(get_json_object(value, '$.written') AS BIGINT)), 0) AS written,
    coalesce(bool_and(get_json_object(value, '$.complete') = 'true'), true) AS complete
  FROM lines WHERE value LIKE '{"type":"summary"%') AS told,
  (SELECT count(*) AS made FROM records WHERE rec NOT LIKE '0000000000000000%'),
  (SELECT count(*) AS kept FROM lines WHERE value NOT LIKE '{"type":"summary"%');

INSERT OVERWRITE DIRECTORY '${out}' USING text
SELECT value FROM lines WHERE value NOT LIKE '{"type":"summary"%';
