#!/usr/bin/env python3
"""Sends letters through msmtp to a loopback SMTP sink, and reads them back as a mail program would.

    apt-get install -y msmtp
    python3 bench/mail/roundtrip.py .build/debug/abuse-scan

Each language, hostile names, several letters to one person. Every message must parse without a defect, carry one
address, text and HTML, and no header that the names tried to add.
"""
import datetime
import email
import email.policy
import os
import socketserver
import stat
import subprocess
import sys
import tempfile
import threading

LANGUAGES = ["nb", "nn", "da", "sv", "en"]
NAMES = {
    "nb": 'Kari", <x@evil.example>, "',
    "nn": "Åse; Bcc: x@evil.example",
    "da": "Søren =?utf-8?q?=0D=0ABcc:_x@evil.example?=",
    "sv": "x@evil.example, Örjan",
    "en": "(comment) <b@evil.example> " + "long " * 40,
}


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
    """Four days on which each language's login hammers a closed door."""
    start = datetime.datetime(2026, 3, 8, 23, tzinfo=datetime.timezone.utc)
    lines = []
    for beat in range(4 * 58):
        lines.append((start + datetime.timedelta(seconds=1500 * beat), "good", f"/MSDEMO/Estates/{beat}", 200))
    for day in range(3):
        for language in LANGUAGES:
            for base in ["MSDEMO", "MSNORD"]:
                for call in range(6):
                    at = start + datetime.timedelta(days=day, hours=10, seconds=200 + 300 * call)
                    lines.append((at, language, f"/{base}/Secrets", 403))
    path = folder + "/a.log"
    with open(path, "w") as file:
        for at, login, target, status in sorted(lines):
            stamp = at.strftime("%d/%b/%Y:%H:%M:%S +0000")
            file.write(f'192.0.2.7 - {login} [{stamp}] "GET {target} HTTP/1.1" {status} 9 "-" "Sync/1"\n')
    return path


def squeezed(text):
    return text.replace(" ", "")


def main():
    program = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp()
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    with open(folder + "/msmtprc", "w") as file:
        file.write(f"account default\nhost 127.0.0.1\nport {port}\nauth off\ntls off\nfrom hub@example.no\n")
    os.chmod(folder + "/msmtprc", 0o600)
    mailer = folder + "/sendmail"
    with open(mailer, "w") as file:
        file.write(f'#!/bin/sh\nexec msmtp -C {folder}/msmtprc "$@"\n')
    os.chmod(mailer, stat.S_IRWXU)
    with open(folder + "/p.yaml", "w") as file:
        file.write("closed_door: {requests: 2, share: 90%, sustained: 1 of 1}\n")
        file.write("notices: {from: hub@example.no, sender: 'HUB \", Drift', observe_days: 0, reply_to: svar@example.no}\n")
        file.write("partners:\n")
        for language in LANGUAGES:
            name = NAMES[language].replace("'", "''")
            file.write(
                f"  - {{id: {language}, name: '{name}', logins: [{language}], language: {language}, "
                f"contacts: [{{name: '{name}', email: {language}@partner.example}}]}}\n")

    def run(*arguments):
        done = subprocess.run(
            [program, *arguments, "--policy", "p.yaml", "--ledger", "a.ledger"], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{arguments}: {done.returncode} {done.stderr}")
        return done.stdout

    run("scan", "-q", log(folder))
    listed = [line.split()[0] for line in run("notices", "list").splitlines() if "-1 " in line]
    run("notices", "approve", *listed)
    run("notices", "send", "--at", "2026-03-12", "--to", f"sendmail:{mailer}")
    run("notices", "send", "--at", "2026-03-12", "--to", f"sendmail:{mailer}")

    faults = []
    seen = set()
    for sender, recipients, body in Sink.messages:
        message = email.message_from_bytes(body, policy=email.policy.default)
        to = [address.addr_spec for address in message["To"].addresses]
        language = to[0].split("@")[0]
        seen.add(language)
        defects = [str(d) for part in message.walk() for d in part.defects]
        defects += [f"{name}: {d}" for name, value in message.items() for d in value.defects]
        text = message.get_body(("plain",))
        html = message.get_body(("html",))
        checks = {
            "no defects": not defects,
            "one recipient": recipients == to == [f"{language}@partner.example"],
            # Python puts a space into what only looks like an encoded word.
            "the name as it is": squeezed(message["To"].addresses[0].display_name) == squeezed(NAMES[language]),
            "no added header": not any(h.lower() in ("bcc", "cc", "x-evil") for h in message.keys()),
            "each header once": len(message.keys()) == len({h.lower() for h in message.keys()}),
            "text and HTML": text is not None and html is not None and "2026-" in text.get_content(),
            "language": message["Content-Language"] == language,
            "both letters": sum(number[:-2] in text.get_content() for number in listed) == 2,
            "thread": message["References"] is not None and message["Message-ID"] is not None,
            "sender": message["From"].addresses[0].display_name == 'HUB ", Drift',
            "lines": all(len(line) <= 998 for line in body.split(b"\r\n")),
        }
        faults += [f"{language}: {name} {defects if name == 'no defects' else ''}" for name, ok in checks.items() if not ok]
        print(f"{language}: {message['Subject']} to {message['To']}"[:100])
    if seen != set(LANGUAGES) or len(Sink.messages) != len(LANGUAGES):
        faults.append(f"{len(Sink.messages)} messages of {sorted(seen)}")
    print("\n".join(faults) if faults else f"{len(Sink.messages)} messages, all as they were sent")
    sys.exit(1 if faults else 0)


main()
