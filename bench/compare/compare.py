#!/usr/bin/env python3
"""Runs abuse-scan beside what people use instead, on the same logs, and prints one table.

    pip install duckdb polars chdb        # apt-get install mawk perl goaccess lnav
    python3 bench/compare/compare.py --program .build/release/abuse-scan --rounds 5 LOG.gz ...

Runs are interleaved, one of each a round; figures are medians. Wall time and CPU are of the whole process tree, memory is
the largest resident set of one process of it. Whoever is not installed is left out and named.

Two rules can be written in every tool and are close to two of ours; the tools that do them must agree on the answer:

    repeats   per login and URL: answers 200 to GET beyond the first of each size
    clock     per login and URL: hours whose twelve five-minute counts n have N >= 24 and 4(12 S - N^2) <= 11 N,
              where 6 such hours are needed

GoAccess and lnav cannot say either; they are timed on what they do: reading the log into their own tables.
"""
import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

LINE = r'^\S+ \S+ (\S+) \[(\d\d)/(\w\w\w)/(\d{4}):(\d\d):(\d\d):(\d\d) [^\]]+\] "GET (\S+) [^"]*" (\d{3}) (\d+)'

DUCKDB = r"""
import duckdb, sys
files = sys.argv[1:]
db = duckdb.connect()
db.execute("set threads to 2")
db.execute('''create temp table t as
  with lines as (select regexp_extract(line, '^\S+ \S+ (\S+) \[([^ ]+) [^\]]+\] "GET (\S+) [^"]*" (\d{3}) (\d+)',
                        ['login', 'stamp', 'url', 'status', 'bytes']) r
                 from read_csv(?, delim='\x01', header=false, quote='', escape='', columns={'line': 'VARCHAR'}))
  select r.login login, r.url url, r.status status, r.bytes::bigint bytes,
         epoch(strptime(r.stamp, '%d/%b/%Y:%H:%M:%S'))::bigint - 137 as "second"
  from lines where r.login <> '' and r.login <> '-' ''', [files])
a = db.execute('''select sum(n) from (select count(*) - count(distinct bytes) n from t where status = '200'
  group by login, url)''').fetchone()[0]
b = db.execute('''select count(*) from (select login, url from (
    select login, url, hour, sum(n) total, sum(n * n) squares from (
      select login, url, "second" // 3600 as "hour", "second" // 300 as slot, count(*) n from t group by all) group by all)
  where total >= 24 and 4 * (12 * squares - total * total) <= 11 * total
  group by all having count(*) >= 6)''').fetchone()[0]
print(a, b)
"""

CHDB = r"""
import chdb, sys
from chdb import session
files = sys.argv[1:]
s = session.Session()
s.query("create database if not exists d engine = Atomic")
source = " union all ".join(f"select line from file('{f}', 'LineAsString', 'line String', 'gz')" for f in files)
s.query('''create table d.t engine = Memory as
  select g[1] login, g[3] url, g[4] status, toInt64(g[5]) bytes,
         toInt64(parseDateTime(g[2], '%d/%b/%Y:%H:%i:%S', 'UTC')) - 137 second
  from (select extractGroups(line, '^\\\\S+ \\\\S+ (\\\\S+) \\\\[([^ ]+) [^\\\\]]+\\\\] "GET (\\\\S+) [^"]*" (\\\\d{3}) (\\\\d+)') g
        from (''' + source + ''')) where length(g) = 5 and g[1] != '-' ''')
a = s.query('''select sum(n) from (select count() - uniqExact(bytes) n from d.t where status = '200' group by login, url)''')
b = s.query('''select count() from (select login, url from (
    select login, url, hour, sum(n) total, sum(n * n) squares from (
      select login, url, intDiv(second, 3600) hour, intDiv(second, 300) slot, count() n from d.t
      group by login, url, hour, slot) group by login, url, hour)
  where total >= 24 and 4 * (12 * squares - total * total) <= 11 * total
  group by login, url having count() >= 6)''')
print(str(a).strip(), str(b).strip())
"""

POLARS = r"""
import polars as pl, sys
frames = []
for f in sys.argv[1:]:
    lines = pl.read_csv(f, separator="\x01", has_header=False, new_columns=["line"], quote_char=None, infer_schema=False)
    g = lines.lazy().select(pl.col("line").str.extract_groups(
        r'^\S+ \S+ (?<login>\S+) \[(?<stamp>[^ ]+) [^\]]+\] "GET (?<url>\S+) [^"]*" (?<status>\d{3}) (?<bytes>\d+)')).unnest("line")
    frames.append(g.filter(pl.col("login").is_not_null() & (pl.col("login") != "-")).with_columns(
        pl.col("bytes").cast(pl.Int64),
        second=pl.col("stamp").str.to_datetime("%d/%b/%Y:%H:%M:%S").dt.epoch("s") - 137).drop("stamp").collect())
t = pl.concat(frames).lazy()
a = (t.filter(pl.col("status") == "200").group_by("login", "url")
     .agg((pl.len().cast(pl.Int64) - pl.col("bytes").n_unique().cast(pl.Int64)).alias("n"))
     .select(pl.col("n").sum()).collect().item())
n = (t.group_by("login", "url", hour=pl.col("second") // 3600, slot=pl.col("second") // 300).agg(pl.len().cast(pl.Int64).alias("n"))
     .group_by("login", "url", "hour").agg(total=pl.col("n").sum(), squares=(pl.col("n") * pl.col("n")).sum())
     .filter((pl.col("total") >= 24) & (4 * (12 * pl.col("squares") - pl.col("total") ** 2) <= 11 * pl.col("total")))
     .group_by("login", "url").agg(pl.len().alias("hours")).filter(pl.col("hours") >= 6).select(pl.len()).collect().item())
print(a, n)
"""

MAWK = r"""
BEGIN { split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", m, " "); for (i in m) month[m[i]] = i
        split("0 31 59 90 120 151 181 212 243 273 304 334", before, " ") }
$3 != "-" && $6 == "\"GET" {
  key = $3 " " $7
  if ($9 == "200") { n[key]++; if (!((key " " $10) in seen)) { seen[key " " $10]; distinct[key]++ } }
  day = substr($4, 2, 2); mon = month[substr($4, 5, 3)]; year = substr($4, 9, 4)
  leap = (mon > 2 && year % 4 == 0) ? 1 : 0
  days = (year - 1970) * 365 + int((year - 1969) / 4) + before[mon] + leap + day - 1
  second = days * 86400 + substr($4, 14, 2) * 3600 + substr($4, 17, 2) * 60 + substr($4, 20, 2) - 137
  slots[key " " int(second / 300)]++
}
END {
  for (key in n) a += n[key] - distinct[key]
  for (entry in slots) {
    split(entry, part, " "); hour = part[1] " " part[2] " " int(part[3] / 12)
    total[hour] += slots[entry]; squares[hour] += slots[entry] * slots[entry]
  }
  for (hour in total) if (total[hour] >= 24 && 4 * (12 * squares[hour] - total[hour] ^ 2) <= 11 * total[hour]) {
    split(hour, part, " "); regular[part[1] " " part[2]]++
  }
  for (key in regular) if (regular[key] >= 6) b++
  print a + 0, b + 0
}
"""

PERL = r"""
use Time::Local; my %day;
while (<STDIN>) {
  next unless /^\S+ \S+ (\S+) \[(\d\d)\/(\w\w\w)\/(\d{4}):(\d\d):(\d\d):(\d\d) [^\]]+\] "GET (\S+) [^"]*" (\d{3}) (\d+)/;
  next if $1 eq "-";
  my $key = "$1 $8";
  if ($9 eq "200") { $n{$key}++; $distinct{$key}++ unless $seen{"$key $10"}++; }
  my $start = $day{"$2$3$4"} //= timegm(0, 0, 0, $2, index("JanFebMarAprMayJunJulAugSepOctNovDec", $3) / 3, $4);
  my $second = $start + $5 * 3600 + $6 * 60 + $7 - 137;
  $slots{"$key " . int($second / 300)}++;
}
$a += $n{$_} - $distinct{$_} for keys %n;
for (keys %slots) { my ($u, $r, $s) = split / /; my $h = "$u $r " . int($s / 12); $total{$h} += $slots{$_}; $squares{$h} += $slots{$_} ** 2; }
for (keys %total) { next if $total{$_} < 24 or 4 * (12 * $squares{$_} - $total{$_} ** 2) > 11 * $total{$_}; my ($u, $r) = split / /; $regular{"$u $r"}++; }
$b = grep { $_ >= 6 } values %regular;
print $a + 0, " ", $b + 0, "\n";
"""


def commands(files, programs, folder):
    """Name, command, and whether its answer must agree with the others'; `programs` are paths of abuse-scan by name."""
    quoted = " ".join(f"'{f}'" for f in files)
    scripts = {}
    for name, text in (("duckdb", DUCKDB), ("chdb", CHDB), ("polars", POLARS)):
        scripts[name] = os.path.join(folder, "with_" + name + ".py")
        with open(scripts[name], "w", encoding="utf-8") as out:
            out.write(text)
    for name, text in (("mawk", MAWK), ("perl", PERL)):
        scripts[name] = os.path.join(folder, name + ".txt")
        with open(scripts[name], "w", encoding="utf-8") as out:
            out.write(text)
    yield "gzip -dc", ["sh", "-c", f"gzip -dc {quoted} >/dev/null"], False
    for name, program in programs.items():
        for threads in (1, 2):
            yield f"{name}, {threads} thread{'s' * (threads > 1)}", [
                program, "-q", "--format", "ndjson", "--threads", str(threads), "--policy", "-o", os.devnull] + files, False
    for name in ("duckdb", "chdb", "polars"):
        if subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0:
            yield name, [sys.executable, scripts[name]] + files, True
    if shutil.which("mawk"):
        yield "zcat | mawk", ["sh", "-c", f"gzip -dc {quoted} | mawk -f {scripts['mawk']}"], True
    if shutil.which("perl"):
        yield "zcat | perl", ["sh", "-c", f"gzip -dc {quoted} | perl {scripts['perl']}"], True
    if shutil.which("goaccess"):
        yield "zcat | goaccess", ["sh", "-c", f"gzip -dc {quoted} | goaccess - --log-format=COMBINED -o {folder}/g.json"], False
    if shutil.which("lnav"):
        yield "lnav", ["lnav", "-n", "-c", ";select count(*) from access_log"] + files, False


def measure(command):
    before = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    out, _ = process.communicate()
    wall = time.monotonic() - before
    return wall, out.strip(), process.returncode


def run(command):
    """Wall, CPU, resident megabytes and output, measured in a child of its own so that its children are all."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        wall, out, status = measure(command)
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        answer = json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out[-200:], status])
        os.write(writer, answer.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = json.loads(pipe.read())
    os.waitpid(child, 0)
    return answer


def compare(files, programs, rounds, only=None):
    """Medians of wall seconds, CPU seconds and megabytes by tool, and what those that must agree have answered.

    Runs are interleaved, one of each a round. Ends the program where a tool fails or tools do not agree.
    """
    results, answers = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        tools = list(commands(sorted(os.path.abspath(f) for f in files), programs, folder))
        policy = os.path.join(folder, "policy.yaml")
        with open(policy, "w", encoding="utf-8") as out:
            out.write("profile: vitec-hub\n")
        for _, command, _ in tools:
            if "--policy" in command:
                command.insert(command.index("--policy") + 1, policy)
        tools = [tool for tool in tools if not only or tool[0] in only]
        for number in range(rounds):
            for name, command, agrees in tools:
                wall, cpu, memory, out, status = run(command)
                print(f"round {number + 1}: {name}: {wall:.2f} s", file=sys.stderr)
                if status not in (0, 3):
                    sys.exit(f"{name} ended with status {status}: {' '.join(command)[:300]}")
                results.setdefault(name, []).append((wall, cpu, memory))
                if agrees:
                    answers[name] = out.split("\n")[-1]
    if len(set(answers.values())) > 1:
        sys.exit(f"the tools do not agree: {answers}")
    medians = {name: tuple(statistics.median(column) for column in zip(*rows)) for name, rows in results.items()}
    return medians, answers


def table(medians, answers):
    """The medians as a table in Markdown."""
    base = medians.get("gzip -dc", (1, 1, 1))
    lines = [f"| {'tool':<30} | wall s | of gzip | CPU s | of gzip | peak MB |", "|---|---:|---:|---:|---:|---:|"]
    for name, (wall, cpu, memory) in medians.items():
        lines.append(f"| {name:<30} | {wall:6.2f} | {wall / base[0]:6.2f} | {cpu:6.2f} | {cpu / base[1]:6.2f} | {memory:6.0f} |")
    if answers:
        lines.append(f"\nrepeats and clocks, agreed by {', '.join(answers)}: {next(iter(answers.values()))}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--program", default=".build/release/abuse-scan")
    parser.add_argument("--isal", help="the same program, built with the trait ISAL")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="names to run, with commas between them: `gzip -dc,duckdb`")
    options = parser.parse_args()
    programs = {"abuse-scan": os.path.abspath(options.program)}
    if options.isal:
        programs["abuse-scan (ISA-L)"] = os.path.abspath(options.isal)
    print(table(*compare(options.files, programs, options.rounds, options.only and re.split(r",(?! [12] thread)", options.only))))


if __name__ == "__main__":
    main()
