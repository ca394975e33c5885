#!/usr/bin/env python3
"""Writes the demo logs: one week of a HUB, gzipped, one file a day.

    python3 bench/demo-logs/make_demo.py testdata/demo

Seven local days (13 to 19 November 2026, Europe/Oslo, +0100), nginx's `combined` with the request time in seconds behind it
(`rt=0.042`), stamps at the end of requests. Logins, addresses (RFC 5737) and names are invented. The same seed gives the same
bytes: no clock is read, and the gzip header holds neither name nor time. README.md says what each login does and what
must be found.
"""

import argparse
import gzip
import hashlib
import io
import math
import random
import sys
from pathlib import Path

DAY = 86_400
FIRST = 1_794_524_400  # 2026-11-13T00:00:00+01:00, a Friday
DAYS = 7
WEEKEND = (1, 2)  # day numbers
OFFSET = 3_600


class Log:
    """Lines with their times, until they are sorted and written."""

    def __init__(self):
        self.lines = []

    def add(self, end, address, user, request, status, size, agent, seconds, ending="\n"):
        """One line; `end` counts from the first midnight, in seconds."""
        moment = FIRST + int(end)
        text = (
            f'{address} - {user} [{stamp(moment)}] "{request}" {status} {size} "-" "{agent}" rt={seconds:.3f}{ending}'
        )
        self.lines.append((moment, text))

    def raw(self, end, text):
        """A line that is not of the format; it stands where the server would have written it."""
        self.lines.append((FIRST + int(end), text))

    def days(self):
        """The text of each day; lines of one second keep the order in which they were added."""
        ordered = sorted(self.lines, key=lambda line: line[0])
        for day in range(DAYS):
            start = FIRST + day * DAY
            yield "".join(text for moment, text in ordered if start <= moment < start + DAY)


def stamp(moment):
    """`13/Nov/2026:09:05:07 +0100`; every day of the demo lies in November."""
    seconds = moment - FIRST
    day, rest = divmod(seconds, DAY)
    return f"{13 + day:02d}/Nov/2026:{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d} +0100"


class Partner:
    """One login on one installation: where it comes from, and how its lines look."""

    def __init__(self, log, name, installation, addresses, agent, seed):
        self.log, self.name, self.installation = log, name, installation
        self.addresses, self.agent = addresses, agent
        self.random = random.Random(f"{seed}/{name}")

    def call(self, end, path, size, method="GET", status=200, milliseconds=(12, 60), ending="\n", user=None):
        address = self.addresses[int(self.random.random() * len(self.addresses))]
        low, high = milliseconds
        # Request times lie on six steps, mostly the lower ones: enough to look alive, few enough to compress.
        seconds = (low + (high - low) * int(self.random.random() ** 3 * 6) // 5) / 1000
        request = f"{method} /{self.installation}{path} HTTP/1.1"
        self.log.add(end, address, user or self.name, request, status, size, self.agent, seconds, ending)

    def poisson(self, day, per_hour):
        """Times of a day at which a stream with a rate for each hour has an event."""
        for hour, rate in enumerate(per_hour):
            time = 0.0
            while rate > 0:
                time += -math.log(1.0 - self.random.random()) * 3600 / rate
                if time >= 3600:
                    break
                yield day * DAY + hour * 3600 + time


def office(weight, day):
    """Events an hour by a working day's clock, next to nothing at weekends."""
    shape = [0, 0, 0, 0, 0, 0, 1, 3, 8, 10, 10, 9, 7, 10, 10, 8, 5, 2, 1, 1, 1, 0, 0, 0]
    return [weight * value / 86 * (0.08 if day in WEEKEND else 1) for value in shape]


def leisure(weight, day):
    """Events an hour by the clock of people at home: evenings and weekends."""
    shape = [2, 1, 0.5, 0.5, 0.5, 1, 2, 4, 6, 7, 7, 8, 9, 8, 7, 7, 8, 9, 11, 13, 14, 12, 8, 4]
    return [weight * value / 149.5 * (1.3 if day in WEEKEND else 1) for value in shape]


class Content:
    """What the HUB holds: for each resource the moments at which its size changes, the same for everybody who asks."""

    def __init__(self, seed):
        self.seed, self.known = seed, {}

    def size(self, name, moment, low, high, changes_a_day):
        if name not in self.known:
            self.known[name] = self.history(name, low, high, changes_a_day)
        return [size for since, size in self.known[name] if since <= moment][-1]

    def history(self, name, low, high, changes_a_day):
        source = random.Random(f"{self.seed}/content/{name}")
        size = low + int(source.random() * (high - low))
        history = [(-1, size)]
        for day in range(DAYS):
            count = changes_a_day * (0.2 if day in WEEKEND else 1)
            for _ in range(int(count) + (source.random() < count % 1)):
                history.append((day * DAY + 8 * 3600 + source.random() * 9 * 3600, None))
        history.sort(key=lambda entry: entry[0])
        for index in range(1, len(history)):
            size += 1 + int(source.random() * 40)
            history[index] = (history[index][0], size)
        return history


def guids(name, count, seed):
    source = random.Random(f"{seed}/guids/{name}")
    texts = [f"{source.getrandbits(128):032x}" for _ in range(count)]
    return [f"{t[:8]}-{t[8:12]}-4{t[13:16]}-a{t[17:20]}-{t[20:]}" for t in texts]


def alfa_web(log, content, seed):
    """Abuse: well-behaved on the first day; from the second midnight on a poll of the whole list every minute."""
    alfa = Partner(log, "alfa-web", "MSDEMO", ["192.0.2.17"], "AlfaSync/2.3", seed)
    estates = guids("MSDEMO/Estates", 120, seed)
    for time in alfa.poisson(0, office(90, 0)):
        estate = estates[int(alfa.random.random() * 120)]
        alfa.call(time, f"/Estates/{estate}", content.size(f"MSDEMO/{estate}", time, 15_000, 60_000, 0.5))
    for minute in range(DAY // 60, DAYS * DAY // 60):
        time = minute * 60 + 2 + (alfa.random.random() < 0.1)
        size = content.size("MSDEMO/Estates", time, 35_000, 37_000, 27)
        alfa.call(time, "/Estates", size, milliseconds=(36, 47))


def beta_pic(log, content, seed):
    """Abuse: fetches the same 20 estates and 55 employees every hour, by every second round with ids in capitals."""
    beta = Partner(log, "beta-pic", "MSNORD", ["198.51.100.20", "198.51.100.21"], "beta-pic (+https://beta.example)", seed)
    estates = guids("MSNORD/Estates", 200, seed)[:20]
    for hour in range(DAYS * 24):
        time = hour * 3600 + 7 * 60 + beta.random.random() * 20
        for number, name in enumerate(estates + list(range(101, 156))):
            is_estate = number < len(estates)
            bounds = (15_000, 60_000, 0.4) if is_estate else (1_000, 3_000, 0.1)
            size = content.size(f"MSNORD/{name}", time, *bounds)
            text = str(name).upper() if hour % 2 else str(name)
            beta.call(time, f"/{'Estates' if is_estate else 'Employees'}/{text}", size)
            time += 1


def foto_proxy(log, content, seed):
    """Abuse: a picture proxy without a cache of its own; every new visitor makes it fetch the same bytes again."""
    proxy = Partner(log, "foto-proxy", "MSDEMO", ["203.0.113.8"], "nginx-image-proxy", seed)
    for day in range(DAYS):
        for time in proxy.poisson(day, leisure(1_100, day)):
            employee = 201 + int(40 * proxy.random.random() ** 1.3)
            size = content.size(f"MSDEMO/{employee}/Picture", time, 30_000, 400_000, 0.01)
            proxy.call(time, f"/Employees/{employee}/Picture", size, milliseconds=(20, 130))


def lambda_app(log, content, seed):
    """Abuse: an app that asks for the list of offices at every start, with a cache-buster so that nothing can be kept."""
    app = Partner(log, "lambda-app", "MSDEMO", [f"192.0.2.{n}" for n in range(64, 80)], "LambdaApp/1.9 (Android)", seed)
    for day in range(DAYS):
        for time in app.poisson(day, leisure(320, day)):
            buster = FIRST * 1000 + int(time * 1000)
            app.call(time, f"/Departments?_={buster}", content.size("MSDEMO/Departments", time, 20_000, 80_000, 0.1))


def gamma_crm(log, content, seed):
    """Good: one GET for each push, a catch-up with changedAfter every twelve hours, one comparison of all ids a day."""
    gamma = Partner(log, "gamma-crm", "MSDEMO", ["198.51.100.77"], "GammaCRM/7.1", seed)
    for estate in guids("MSDEMO/Estates", 120, seed):
        content.size(f"MSDEMO/{estate}", 0, 15_000, 60_000, 0.5)
        for since, size in content.known[f"MSDEMO/{estate}"][1:]:
            gamma.call(since + 2, f"/Estates/{estate}", size)
    for half in range(DAYS * 2):
        time = half * 43_200 + 6 * 3600 + 41
        if time < DAYS * DAY:
            day, hour = divmod(time - 43_200, DAY)
            after = f"2026-11-{13 + day:02d}T{hour // 3600:02d}:00:41%2B01:00"
            gamma.call(time, f"/Estates?changedAfter={after}", 300 * int(gamma.random.random() * 30) + 2)
    for day in range(DAYS):
        time = day * DAY + 3 * 3600 + 1_800
        gamma.call(time, "/Estates", content.size("MSDEMO/Estates", time, 35_000, 37_000, 27))


def zeta_sync(log, content, seed):
    """Good: everything once a night, ten requests a second at most."""
    zeta = Partner(log, "zeta-sync", "MSNORD", ["203.0.113.40"], "ZetaSync/4.0", seed)
    estates = guids("MSNORD/Estates", 200, seed)
    for day in range(DAYS):
        time = day * DAY + 2 * 3600 + 5.0
        zeta.call(time, "/Estates", content.size("MSNORD/Estates", time, 60_000, 61_000, 20), milliseconds=(90, 250))
        zeta.call(time + 1, "/Employees", content.size("MSNORD/Employees", time, 100_000, 101_000, 0.2))
        for estate in estates:
            time += 0.5
            zeta.call(time, f"/Estates/{estate}", content.size(f"MSNORD/{estate}", time, 15_000, 60_000, 0.4))
            relations = content.size(f"MSNORD/{estate}/r", time, 1_000, 40_000, 0.2)
            zeta.call(time + 0.2, f"/Estates/{estate}/ContactRelations", relations)


def eta_portal(log, content, seed):
    """Good: a busy portal with many visitors. Answers differ from call to call, pictures are kept for days."""
    eta = Partner(log, "eta-portal", "MSVEST", [f"203.0.113.{n}" for n in range(96, 100)], "EtaPortal/12", seed)
    estates, pictures = range(3_001, 3_301), range(4_000, 6_000)
    words = ["balkong", "hage", "sentrum", "kari%40alfa.example", "enebolig", "Storgata%2012", "hytte", "garasje"]
    for day in range(DAYS):
        for time in eta.poisson(day, leisure(1_500, day)):
            kind, pick = eta.random.random(), eta.random.random()
            if kind < 0.55:
                # The answer holds a counter of views and the latest bids, so that its size hardly ever stays.
                estate = int(300 * pick**2)
                eta.call(time, f"/Estates/{estates[estate]}", 16_000 + estate * 97 + int(eta.random.random() * 40))
            elif kind < 0.80:
                picture = pictures[int(2_000 * pick)]
                eta.call(time, f"/Images/{picture}?width=800", 50_000 + picture % 37 * 1_111, milliseconds=(25, 190))
            elif kind < 0.95:
                word = words[int(len(words) * pick)]
                eta.call(time, f"/Contacts/Find?searchTerm={word}", 1_000 + int(eta.random.random() * 90))
            elif kind < 0.99:
                eta.call(time, f"/Estates?departmentId={1 + int(pick * 9)}", 9_000 + 300 * int(eta.random.random() * 60))
            else:
                eta.call(time, f"/Estates/{estates[int(300 * pick)]}", int(eta.random.random() * 9_000), status=499)


def theta_cron(log, content, seed):
    """Good, a near miss: asks every 330 s, with a changedAfter that moves; each call is refused first, for it sends its
    password only when asked."""
    theta = Partner(log, "theta-cron", "MSNORD", ["192.0.2.130"], "curl/8.5.0", seed)
    for beat in range(DAYS * DAY // 330):
        time = beat * 330 + 11
        day, rest = divmod(max(0, time - 330), DAY)
        after = f"2026-11-{13 + day:02d}T{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"
        path = f"/Estates?departmentId=2&changedAfter={after}"
        theta.call(time, path, 172, status=401, milliseconds=(1, 2), user="-")
        theta.call(time, path, 2 + 300 * int(theta.random.random() * 1.2))


def iota_types(log, content, seed):
    """Good, a near miss: asks every minute, but for a list of types that no push covers, and gets 304."""
    iota = Partner(log, "iota-types", "MSDEMO", ["198.51.100.140"], "iota/0.9", seed)
    for minute in range(DAYS * DAY // 60):
        is_first = minute % 1440 == 0
        iota.call(minute * 60 + 30, "/Next/EstateTypes", 2_214 if is_first else 0, status=200 if is_first else 304)


def kappa_edit(log, content, seed):
    """Good: writes contacts and pictures and reads each back at once; sizes stay, the content does not."""
    kappa = Partner(log, "kappa-edit", "MSNORD", ["203.0.113.150"], "KappaEdit/3", seed)
    estates = guids("MSNORD/Estates", 200, seed)
    for day in range(DAYS):
        for time in kappa.poisson(day, office(190, day)):
            contact = 7_001 + int(kappa.random.random() * 12)
            kappa.call(time, "/Contacts", 64, method="PUT", milliseconds=(60, 200))
            kappa.call(time + 1, f"/Contacts/{contact}", 1_900 + contact % 12 * 10)
        for time in kappa.poisson(day, office(25, day)):
            estate = estates[100 + int(kappa.random.random() * 100)]
            path = f"/Estates/{estate}/Images"
            kappa.call(time, f"{path}?externalImageReference=k{int(time)}&imageSequence=1", 48, method="POST", status=201)
            kappa.call(time + 2, path, 4_000 + int(kappa.random.random() * 500))


def strangers(log, seed):
    """Lines without identity: wrong passwords under somebody else's name, scanners, junk, other line endings."""
    source = random.Random(f"{seed}/strangers")
    start = 4 * DAY + 13 * 3600
    for attempt in range(400):
        # 401 proves nothing about the sender: alfa-web has nothing to do with these.
        request = "GET /MSDEMO/Estates HTTP/1.1"
        log.add(start + attempt * 7, "203.0.113.200", "alfa-web", request, 401, 172, "python-requests/2.32", 0.001)
    paths = ["/.env", "/wp-login.php", "/actuator/health", "/.git/config", "/cgi-bin/luci", "/owa/auth.owa", "/robots.txt"]
    for day in range(DAYS):
        for _ in range(40):
            request = f"GET {paths[int(source.random() * len(paths))]} HTTP/1.1"
            time = day * DAY + source.random() * DAY
            log.add(time, f"203.0.113.{220 + int(source.random() * 8)}", "-", request, 404, 153, "Mozilla/5.0 zgrab/0.x", 0.0)
    junk = ["\\x16\\x03\\x01\\x00\\xEE\\x01\\x00\\x00\\xEA\\x03\\x03", "", "-", "\\x00", "SSH-2.0-Go"]
    for number, request in enumerate(junk * 2):
        time = number * 0.69 * DAY + 5_000
        log.add(time, "203.0.113.229", "-", request, 400, 150, "-", 0.0)
    log.raw(2 * DAY + 40_000, "nginx: worker process 4711 exited on signal 11\n")
    log.raw(5 * DAY + 40_000, "192.0.2.17 - alfa-web [18/Nov/2026:11:06:4\n")
    for number in range(5):
        # A proxy that ends its lines with CR LF and sends absolute URLs.
        request = "GET https://hub.example:443/MSDEMO/Projects HTTP/1.1"
        log.add(3 * DAY + 36_000 + number * 900, "198.51.100.77", "gamma-crm", request, 200, 5_200 + number, "GammaCRM/7.1", 0.03, "\r\n")


ARCHETYPES = [
    alfa_web, beta_pic, foto_proxy, lambda_app, gamma_crm, zeta_sync, eta_portal, theta_cron, iota_types, kappa_edit,
]


def compressed(text):
    """gzip without name and time, so that equal text gives equal bytes (with one version of zlib)."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, compresslevel=9, mtime=0) as stream:
        stream.write(text.encode("ascii"))
    return buffer.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the files go; made if it is not there")
    parser.add_argument("--seed", default="demo", help="another seed gives another week of the same people")
    options = parser.parse_args()
    log, content = Log(), Content(options.seed)
    for archetype in ARCHETYPES:
        archetype(log, content, options.seed)
    strangers(log, options.seed)
    options.folder.mkdir(parents=True, exist_ok=True)
    lines = size = 0
    for day, text in enumerate(log.days()):
        data = compressed(text)
        name = f"access-{13 + day}.log.gz"
        (options.folder / name).write_bytes(data)
        lines, size = lines + text.count("\n"), size + len(data)
        print(f"{hashlib.sha256(text.encode('ascii')).hexdigest()}  {name}  {text.count(chr(10))} lines")
    print(f"{lines} lines, {size} bytes compressed", file=sys.stderr)


if __name__ == "__main__":
    main()
