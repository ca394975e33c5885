import Detection
import Foundation
import ReferenceModel
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("Who asks, by any part of a line")
struct IdentityTests {
    /// Polls every 30 s for nine hours, each line made by a closure.
    private static func polls(_ line: (String) -> String) -> [String] {
        (0..<1080).map { index in
            let second = 32_400 * 2 + index * 30
            let clock = String(format: "%02d:%02d:%02d", second / 3600 % 24, second / 60 % 60, second % 60)
            return line("02/Mar/2026:\(clock) +0000")
        }
    }

    private static func scan(_ lines: [String], policy text: String) throws -> (ReportModel, output: String) {
        let folder = try LogFolder()
        let file = folder.path + "/abuse-scan.yaml"
        let routes = "\nroutes:\n  - {match: \"GET /{installation}/Estates\", push: available}\n"
        try (text + routes).write(toFile: file, atomically: true, encoding: .utf8)
        var request = ScanRequest(
            inputs: [try folder.write(lines, "access.log", .plain)], policy: try Policy.load(path: file))
        request.threads = 1
        let model = try Scan(request).run().model
        var output = ""
        for format in [ReportFormat.text, .json, .ndjson] {
            ReportWriter(format: format).write(model) { piece in
                var bytes: [UInt8] = []
                for index in piece.indices { bytes.append(piece[index]) }
                output += String(decoding: bytes, as: UTF8.self)
            }
        }
        return (model, output)
    }

    @Test("a key in the query is told by a digest, and its value stands in no output")
    func query() throws {
        let lines = Self.polls {
            "192.0.2.1 - - [\($0)] \"GET /MSDEMO/Estates?customer=Hunter22&page=1 HTTP/1.1\" 200 4225 \"-\" \"x\""
        }
        let digest = SecretDigest.text("Hunter22")
        let (model, output) = try Self.scan(
            lines,
            policy: """
                key: [query customer, path[0]]
                partners:
                  - {id: alfa, name: Alfa AS, logins: ["customer:\(digest)"]}
                """)
        let found = try #require(model.findings.first { $0.rule == .polling })
        #expect(found.key == PartnerKey(login: "customer:\(digest)", installation: "MSDEMO"))
        #expect(found.target == "/MSDEMO/Estates?page=1")
        #expect(found.examples.first?.target == "/MSDEMO/Estates?customer=***&page=1")
        #expect(model.partners["customer:\(digest)"]?.id == "alfa")
        #expect(!output.contains("Hunter22"))
        #expect(output.contains("Alfa AS"))
    }

    @Test("address and agent make a key, and a register may name beginnings")
    func addressAndAgent() throws {
        let lines = Self.polls {
            "192.0.2.1 - - [\($0)] \"GET /MSDEMO/Estates HTTP/1.1\" 200 4225 \"-\" \"AlfaSync/2.3\""
        }
        let (model, _) = try Self.scan(
            lines,
            policy: """
                key: [ip, agent, path[0]]
                partners:
                  - {id: beta, logins: ["192.*"]}
                  - {id: alfa, logins: ["192.0.2.1 Alfa*"]}
                """)
        let found = try #require(model.findings.first { $0.rule == .polling })
        #expect(found.key.login == "192.0.2.1 AlfaSync/2.3")
        #expect(model.partners["192.0.2.1 AlfaSync/2.3"]?.id == "alfa")
    }

    @Test("a segment of the path may name the sender", arguments: ["", "https://hub.example.no:443"])
    func segment(_ host: String) throws {
        let lines = Self.polls {
            "192.0.2.1 - - [\($0)] \"GET \(host)/MSDEMO/alfa-web/Estates?x=/no/no HTTP/1.1\" 200 4225 \"-\" \"x\""
        }
        let (model, _) = try Self.scan(
            lines,
            policy: """
                key: [path[1], path[0]]
                partners:
                  - {id: alfa, logins: [alfa-web]}
                """)
        #expect(model.keys.map(\.key) == [PartnerKey(login: "alfa-web", installation: "MSDEMO")])
        #expect(model.partners["alfa-web"]?.id == "alfa")
    }

    @Test("credentials of a header are told by a digest")
    func header() throws {
        let lines = Self.polls {
            "192.0.2.1 - [\($0)] \"GET /MSDEMO/Estates HTTP/1.1\" 200 4225 \"Basic YWxmYTpodW50ZXI=\""
        }
        let folder = try LogFolder()
        let file = folder.path + "/abuse-scan.yaml"
        try """
        key: [field http_authorization, path[0]]
        partners:
          - {id: alfa, logins: ["http_authorization:\(SecretDigest.text("Basic YWxmYTpodW50ZXI="))"]}
        log_format: 'nginx:$remote_addr - [$time_local] "$request" $status $body_bytes_sent "$http_authorization"'
        """.write(toFile: file, atomically: true, encoding: .utf8)
        let request = ScanRequest(
            inputs: [try folder.write(lines, "access.log", .plain)], policy: try Policy.load(path: file))
        let model = try Scan(request).run().model
        #expect(
            model.keys.map(\.key.login) == ["http_authorization:\(SecretDigest.text("Basic YWxmYTpodW50ZXI="))"])
        #expect(model.partners.values.map(\.id) == ["alfa"])
    }

    @Test(
        "a value deep inside of JSON, a column of a header and two of them name a partner",
        arguments: [
            (
                "field labels.tenant.name",
                [
                    "{\"time\":\"2026-03-02T07:02:17Z\",\"method\":\"GET\",\"uri\":\"/MSDEMO/Estates\",\"status\":200,"
                        + "\"bytes\":120,\"labels\":{\"tenant\":{\"name\":\"alfa-web\"}}}"
                ], "alfa-web", "alfa-web"
            ),
            (
                "field cs(X-Tenant)",
                [
                    "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes cs(X-Tenant)",
                    "2026-03-02 07:02:17 192.0.2.1 GET /MSDEMO/Estates 200 120 alfa-web",
                ], "alfa-web", "alfa-*"
            ),
            (
                "field cs(X-Tenant), ip",
                [
                    "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes cs(X-Tenant)",
                    "2026-03-02 07:02:17 192.0.2.1 GET /MSDEMO/Estates 200 120 alfa-web",
                ], "alfa-web 192.0.2.1", "alfa-web *"
            ),
        ])
    func fieldsOfRecords(_ key: String, _ lines: [String], _ login: String, _ registered: String) throws {
        let (model, _) = try Self.scan(
            lines,
            policy: """
                key: [\(key), path[0]]
                partners:
                  - {id: alfa, logins: ["\(registered)"]}
                """)
        #expect(model.keys.map(\.key) == [PartnerKey(login: login, installation: "MSDEMO")])
        #expect(model.partners[login]?.id == "alfa")
    }
}
