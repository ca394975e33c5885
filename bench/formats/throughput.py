#!/usr/bin/env python3
"""Writes the same traffic in every format to plain files, reads each with one thread, prints lines a second.

    swift build -c release
    swift run -c release --package-path bench make-logs --lines 500000 --layout single --into /tmp/logs
    bench/formats/throughput.py /tmp/logs/access-0.log.gz

The table is relative to `combined`; a format below a third of it makes the exit status 1.
"""
import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone

LINE = re.compile(r'(\S+) - (\S+) \[([^\]]+)\] "(\S+) (\S+) HTTP/1.1" (\d+) (\d+) "-" "([^"]*)" rt=(\S+)')
W3C = "#Fields: date time s-sitename s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) cs-host sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken"
ASPNET = "#Fields: date time c-ip s-computername s-ip s-port cs-username cs-method cs-uri-stem cs-uri-query sc-status time-taken cs-version cs-host cs(User-Agent) cs(Referer)"
CLOUDFRONT = "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end"


class Words:
    """The parts of one line of `combined`."""

    days = {}

    def __init__(self, match):
        self.ip, self.user, self.stamp, self.method, self.target, self.status, self.size, self.agent, self.seconds = match.groups()
        self.path, _, self.query = self.target.partition("?")
        self.ms = int(self.seconds.replace(".", ""))
        day = self.stamp[:11]
        if day not in Words.days:
            Words.days[day] = datetime.strptime(day, "%d/%b/%Y").strftime("%Y-%m-%d")
        self.date, self.clock = Words.days[day], self.stamp[12:20]
        self.iso = f"{self.date}T{self.clock}.000Z"


def dump(value):
    return json.dumps(value, separators=(",", ":"))


def appgw(w):
    return {"timeStamp": f"{w.date}T{w.clock}+00:00", "resourceId": "/SUBSCRIPTIONS/0/RESOURCEGROUPS/HUB/PROVIDERS/MICROSOFT.NETWORK/APPLICATIONGATEWAYS/HUB", "listenerName": "https", "ruleName": "hub", "backendPoolName": "hub", "backendSettingName": "hub", "operationName": "ApplicationGatewayAccess", "category": "ApplicationGatewayAccessLog", "properties": {"instanceId": "appgw_2", "clientIP": w.ip, "clientPort": 46532, "httpMethod": w.method, "originalRequestUriWithArgs": w.target, "requestUri": w.path, "requestQuery": w.query, "userAgent": w.agent, "httpStatus": int(w.status), "httpVersion": "HTTP/1.1", "receivedBytes": 340, "sentBytes": int(w.size), "clientResponseTime": 0, "timeTaken": w.ms / 1000, "transactionId": "592d1649f75a8d480a3c4dc6a975309d", "sslEnabled": "on", "sslProtocol": "TLSv1.2", "serverRouted": "10.0.0.4:443", "serverStatus": w.status, "serverResponseLatency": w.seconds, "originalHost": "hub.example.no", "host": w.user}}


FORMATS = {
    "combined": ("", [], lambda w: f'{w.ip} - {w.user} [{w.stamp}] "{w.method} {w.target} HTTP/1.1" {w.status} {w.size} "-" "{w.agent}" rt={w.seconds}'),
    "common": ("", [], lambda w: f'{w.ip} - {w.user} [{w.stamp}] "{w.method} {w.target} HTTP/1.1" {w.status} {w.size}'),
    "vhost": ("", [], lambda w: f'hub.example.no:443 {w.ip} - {w.user} [{w.stamp}] "{w.method} {w.target} HTTP/1.1" {w.status} {w.size} "-" "{w.agent}" rt={w.seconds}'),
    "w3c": ("", ["#Software: Microsoft Internet Information Services 10.0", W3C], lambda w: f"{w.date} {w.clock} HUB 10.0.0.1 {w.method} {w.path} {w.query or '-'} 443 {w.user} {w.ip} {w.agent.replace(' ', '+')} - hub.example.no {w.status} 0 0 {w.size} 340 {w.ms}"),
    "aspnet-w3c": ("", ["#Version: 1.0", "#Start-Date: 2026-03-02 00:00:00", ASPNET], lambda w: f"{w.date} {w.clock} {w.ip} HUB01 10.0.0.1 443 {w.user} {w.method} {w.path} {'?' + w.query if w.query else '-'} {w.status} {w.ms}.25 HTTP/1.1 hub.example.no {w.agent.replace(' ', '+')} -"),
    "cloudfront": ("field x-host-header", ["#Version: 1.0", CLOUDFRONT], lambda w: "\t".join([w.date, w.clock, "ARN54-C1", w.size, w.ip, w.method, "d111111abcdef8.cloudfront.net", w.path.replace("%", "%25"), w.status, "-", w.agent.replace(" ", "%20"), w.query.replace("%", "%25") or "-", "-", "Miss", "SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==", w.user, "https", "340", w.seconds, "-", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "Miss", "HTTP/2.0", "-", "-", "11040", "0.044", "Miss", "application/json", "4100", "-", "-"])),
    "cloudfront (JSON)": ("field x-host-header", [], lambda w: dump({"date": w.date, "time": w.clock, "x-edge-location": "ARN54-C1", "sc-bytes": w.size, "c-ip": w.ip, "cs-method": w.method, "cs(Host)": "d111111abcdef8.cloudfront.net", "cs-uri-stem": w.path.replace("%", "%25"), "sc-status": w.status, "cs(Referer)": "-", "cs(User-Agent)": w.agent.replace(" ", "%20"), "cs-uri-query": w.query.replace("%", "%25") or "-", "cs(Cookie)": "-", "x-edge-result-type": "Miss", "x-edge-request-id": "SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==", "x-host-header": w.user, "cs-protocol": "https", "cs-bytes": "340", "time-taken": w.seconds, "x-forwarded-for": "-", "ssl-protocol": "TLSv1.3", "ssl-cipher": "TLS_AES_128_GCM_SHA256", "x-edge-response-result-type": "Miss", "cs-protocol-version": "HTTP/2.0", "fle-status": "-", "fle-encrypted-fields": "-", "c-port": "11040", "time-to-first-byte": "0.044", "x-edge-detailed-result-type": "Miss", "sc-content-type": "application/json", "sc-content-len": "4100", "sc-range-start": "-", "sc-range-end": "-"})),
    "alb": ("field trace_id", [], lambda w: f'https {w.iso} app/hub/50dc6c495c0c9188 {w.ip}:46532 10.0.0.1:80 0.000 {w.seconds} 0.000 {w.status} {w.status} 34 {w.size} "{w.method} https://hub.example.no:443{w.target} HTTP/1.1" "{w.agent}" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/hub/73e2 "{w.user}" "hub.example.no" "arn:aws:acm:eu-north-1:123456789012:certificate/12" 1 {w.iso} "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234abcd5678ef90'),
    "elb": ("field ssl_cipher", [], lambda w: f'{w.iso} hub-lb {w.ip}:2817 10.0.0.1:80 0.000073 {w.seconds} 0.000057 {w.status} {w.status} 0 {w.size} "{w.method} https://hub.example.no:443{w.target} HTTP/1.1" "{w.agent}" {w.user} TLSv1.2'),
    "envoy": ("field authority", [], lambda w: f'[{w.iso}] "{w.method} {w.target} HTTP/1.1" {w.status} - 0 {w.size} {w.ms} {w.ms} "{w.ip}" "{w.agent}" "b2f5f2a1-7b58-4b0b-8b5a-2f5f2a17b58b" "{w.user}" "10.1.0.1:8080"'),
    "haproxy": ("field capture.req.hdr(1)", [], lambda w: f'Mar  2 07:02:17 lb1 haproxy[14389]: {w.ip}:33317 [{w.stamp[:20]}.000] https-in~ hub/srv1 10/0/30/5/{w.ms} {w.status} {w.size} - - ---- 1/1/1/1/0 0/0 {{hub.example.no|{w.user}}} "{w.method} {w.target} HTTP/1.1"'),
    "traefik": ("", [], lambda w: f'{w.ip} - {w.user} [{w.stamp}] "{w.method} {w.target} HTTP/1.1" {w.status} {w.size} "-" "{w.agent}" 7 "hub@docker" "http://172.18.0.2:80" {w.ms}ms'),
    "traefik (JSON)": ("", [], lambda w: dump({"ClientAddr": w.ip + ":46532", "ClientHost": w.ip, "ClientPort": "46532", "ClientUsername": w.user, "DownstreamContentSize": int(w.size), "DownstreamStatus": int(w.status), "Duration": w.ms * 1000000, "OriginContentSize": int(w.size), "OriginDuration": w.ms * 1000000, "OriginStatus": int(w.status), "Overhead": 1999, "RequestAddr": "hub.example.no", "RequestContentSize": 0, "RequestCount": 1, "RequestHost": "hub.example.no", "RequestMethod": w.method, "RequestPath": w.target, "RequestPort": "-", "RequestProtocol": "HTTP/1.1", "RequestScheme": "https", "RetryAttempts": 0, "RouterName": "hub@docker", "ServiceAddr": "172.18.0.2:80", "ServiceName": "hub@docker", "ServiceURL": "http://172.18.0.2:80", "StartLocal": w.iso, "StartUTC": w.iso, "entryPointName": "websecure", "level": "info", "msg": "", "request_User-Agent": w.agent, "time": w.iso})),
    "caddy": ("", [], lambda w: dump({"level": "info", "ts": w.iso, "logger": "http.log.access.log0", "msg": "handled request", "request": {"remote_ip": w.ip, "remote_port": "46532", "client_ip": w.ip, "proto": "HTTP/2.0", "method": w.method, "host": "hub.example.no", "uri": w.target, "headers": {"Accept": ["*/*"], "User-Agent": [w.agent], "Authorization": ["REDACTED"]}, "tls": {"resumed": False, "version": 772, "cipher_suite": 4865}}, "bytes_read": 0, "user_id": w.user, "duration": w.ms / 1000, "size": int(w.size), "status": int(w.status), "resp_headers": {"Server": ["Caddy"], "Content-Type": ["application/json"]}})),
    "ecs": ("", [], lambda w: dump({"@timestamp": w.iso, "ecs": {"version": "8.11.0"}, "event": {"duration": w.ms * 1000000, "kind": "event", "category": ["web"]}, "http": {"request": {"method": w.method}, "response": {"status_code": int(w.status), "body": {"bytes": int(w.size)}}, "version": "1.1"}, "url": {"path": w.path, "query": w.query, "domain": "hub.example.no"}, "user": {"name": w.user}, "source": {"ip": w.ip}, "user_agent": {"original": w.agent}})),
    "nginx-json": ("", [], lambda w: dump({"time_iso8601": f"{w.date}T{w.clock}+00:00", "remote_addr": w.ip, "remote_user": w.user, "request": f"{w.method} {w.target} HTTP/1.1", "status": w.status, "body_bytes_sent": w.size, "request_time": w.seconds, "upstream_response_time": w.seconds, "http_referrer": "", "http_user_agent": w.agent})),
    "json": ("", [], lambda w: dump({"time": w.iso, "user": w.user, "method": w.method, "url": w.target, "status": int(w.status), "bytes": int(w.size), "duration_ms": w.ms, "ip": w.ip, "agent": w.agent})),
    "azure-appgw": ("field properties.host", [], lambda w: dump(appgw(w))),
    "azure-appgw (records)": ("field properties.host", [], lambda w: dump(appgw(w))),
    "azure-apim": ("", [], lambda w: dump({"DeploymentVersion": "0.46.19557.0", "Level": 4, "isRequestSuccess": True, "time": w.iso, "operationName": "Microsoft.ApiManagement/GatewayLogs", "category": "GatewayLogs", "durationMs": w.ms, "callerIpAddress": w.ip, "correlationId": "b5a1f2a1-7b58-4b0b-8b5a-2f5f2a17b58b", "location": "Norway East", "resourceId": "/SUBSCRIPTIONS/0/RESOURCEGROUPS/HUB/PROVIDERS/MICROSOFT.APIMANAGEMENT/SERVICE/HUB", "properties": {"method": w.method, "url": "https://hub.example.no:443" + w.target, "backendResponseCode": int(w.status), "responseCode": int(w.status), "responseSize": int(w.size), "cache": "none", "backendTime": w.ms, "requestSize": 340, "apiId": "hub", "operationId": "estates", "apimSubscriptionId": w.user, "clientProtocol": "HTTP/1.1", "requestHeaders": {"User-Agent": w.agent}}})),
}


def write(path, name, words):
    _, head, line = FORMATS[name]
    with open(path, "w") as file:
        if name.endswith("(records)"):
            file.write('{"records":[' + ",".join(line(word) for word in words) + "]}\n")
        else:
            file.write("".join(text + "\n" for text in head))
            file.writelines(line(word) + "\n" for word in words)


def measure(program, path, policy, rounds, lines):
    best = None
    for _ in range(rounds):
        command = [program, "scan", "--threads", "1", "--policy", policy, "--format", "json", "--no-progress", path]
        before = os.times()
        result = subprocess.run(command, capture_output=True)
        after = os.times()
        if result.returncode != 0:
            sys.exit(f"{' '.join(command)}: {result.stderr.decode()}")
        seen = json.loads(result.stdout)["summary"]
        if seen["lines"] != lines or sum(seen["unreadable"].values()) != 0:
            sys.exit(f"{path}: read {seen['lines']} of {lines} lines, unreadable {seen['unreadable']}")
        # The processor's time of the child: other programs on the machine do not count.
        took = after.children_user + after.children_system - before.children_user - before.children_system
        best = took if best is None else min(best, took)
    return best, len(json.loads(result.stdout)["findings"])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("log", help="a log in combined format, gzipped, as make-logs writes it")
    options.add_argument("--program", default=".build/release/abuse-scan")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", help="formats with commas between them; combined is always measured")
    options = options.parse_args()
    with gzip.open(options.log, "rt") as file:
        words = [Words(match) for match in map(LINE.match, file) if match]
    chosen = [name for name in FORMATS if not options.only or name == "combined" or name in options.only.split(",")]
    slow = []
    print("| format | bytes a line | lines/s | of combined |\n| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        base = None
        for name in chosen:
            path, policy = os.path.join(folder, "access.log"), os.path.join(folder, "policy.yaml")
            write(path, name, words)
            login = FORMATS[name][0] or "user"
            with open(policy, "w") as file:
                file.write(f'key: ["{login}", "path[0]"]\nlog_time: end\n')
            took, _ = measure(options.program, path, policy, options.rounds, len(words))
            base = base or took
            share = base / took
            print(f"| {name} | {os.path.getsize(path) // len(words)} | {int(len(words) / took):,} | {share:.0%} |", flush=True)
            if share < 1 / 3:
                slow.append(name)
    if slow:
        sys.exit(f"below a third of combined: {', '.join(slow)}")


if __name__ == "__main__":
    main()
