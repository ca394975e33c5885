#!/usr/bin/python3
"""Looks at reports as a reader's browser and a screen reader do.

    bench/report/check.py REPORT.html…   needs chromium, tidy and python3-html5lib; writes pictures beside the report

Valid HTML (html5lib, tidy), no console message and no request (Chromium, with a log of both), headings in order, names
for regions and pictures, heads and scopes of tables, unique ids, links that lead somewhere, contrast of every colour on
every ground in both schemes, and pictures: light, dark, 390 px, print. Ends with 1 if something is wrong.
"""
import os
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

import html5lib


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.faults, self.ids, self.links, self.headings, self.labels = [], set(), [], [], []
        self.svg_children, self.tables = [], 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            if values["id"] in self.ids:
                self.faults.append(f"id {values['id']} twice")
            self.ids.add(values["id"])
        for name in values:
            if name.startswith("on") or name == "style" or name in ("src", "srcset", "action"):
                self.faults.append(f"<{tag} {name}>")
        if tag in ("script", "link", "iframe", "object", "embed", "img", "form", "base"):
            self.faults.append(f"<{tag}>")
        if tag == "a" and values.get("href", "#") != "#":
            self.links.append(values["href"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if values.get("role") == "region" and not values.get("aria-label"):
            self.faults.append("a region without a name")
        if tag == "svg" and values.get("aria-hidden") != "true":
            if values.get("role") != "img" or "aria-labelledby" not in values:
                self.faults.append("a picture without a name")
        self.labels += values.get("aria-labelledby", "").split()
        if tag == "th" and "scope" not in values:
            self.faults.append("a table head without a scope")
        self.tables += tag == "table"


def check(path):
    text = open(path, encoding="utf-8").read()
    faults = []
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    faults += [f"html5lib: {place} {name}" for place, name, _ in parser.errors]
    page = Page()
    page.feed(text)
    faults += page.faults
    faults += [f"link to nowhere: {link}" for link in page.links if link[0] != "#" or link[1:] not in page.ids]
    faults += [f"label of nothing: {label}" for label in page.labels if label not in page.ids]
    if page.headings[:1] != [1] or page.headings.count(1) != 1:
        faults.append("not one first heading")
    faults += [f"heading {b} after {a}" for a, b in zip(page.headings, page.headings[1:]) if b > a + 1]
    if text.count("<caption>") != page.tables:
        faults.append("a table without a caption")
    if not re.search(r'<html lang="(nb|nn|da|sv|en)">', text):
        faults.append("no language")
    tidy = subprocess.run(["tidy", "-q", "-e", "--drop-empty-elements", "no", path], capture_output=True, text=True)
    # tidy knows neither some newer elements nor the rule of a style sheet; its errors count, its warnings are shown.
    faults += ["tidy: " + line for line in tidy.stderr.splitlines() if " Error: " in line]
    return faults + contrast(text)


def contrast(text):
    """WCAG 2.1, 1.4.3: 4.5 for text, 1.4.11: 3 for what a picture means."""
    faults = []
    style = text.split("<style>")[1].split("</style>")[0]
    for scheme, block in zip(("light", "dark", "print"), re.findall(r":root\{([^}]*)\}", style)):
        colours = {name: value for name, value in re.findall(r"--(\w+):(#[0-9a-f]+)", block)}
        for name, ground, least in [
            ("ink", "paper", 4.5), ("soft", "paper", 4.5), ("link", "paper", 4.5), ("ink", "band", 4.5),
            ("soft", "band", 4.5), ("link", "band", 4.5), ("part", "paper", 3), ("bad", "paper", 3),
            ("mark", "paper", 3),
        ]:
            ratio = ratio_of(colours[name], colours[ground])
            if ratio < least:
                faults.append(f"contrast of {name} on {ground}, {scheme}: {ratio:.2f}")
    return faults


def ratio_of(one, other):
    def luminance(colour):
        colour = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
        parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def chromium(path, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "net.json")
        run = subprocess.run(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={folder}", "--enable-logging=stderr", "--v=0", f"--log-net-log={log}", *arguments,
             "file://" + os.path.abspath(path)], capture_output=True, text=True, timeout=120)
        console = [line for line in run.stderr.splitlines() if "CONSOLE" in line]
        with open(log, encoding="utf-8", errors="replace") as file:
            net = file.read()
        hosts = set(re.findall(r'"url":"(https?://[^"]*)"', net))
        own = ("google", "gstatic", "chromium", "gvt1")
        return console, {url for url in hosts if not any(name in url for name in own)}


def main():
    wrong = False
    for path in sys.argv[1:]:
        faults = check(path)
        stem = path.removesuffix(".html")
        for name, arguments in {
            "light": ["--window-size=1100,2400", f"--screenshot={stem}-light.png"],
            "dark": ["--window-size=1100,2400", "--force-dark-mode", f"--screenshot={stem}-dark.png"],
            "phone": ["--window-size=390,2400", f"--screenshot={stem}-phone.png"],
            "print": [f"--print-to-pdf={stem}.pdf", "--no-pdf-header-footer"],
        }.items():
            console, requests = chromium(path, *arguments)
            faults += [f"{name}: {line}" for line in console] + [f"{name}: asks for {url}" for url in requests]
        for fault in faults[:40]:
            print(f"{path}: {fault}")
        print(f"{path}: {os.path.getsize(path):,} bytes, {len(faults)} faults")
        wrong = wrong or bool(faults)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
