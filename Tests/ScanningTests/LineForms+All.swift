import Foundation
import ReferenceModel

extension LineForm {
    /// Every format that has a name, and both forms of those that have two.
    static let all = plain + named + balancers + clouds + documents + json

    private static let plain = [
        LineForm(name: "common", carries: [], resolution: 1000) { words in
            "192.0.2.1 - \(words.or(words.user)) [\(words.commonLog) +0000] \"\(words.line.method) \(words.target) HTTP/1.1\" "
                + "\(words.line.status) \(words.bytes)"
        },
        LineForm(name: "vhost", carries: [.duration, .agent], resolution: 1000) { words in
            "hub.example.no:443 192.0.2.1 - \(words.or(words.user)) [\(words.commonLog) +0000] "
                + "\"\(words.line.method) \(words.target) HTTP/1.1\" \(words.line.status) \(words.bytes) \"-\" "
                + "\"\(words.or(words.agent))\" rt=\(words.seconds)"
        },
        LineForm(name: "combined", carries: [.duration, .agent], resolution: 1000) { words in
            "192.0.2.1, 10.0.0.1 - \(words.or(words.user)) [\(words.commonLog) +0000] "
                + "\"\(words.line.method) \(words.target) HTTP/1.1\" \(words.line.status) \(words.bytes) \"-\" "
                + "\"\(words.or(words.agent))\" rt=\(words.seconds) uct=\"0.000\" urt=\"0.001\""
        },
        LineForm(name: "traefik", isStart: true, carries: [.duration, .agent], resolution: 1000) { words in
            "192.0.2.1 - \(words.or(words.user)) [\(words.commonLog) +0000] \"\(words.line.method) \(words.target) HTTP/1.1\" "
                + "\(words.line.status) \(words.bytes) \"-\" \"\(words.or(words.agent))\" 7 \"hub@docker\" "
                + "\"http://172.18.0.2:80\" \(words.milliseconds)ms"
        },
        LineForm(
            name: "w3c",
            head: [
                "#Software: Microsoft Internet Information Services 10.0",
                "#Fields: date time cs-method cs-uri-stem cs-uri-query cs-username c-ip cs(User-Agent) sc-status sc-bytes "
                    + "time-taken",
            ], carries: [.duration, .agent], resolution: 1000
        ) { words in
            "\(words.date("yyyy-MM-dd HH:mm:ss")) \(words.line.method) \(words.path) \(words.or(words.query)) "
                + "\(words.or(words.user)) 192.0.2.1 \(words.or(words.agent.replacing(" ", with: "+"))) "
                + "\(words.line.status) \(words.bytes) \(words.milliseconds)"
        },
        LineForm(
            name: "aspnet-w3c",
            head: [
                "#Version: 1.0", "#Start-Date: 2026-03-02 00:00:00",
                "#Fields: date time c-ip cs-username cs-method cs-uri-stem cs-uri-query sc-status sc-bytes time-taken "
                    + "cs-version cs-host cs(User-Agent) cs(Referer)",
            ], isStart: true, carries: [.duration, .agent], resolution: 1000
        ) { words in
            "\(words.date("yyyy-MM-dd HH:mm:ss")) 192.0.2.1 \(words.or(words.user)) \(words.line.method) \(words.path) "
                + "\(words.query.isEmpty ? "-" : "?" + words.query) \(words.line.status) \(words.bytes) "
                + "\(words.milliseconds).25 HTTP/1.1 hub.example.no \(words.or(words.agent.replacing(" ", with: "+"))) -"
        },
    ]

    /// Formats given as they stand in a server's configuration.
    private static let named = [
        LineForm(
            name: "nginx:$remote_addr - $remote_user [$time_iso8601] $msec \"$request\" $status $body_bytes_sent "
                + "\"$http_user_agent\" $upstream_response_time $request_time \"$sent_http_etag\"", isNamed: true
        ) { words in
            "192.0.2.1 - \(words.or(words.user)) [\(words.date("yyyy-MM-dd'T'HH:mm:ss+00:00"))] \(words.epoch) "
                + "\"\(words.line.method) \(words.target) HTTP/1.1\" \(words.line.status) \(words.bytes) "
                + "\"\(words.or(words.agent))\" 0.001, 0.002 : 0.001 \(words.seconds) "
                + "\"\((words.tag ?? "-").replacing("\"", with: "\\x22"))\""
        },
        LineForm(
            name: "apache:%h %l %u %{begin:%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t%{%z}t \"%m %U%q %H\" %>s %B "
                + "\"%{User-Agent}i\" %{ms}T \"%{ETag}o\"", isNamed: true, isStart: true
        ) { words in
            "192.0.2.1 - \(words.or(words.user)) \(words.iso.dropLast())+0000 "
                + "\"\(words.line.method) \(words.target) HTTP/1.1\" \(words.line.status) \(words.bytes) "
                + "\"\(words.or(words.agent))\" \(words.milliseconds) "
                + "\"\((words.tag ?? "-").replacing("\"", with: "\\\""))\""
        },
    ]

    private static let balancers = [
        LineForm(name: "alb", login: "field trace_id", carries: [.duration, .agent]) { words in
            "https \(words.iso) app/hub/50dc 192.0.2.1:46532 10.0.0.1:80 0.000 \(words.seconds) 0.000 \(words.line.status) 200 "
                + "34 \(words.bytes) \"\(words.line.method) https://hub.example.no:443\(words.target) HTTP/1.1\" "
                + "\"\(words.or(words.agent))\" ECDHE TLSv1.2 arn:x \"\(words.or(words.user))\" \"hub.example.no\" \"arn:y\" 0 "
                + "\(words.iso) \"forward\" \"-\" \"-\""
        },
        LineForm(name: "elb", isStart: true, login: "field ssl_cipher", carries: [.duration, .agent]) { words in
            "\(words.iso) hub-lb 192.0.2.1:2817 10.0.0.1:80 0.000 \(words.seconds) 0.000 \(words.line.status) 200 34 "
                + "\(words.bytes) \"\(words.line.method) http://hub.example.no:80\(words.target) HTTP/1.1\" "
                + "\"\(words.or(words.agent))\" \(words.or(words.user)) TLSv1.2"
        },
        LineForm(name: "envoy", isStart: true, login: "field authority", carries: [.duration, .agent]) { words in
            "[\(words.iso)] \"\(words.line.method) \(words.target) HTTP/2\" \(words.line.status) - 0 \(words.bytes) "
                + "\(words.milliseconds) 1 \"192.0.2.1\" \"\(words.or(words.agent))\" \"b2f5\" \"\(words.or(words.user))\" "
                + "\"10.1.0.1:8080\""
        },
        LineForm(name: "haproxy", isStart: true, login: "field capture.req.hdr(1)", carries: [.duration]) { words in
            "Mar  2 07:02:17 lb haproxy[14389]: 192.0.2.1:33317 [\(words.date("dd/MMM/yyyy:HH:mm:ss.SSS"))] https-in~ hub/a "
                + "0/0/0/1/\(words.milliseconds) \(words.line.status) \(words.bytes) - - ---- 1/1/1/1/0 0/0 "
                + "{hub.example.no|\(words.user)} \"\(words.line.method) \(words.target.replacing("#", with: "#23")) HTTP/1.1\""
        },
    ]

    private static let clouds = [
        LineForm(
            name: "cloudfront",
            head: [
                "#Version: 1.0",
                "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) "
                    + "cs(User-Agent) cs-uri-query x-host-header time-taken",
            ], login: "field x-host-header", carries: [.duration, .agent], resolution: 1000
        ) { words in
            let (stem, query) = (words.path.replacing("%", with: "%25"), words.query.replacing("%", with: "%25"))
            return [
                words.date("yyyy-MM-dd"), words.date("HH:mm:ss"), "ARN54-C1", "\(words.bytes)", "192.0.2.1",
                words.line.method, "d1.cloudfront.net", stem, "\(words.line.status)", "-",
                words.or(words.agent.replacing(" ", with: "%20")), words.or(query), words.or(words.user), words.seconds,
            ].joined(separator: "\t")
        },
        LineForm(
            name: "azure-appgw", login: "field properties.host", carries: [.duration, .agent], resolution: 1000,
            write: gateway),
        LineForm(name: "azure-apim", isStart: true) { words in
            json([
                "time": words.iso, "durationMs": words.milliseconds, "callerIpAddress": "192.0.2.1",
                "properties": [
                    "method": words.line.method, "url": "https://hub.example.no:443" + words.target,
                    "responseCode": words.line.status, "responseSize": words.bytes, "apimSubscriptionId": words.user,
                    "requestHeaders": ["User-Agent": words.agent], "responseHeaders": ["ETag": words.tag ?? "-"],
                ] as [String: Any],
            ])
        },
    ]

    /// The same gateway's documents of records, in many lines and in one.
    private static let documents = [
        LineForm(
            name: "azure-appgw",
            wrap: { lines in
                ["{\"records\": ["] + lines.dropLast().map { $0.replacing(",\"", with: ",\n  \"") + "," }
                    + lines.suffix(1)
                    + ["]}"]
            }, login: "field properties.host", carries: [.duration, .agent], resolution: 1000, write: gateway),
        LineForm(
            name: "azure-appgw", wrap: { ["{\"records\":[" + $0.joined(separator: ",") + "]}"] },
            login: "field properties.host", carries: [.duration, .agent], resolution: 1000, write: gateway),
    ]

    private static func gateway(_ words: Words) -> String {
        json([
            "timeStamp": words.date("yyyy-MM-dd'T'HH:mm:ss+00:00"),
            "properties": [
                "clientIP": "192.0.2.1", "httpMethod": words.line.method, "requestUri": words.path,
                "requestQuery": words.query, "userAgent": words.or(words.agent), "httpStatus": words.line.status,
                "sentBytes": words.bytes, "timeTaken": words.seconds, "transactionId": "5", "host": words.user,
            ] as [String: Any],
        ])
    }

    private static let json = [
        LineForm(name: "json") { words in
            json([
                "time": words.iso, "user": words.user, "method": words.line.method, "url": words.target,
                "status": words.line.status, "bytes": words.bytes, "duration_ms": words.milliseconds, "ip": "192.0.2.1",
                "agent": words.agent, "etag": words.tag,
            ])
        },
        LineForm(name: "nginx-json") { words in
            json([
                "time_iso8601": words.iso, "remote_user": words.user, "status": "\(words.line.status)",
                "request": "\(words.line.method) \(words.target) HTTP/1.1", "body_bytes_sent": "\(words.bytes)",
                "request_time": words.seconds, "remote_addr": "192.0.2.1", "http_user_agent": words.agent,
                "sent_http_etag": words.tag,
            ])
        },
        LineForm(name: "caddy") { words in
            json([
                "ts": words.iso, "logger": "http.log.access", "user_id": words.user, "status": words.line.status,
                "size": words.bytes, "duration": "\(words.milliseconds)ms",
                "request": [
                    "client_ip": "192.0.2.1", "method": words.line.method, "uri": words.target,
                    "headers": ["User-Agent": [words.agent]],
                ] as [String: Any],
                "resp_headers": words.tag.map { ["Etag": [$0]] } ?? [:],
            ])
        },
        LineForm(name: "traefik", isStart: true) { words in
            json([
                "StartUTC": words.iso, "ClientUsername": words.or(words.user), "RequestMethod": words.line.method,
                "RequestPath": words.target, "DownstreamStatus": words.line.status,
                "DownstreamContentSize": words.bytes, "Duration": words.milliseconds * 1_000_000,
                "ClientHost": "192.0.2.1", "request_User-Agent": words.agent, "downstream_Etag": words.tag,
            ])
        },
        LineForm(
            name: "cloudfront", login: "field x-host-header", carries: [.duration, .agent], resolution: 1000
        ) { words in
            json([
                "date": words.date("yyyy-MM-dd"), "time": words.date("HH:mm:ss"), "sc-bytes": "\(words.bytes)",
                "c-ip": "192.0.2.1", "cs-method": words.line.method,
                "cs-uri-stem": words.path.replacing("%", with: "%25"),
                "cs-uri-query": words.or(words.query.replacing("%", with: "%25")), "sc-status": "\(words.line.status)",
                "cs(User-Agent)": words.or(words.agent.replacing(" ", with: "%20")),
                "x-host-header": words.or(words.user), "time-taken": words.seconds,
            ])
        },
        LineForm(name: "ecs") { words in
            json([
                "@timestamp": words.iso, "user": ["name": words.user], "url.original": words.target,
                "http": ["request": ["method": words.line.method], "response.status_code": words.line.status],
                "http.response.body.bytes": words.bytes, "event": ["duration": words.milliseconds * 1_000_000],
                "source": ["ip": "192.0.2.1"], "user_agent": ["original": words.agent],
                "http.response.headers.etag": words.tag,
            ])
        },
        LineForm(name: "envoy", isStart: true, login: "field authority", carries: [.duration, .agent]) { words in
            json([
                "start_time": words.iso, "authority": words.user, "method": words.line.method, "path": words.target,
                "response_code": words.line.status, "bytes_sent": words.bytes, "duration": words.milliseconds,
                "x_forwarded_for": "192.0.2.1", "user_agent": words.agent,
            ])
        },
    ]
}
