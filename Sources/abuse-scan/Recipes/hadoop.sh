#!/bin/sh
# Judges access logs with Hadoop streaming as abuse-scan does on one machine: three jobs, records, their totals, and findings.
#
#   PROGRAM=/opt/abuse-scan/abuse-scan POLICY=/etc/abuse-scan.yaml FORMAT=combined \
#   LOGS=hdfs:///logs/2026-11-20 WORK=hdfs:///tmp/abuse-scan OUT=hdfs:///abuse/2026-11-20 sh hadoop.sh
#
# PROGRAM is a static binary called abuse-scan, POLICY a file called abuse-scan.yaml. FORMAT is that of all logs.
# WORK must not be there yet, and is left for looking at; OUT is a file. The jobs' logs and the totals lie in the folder that
# the script is run in. The shuffle brings records into order: the whole record is the key, the group its first 16 characters.
set -eu
: "${PROGRAM:?}" "${POLICY:?}" "${FORMAT:?}" "${LOGS:?}" "${WORK:?}" "${OUT:?}"
REDUCERS=${REDUCERS:-64}
group=0000000000000000
# Lines end with a line feed alone.
feed='
'

job() {
  name=$1
  shift
  mapred streaming "$@" > "$name.log" 2>&1 || { cat "$name.log" >&2; echo "abuse-scan: the job of $name failed" >&2; exit 1; }
}

counted() { sed -n "s/.*$2=\([0-9][0-9]*\).*/\1/p" "$1.log" | tail -n 1; }

same() {
  [ "$1" = "$2" ] && return
  echo "abuse-scan: ${2:-?} of ${1:-?} $3; nothing is published" >&2
  exit 1
}

# 1. Records, with what each task counted.
job records -D mapreduce.job.reduces=0 -D "textinputformat.record.delimiter=$feed" \
  -D mapreduce.map.speculative=false -D stream.map.output.field.separator='\001' \
  -files "$PROGRAM,$POLICY" -input "$LOGS" -output "$WORK/records" \
  -mapper "./abuse-scan prepare --quiet --no-places --policy ./abuse-scan.yaml --log-format $FORMAT"

# 2. What was counted; a scan adds it up.
job totals -D mapreduce.job.reduces=0 -D stream.map.output.field.separator='\001' \
  -input "$WORK/records" -output "$WORK/totals" -mapper "sed -n /^$group/p"
hadoop fs -cat "$WORK/totals/part-*" | sed 's/[[:space:]]*$//' > totals.tsv
read=$(awk -F '\t' '$3 == "n" { sum += $4 } END { printf "%.0f", sum }' totals.tsv)
made=$(awk -F '\t' '$3 == "n" { sum += $7 } END { printf "%.0f", sum }' totals.tsv)
same "$(counted records 'Map input records')" "$read" "lines were read"

# 3. Group by group.
job findings -D mapreduce.job.reduces="$REDUCERS" \
  -D stream.num.map.output.key.fields=22 -D mapreduce.map.output.key.field.separator='	' \
  -D mapreduce.partition.keypartitioner.options=-k1,1 \
  -files "$PROGRAM,$POLICY,totals.tsv" -input "$WORK/records" -output "$WORK/lines" \
  -partitioner org.apache.hadoop.mapred.lib.KeyFieldBasedPartitioner \
  -mapper "sed /^$group/d" \
  -reducer "./abuse-scan scan --quiet --input-format prepared --sorted --totals totals.tsv --policy ./abuse-scan.yaml"
hadoop fs -cat "$WORK/lines/part-*" | sed 's/[[:space:]]*$//' > lines.ndjson

# 4. Nothing may be lost on the way.
same "$made" "$(counted findings 'Map output records')" "records are there"
sum() { sed -n "s/^{\"type\":\"summary\",.*\"$1\":\([0-9]*\),.*/\1/p" lines.ndjson | awk '{ sum += $1 } END { printf "%.0f", sum }'; }
same "$made" "$(sum records)" "records were judged"
sed '/^{"type":"summary"/d' lines.ndjson > findings.ndjson
same "$(sum written)" "$(wc -l < findings.ndjson | tr -d ' ')" "findings are there"
same 0 "$(grep -c '^{"type":"summary".*"complete":false' lines.ndjson || true)" "tasks were incomplete"
hadoop fs -put -f findings.ndjson "$OUT"
