#!/usr/bin/env python3
"""Stands in for `mapred` and `hadoop` where there is no Hadoop: what streaming promises to a script, with the local file system.

A mapper for each file, lines handed to it as bytes; its output split into key and value; with reducers partitions by the first
field of the key, each sorted by the bytes of the key; a child that does not end with 0 or does not take its input fails the
job; counters on standard error. Called by the name that it stands in for.
"""
import glob
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import zlib


def main():
    name, words = os.path.basename(sys.argv[0]), sys.argv[1:]
    if name == "mapred" and words[0] == "streaming":
        return Job(words[1:]).run()
    if name == "hadoop" and words[:2] == ["fs", "-cat"]:
        for path in sorted(glob.glob(words[2])):
            with open(path, "rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
        return 0
    if name == "hadoop" and words[:3] == ["fs", "-put", "-f"]:
        shutil.copy(words[3], words[4])
        return 0
    return "not known: %s %s" % (name, " ".join(words))


class Job:
    def __init__(self, words):
        self.settings, self.named, self.counters = {}, {}, {}
        while words:
            word, value, words = words[0], words[1], words[2:]
            if word == "-D":
                key, _, text = value.partition("=")
                self.settings[key] = text
            else:
                self.named[word] = value
        self.reduces = int(self.settings.get("mapreduce.job.reduces", 1))

    def run(self):
        if os.path.exists(self.named["-output"]):
            return "Output directory %s already exists" % self.named["-output"]
        os.makedirs(self.named["-output"])
        with tempfile.TemporaryDirectory() as folder:
            for path in filter(None, self.named.get("-files", "").split(",")):
                shutil.copy(path, folder)
            pairs = [self.map(lines, folder) for lines in self.splits()]
            if self.reduces:
                pairs = [self.reduce(part, folder) for part in self.partitions(pairs)]
        for number, part in enumerate(pairs):
            with open("%s/part-%05d" % (self.named["-output"], number), "wb") as file:
                file.write(b"".join(key + b"\t" + value + b"\n" for key, value in part))
        open(self.named["-output"] + "/_SUCCESS", "w").close()
        for name, count in self.counters.items():
            print("\t\t%s=%d" % (name, count), file=sys.stderr)
        return 0

    def splits(self):
        for path in sorted(glob.glob(self.named["-input"] + "/*")):
            if os.path.basename(path)[0] not in "._":
                with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
                    yield lines_of(file.read())

    def map(self, lines, folder):
        self.count("Map input records", len(lines))
        separator = self.settings.get("stream.map.output.field.separator", "\t").replace("\\001", "\x01").encode()
        fields = int(self.settings.get("stream.num.map.output.key.fields", 1))
        out = [cut(line, separator, fields) for line in self.child(self.named["-mapper"], lines, folder)]
        self.count("Map output records", len(out))
        return out

    def partitions(self, pairs):
        parts = [[] for _ in range(self.reduces)]
        for key, value in (pair for part in pairs for pair in part):
            parts[zlib.crc32(key.split(b"\t")[0]) % self.reduces].append((key, value))
        return [sorted(part, key=lambda pair: pair[0]) for part in parts]

    def reduce(self, part, folder):
        lines = [key + b"\t" + value for key, value in part]
        return [cut(line, b"\t", 1) for line in self.child(self.named["-reducer"], lines, folder)]

    def child(self, command, lines, folder):
        process = subprocess.Popen(command.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
        out, _ = process.communicate(b"".join(line + b"\n" for line in lines))
        if process.returncode != 0:
            raise SystemExit("PipeMapRed: subprocess failed with code %d: %s" % (process.returncode, command))
        return lines_of(out)

    def count(self, name, count):
        self.counters[name] = self.counters.get(name, 0) + count


def lines_of(data):
    return (data[:-1] if data.endswith(b"\n") else data).split(b"\n") if data else []


def cut(line, separator, fields):
    """Key and value: the whole line is the key where it has no more fields than that."""
    parts = line.split(separator)
    return separator.join(parts[:fields]), separator.join(parts[fields:])


if __name__ == "__main__":
    sys.exit(main())
