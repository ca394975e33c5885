#!/bin/sh
# Judges access logs with Hadoop streaming as abuse-scan does on one machine: two jobs, records and then findings.
#
#   PROGRAM=/opt/abuse-scan/abuse-scan POLICY=/etc/abuse-scan.yaml FORMAT=combined \
#   LOGS=hdfs:///logs/2026-11-20 WORK=hdfs:///tmp/abuse-scan OUT=hdfs:///abuse/2026-11-20 sh hadoop.sh
#
# PROGRAM is a static binary called abuse-scan, POLICY a file called abuse-scan.yaml. FORMAT is that of all logs.
# The shuffle brings records into order: the whole record is the key, the group its first 16 characters.
set -eu
: "${PROGRAM:?}" "${POLICY:?}" "${FORMAT:?}" "${LOGS:?}" "${WORK:?}" "${OUT:?}"
REDUCERS=${REDUCERS:-64}
group=0000000000000000

# 1. Records, with what each task counted.
mapred streaming -D mapreduce.job.reduces=0 -D stream.map.output.field.separator='\001' \
  -files "$PROGRAM,$POLICY" -input "$LOGS" -output "$WORK/records" \
  -mapper "./abuse-scan prepare --quiet --no-places --policy ./abuse-scan.yaml --log-format $FORMAT"

# 2. What was counted, in one file; a scan adds it up.
hadoop fs -cat "$WORK/records/part-*" | grep "^$group" | sed 's/[[:space:]]*$//' > totals.tsv

# 3. Group by group.
mapred streaming -D mapreduce.job.reduces="$REDUCERS" \
  -D stream.num.map.output.key.fields=22 -D mapreduce.map.output.key.field.separator='	' \
  -D mapreduce.partition.keypartitioner.options=-k1,1 \
  -files "$PROGRAM,$POLICY,totals.tsv" -input "$WORK/records" -output "$WORK/lines" \
  -partitioner org.apache.hadoop.mapred.lib.KeyFieldBasedPartitioner \
  -mapper "sed /^$group/d" \
  -reducer "./abuse-scan scan --quiet --input-format prepared --sorted --totals totals.tsv --policy ./abuse-scan.yaml"

# 4. Nothing may be lost on the way.
made=$(hadoop fs -cat "$WORK/records/part-*" | grep -vc "^$group" || true)
judged=$(hadoop fs -cat "$WORK/lines/part-*" | sed -n 's/^{"type":"summary","records":\([0-9]*\),.*"complete":true}.*/\1/p' |
  awk '{ sum += $1 } END { print sum + 0 }')
if [ "$made" != "$judged" ]; then
  echo "abuse-scan: $judged of $made records were judged; nothing is published" >&2
  exit 1
fi
hadoop fs -cat "$WORK/lines/part-*" | grep -v '^{"type":"summary"' | hadoop fs -put -f - "$OUT"
