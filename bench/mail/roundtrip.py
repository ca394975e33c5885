#!/usr/bin/env python3
"""Sends letters through msmtp to a loopback SMTP sink, and reads them back as a mail program would.

    apt-get install -y msmtp
    python3 bench/mail/roundtrip.py .build/debug/abuse-scan

First letters of a ledger to people with hostile names, several letters to one person and the operator's digest; then every
letter of the gallery: each kind, rule and language. Every message must parse without a defect, carry one address, text and
HTML, lines that a reader shows whole, and no header that a name tried to add.
"""
import datetime
import email
import email.policy
import glob
import json
import os
import socketserver
import stat
import subprocess
import sys
import tempfile
import threading
import time

LANGUAGES = ["nb", "nn", "da", "sv", "en"]
NAMES = [
    'Kari", <x@evil.example>, "',
    "Åse; Bcc: x@evil.example",
    "Søren =?utf-8?q?=0D=0ABcc:_x@evil.example?=",
    "x@evil.example, Örjan",
    "(comment) <b@evil.example> " + "long " * 40,
    "\u202egro.live@x\u202c Kari \u2066\u2069\u200f",
    "李小龍 🦊 " + "é" * 120,
    "a" * 600,
    "\\\"\\\\ 'quoted' \\",
    "=?utf-8?b?QmNjOiB4QGV2aWwuZXhhbXBsZQ==?=",
    ";:@.,<>[]()",
]
# The policy refuses control characters: they never come near a header.
REFUSED = [
    "Kari\r\nBcc: x@evil.example\r\nX-Evil: 1\r\n\r\nbody",
    "Kari\nX-Evil: 1",
    "\x00\x07\x1b[31mred\x7f\x85 end",
]
WIDTH = 72


class Sink(socketserver.StreamRequestHandler):
    messages = []

    def handle(self):
        self.wfile.write(b"220 sink\r\n")
        sender, recipients = None, []
        for line in self.rfile:
            word = line.strip().upper()
            if word.startswith(b"EHLO") or word.startswith(b"HELO"):
                self.wfile.write(b"250 sink\r\n")
            elif word.startswith(b"MAIL"):
                sender = line.decode().strip()
                self.wfile.write(b"250 ok\r\n")
            elif word.startswith(b"RCPT"):
                recipients.append(line.decode().strip()[8:].strip("<>"))
                self.wfile.write(b"250 ok\r\n")
            elif word == b"DATA":
                self.wfile.write(b"354 go\r\n")
                body = b""
                for part in self.rfile:
                    if part == b".\r\n":
                        break
                    body += part[1:] if part.startswith(b"..") else part
                Sink.messages.append((sender, recipients, body))
                recipients = []
                self.wfile.write(b"250 taken\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


def log(folder):
    """Four days on which every login hammers a closed door of two bases."""
    start = datetime.datetime(2026, 3, 8, 23, tzinfo=datetime.timezone.utc)
    lines = []
    for beat in range(4 * 58):
        lines.append((start + datetime.timedelta(seconds=1500 * beat), "good", f"/MSDEMO/Estates/{beat}", 200))
    for day in range(3):
        for number in range(len(NAMES)):
            for base in ["MSDEMO", "MSNORD"]:
                for call in range(6):
                    at = start + datetime.timedelta(days=day, hours=10, seconds=200 + 300 * call)
                    lines.append((at, f"login{number}", f"/{base}/Secrets", 403))
    path = folder + "/a.log"
    with open(path, "w") as file:
        for at, login, target, status in sorted(lines):
            stamp = at.strftime("%d/%b/%Y:%H:%M:%S +0000")
            file.write(f'192.0.2.7 - {login} [{stamp}] "GET {target} HTTP/1.1" {status} 9 "-" "Sync/1"\n')
    return path


def squeezed(text):
    """What is left of a name where only visible characters count."""
    hidden = "\u2028\u2029"
    return "".join(c for c in text if not c.isspace() and c.isprintable() and c not in hidden)


def faults_of(body, recipients):
    """What is wrong with a message by itself."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    defects = [str(d) for part in message.walk() for d in part.defects]
    defects += [f"{name}: {d}" for name, value in message.items() for d in value.defects]
    to = [address.addr_spec for address in message["To"].addresses]
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    words = text.get_content().replace("\r\n", "\n") if text else ""
    page = html.get_content().replace("\r\n", "\n") if html else ""
    wide = [line for line in words.splitlines() if len(line) > WIDTH]
    stamp = message["Date"].datetime
    checks = {
        f"defects {defects}": not defects,
        f"recipients {recipients}, To {to}": recipients == to and len(to) == 1,
        "an added header": not any(h.lower() in ("bcc", "cc", "x-evil") for h in message.keys()),
        "a header twice": len(message.keys()) == len({h.lower() for h in message.keys()}),
        "no text or no HTML": bool(words) and "<html" in page,
        "a script, a picture or an address outside": not any(w in page for w in ("<script", "<img", "http://", "https://")),
        f"lines over {WIDTH} columns {wide[:1]}": not wide,
        "format=flowed": "flowed" not in str(text["Content-Type"] if text else ""),
        "a line over 998 bytes": all(len(line) <= 998 for line in body.split(b"\r\n")),
        "a header line over 78 columns": all(
            len(line) <= 78 or b" " not in line.strip() for line in body.split(b"\r\n\r\n")[0].split(b"\r\n")),
        "bytes that are not ASCII": all(byte < 128 for byte in body),
        "control characters": not any(ord(c) < 32 and c not in "\n\t" or ord(c) == 127 for c in words + page),
        "no date": stamp is not None and stamp.tzinfo is not None,
        "no Message-ID": (message["Message-ID"] or "").count("@") == 1,
        "no language": message["Content-Language"] in LANGUAGES,
        "text and HTML of other letters": words.split("\n", 1)[0].strip("* ")[:12] in " ".join(page.replace("&#39;", "'").split()).replace("\u00a0", " "),
    }
    return message, words, [what for what, ok in checks.items() if not ok]


def served(folder):
    """A sink, and a mail program that hands over to it."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(folder + "/msmtprc", "w") as file:
        file.write(
            f"account default\nhost 127.0.0.1\nport {server.server_address[1]}\nauth off\ntls off\nfrom hub@example.no\n")
    os.chmod(folder + "/msmtprc", 0o600)
    mailer = folder + "/sendmail"
    with open(mailer, "w") as file:
        file.write(f'#!/bin/sh\nexec msmtp -C {folder}/msmtprc "$@"\n')
    os.chmod(mailer, stat.S_IRWXU)
    return mailer


def quoted(name):
    """A name as YAML takes it."""
    plain = "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08x}" for c in name)
    return f'"{plain}"'


def refused(folder, program):
    """Names with control characters, each alone."""
    faults = []
    for name in REFUSED:
        with open(folder + "/bad.yaml", "w") as file:
            file.write(f"partners: [{{id: p, logins: [p], contacts: [{{name: {quoted(name)}, email: p@partner.example}}]}}]\n")
        done = subprocess.run([program, "policy", "check", folder + "/bad.yaml"], capture_output=True, text=True)
        if done.returncode != 2 or "holds control characters; remove them" not in done.stderr:
            faults.append(f"{name!r} is taken: {done.returncode} {done.stderr}")
    return faults


def people(folder, run, mailer):
    """Letters of a ledger to people with hostile names."""
    with open(folder + "/p.yaml", "w") as file:
        file.write("closed_door: {requests: 2, share: 90%, sustained: 1 of 1}\n")
        file.write(
            "notices: {from: hub@example.no, sender: 'HUB \", Drift', observe_days: 0, reply_to: svar@example.no, "
            "operators: [ops@hub.example], language: en}\n")
        file.write("partners:\n")
        for number, name in enumerate(NAMES):
            file.write(
                f"  - {{id: p{number}, name: {quoted(name)}, logins: [login{number}], language: {LANGUAGES[number % 5]}, "
                f"contacts: [{{name: {quoted(name)}, role: {quoted(name)}, email: p{number}@partner.example}}]}}\n")
    run("scan", "-q", log(folder))
    listed = [letter["id"] for letter in json.loads(run("notices", "list", "--format", "json"))["letters"]]
    run("notices", "approve", *listed)
    for _ in range(2):
        run("notices", "send", "--at", "2026-03-12", "--to", f"sendmail:{mailer}")
    faults, seen = [], set()
    for sender, recipients, body in Sink.messages:
        message, words, found = faults_of(body, recipients)
        who = recipients[0].split("@")[0]
        seen.add(who)
        if message["From"].addresses[0].display_name != 'HUB ", Drift':
            found.append(f"the sender {message['From']}")
        if who != "ops":
            name = NAMES[int(who[1:])]
            # A name is cut where it is too long, and Python puts a space into what only looks like an encoded word.
            shown = squeezed(message["To"].addresses[0].display_name)
            if not shown or not squeezed(name).startswith(shown[:60]):
                found.append(f"the name {shown!r} of {name!r}")
            if sum(number[:-2] in words for number in listed) != 2 or message["References"] is None:
                found.append("not both letters, or no thread")
            if message["Content-Language"] != LANGUAGES[int(who[1:]) % 5]:
                found.append("the language")
        faults += [f"{who}: {what}" for what in found]
    wanted = {f"p{number}" for number in range(len(NAMES))} | {"ops"}
    if seen != wanted or len(Sink.messages) != len(wanted):
        faults.append(f"{len(Sink.messages)} messages, of {sorted(seen)}")
    return len(Sink.messages), faults


def gallery(folder, run, mailer):
    """Every letter of the gallery."""
    Sink.messages.clear()
    subprocess.run([run.program, "notices", "gallery", folder + "/gallery"], check=True, capture_output=True)
    files = sorted(glob.glob(folder + "/gallery/*/*.eml"))
    faults = []
    for path in files:
        with open(path, "rb") as file:
            done = subprocess.run([mailer, "-t", "-oi"], stdin=file, capture_output=True, text=True)
        name = os.path.relpath(path, folder + "/gallery")
        if done.returncode != 0 or len(Sink.messages) != 1:
            faults.append(f"{name}: {done.returncode} {done.stderr.strip()}, {len(Sink.messages)} messages")
        for _, recipients, body in Sink.messages:
            message, _, found = faults_of(body, recipients)
            if message["Content-Language"] != name.split("/")[0]:
                found.append("the language")
            faults += [f"{name}: {what}" for what in found]
        Sink.messages.clear()
    texts = len(glob.glob(folder + "/gallery/*/*.txt"))
    # A simulation is never made a message.
    if len(files) != texts - len(LANGUAGES) or texts < 300:
        faults.append(f"{len(files)} messages of {texts} letters")
    return len(files), faults


def main():
    program = os.path.abspath(sys.argv[1])
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        mailer = served(folder)

        def run(*arguments):
            done = subprocess.run(
                [program, *arguments, "--policy", "p.yaml", "--ledger", "a.ledger"], cwd=folder, capture_output=True,
                text=True)
            if done.returncode != 0:
                sys.exit(f"{arguments}: {done.returncode} {done.stderr}")
            return done.stdout

        run.program = program
        first, faults = people(folder, run, mailer)
        faults += refused(folder, program)
        second, more = gallery(folder, run, mailer)
        faults += more
    print("\n".join(faults[:40]))
    print(f"{first} messages to people, {second} of the gallery, {len(faults)} faults, {time.monotonic() - started:.0f} s")
    sys.exit(1 if faults else 0)


main()
