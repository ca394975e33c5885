import Foundation
import Testing

@testable import AccessLog

/// A file below `testdata/formats`, the format that it is, and what its lines say.
///
/// A record is written `time method target status bytes milliseconds user address |agent| |tag|`, all on 2 March 2026.
struct FormatFile: Sendable, CustomTestStringConvertible {
    var path: String
    var format: String
    var lines: [String]

    init(_ path: String, _ format: String, _ lines: [String]) {
        (self.path, self.format, self.lines) = (path, format, lines)
    }

    var testDescription: String { path }

    static let folder = #filePath.replacing(/\/Tests\/AccessLogTests\/.*/, with: "") + "/testdata/formats/"

    var bytes: [UInt8] {
        get throws { Array(try Data(contentsOf: URL(fileURLWithPath: Self.folder + path))) }
    }

    static let all = [
        FormatFile(
            "alb/access.log", "alb",
            [
                "07:02:17.123 GET"
                    + " https://hub.example.no:443/MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 - 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET https://hub.example.no:443/MSDEMO/Estates/12 304 120 2 - 2001:db8::7 || ||",
                "07:03:17.500 POST https://hub.example.no:443/MSDEMO/Contacts 504 0 60100 - 192.0.2.1 |Bad"
                    + " \"quoted\"| ||",
                "unreadable request 07:03:18.000",
                "07:03:19.000 GET http://hub.example.no:80/MSDEMO/Departments 460 0 -1 - 198.51.100.9"
                    + " |curl/8.5.0| ||",
                "07:03:20.000 GET https://hub.example.no:443/MSDEMO/Live 101 50 3 - 2001:db8::7 |Sock| ||",
            ]),
        FormatFile(
            "elb/access.log", "elb",
            [
                "07:02:17.123 GET"
                    + " https://hub.example.no:443/MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 45 - 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET http://hub.example.no:80/MSDEMO/Departments 200 57 2 - 192.0.2.1 || ||",
                "07:02:19.000 GET http://hub.example.no:80/MSDEMO/Departments 503 0 -1 - 192.0.2.1 || ||",
                "unreadable request 07:02:20.000",
            ]),
        FormatFile(
            "envoy/access.log", "envoy",
            [
                "07:02:17.123 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 -"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET /MSDEMO/Estates/12 304 0 2 - 2001:db8::7 || ||",
                "07:02:19.000 POST /MSDEMO/Contacts 0 0 60000 - - |curl/8.5.0| ||",
                "unreadable request 07:02:20.000",
                "07:02:21.000 GET /MSDEMO/Departments 503 91 30 - 192.0.2.1 |AlfaSync/2.3| ||",
                "07:02:22.500 GET /MSDEMO/Estates 200 4225 46 - 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:23.250 GET /MSDEMO/Estates 200 4225 46 - 192.0.2.1 |AlfaSync/2.3| ||",
                "07:02:24.000 GET /MSDEMO/a\"b 200 57 2 - 192.0.2.1 |Alfa \"x\" y| ||",
                "07:02:25.000 GET /MSDEMO/Departments 200 57 2 - 192.0.2.1 |AlfaSync/2.3| ||",
                "07:02:26.000 GET /MSDEMO/Departments 200 57 2 - 192.0.2.1 |AlfaSync/2.3| ||",
                "07:02:27.000 GET /MSDEMO/Departments 200 57 2 - 198.51.100.9 || ||",
            ]),
        FormatFile(
            "haproxy/access.log", "haproxy",
            [
                "07:02:17.123 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 -"
                    + " 192.0.2.1 || ||",
                "07:02:18.000 GET https://hub.example.no/MSDEMO/Estates/12 304 120 2 - 2001:db8::7 || ||",
                "07:02:19.500 POST /MSDEMO/Contacts 504 194 30050 - 192.0.2.1 || ||",
                "unreadable request 07:02:20.000",
                "07:02:21.000 GET /MSDEMO/a\"b#c 0 -1 5 - 198.51.100.9 || ||",
                "unreadable shape",
                "07:02:23.000 GET /MSDEMO/Departments 200 57 3 - 192.0.2.1 || ||",
                "unreadable request 07:02:24.000",
            ]),
        FormatFile(
            "traefik/access.log", "traefik",
            [
                "07:02:17.000 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 alfa-web"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET /MSDEMO/Estates/12 304 0 2 - 2001:db8::7 || ||",
                "07:02:19.000 POST /MSDEMO/Contacts 502 11 60001 alfa-web 192.0.2.1 || ||",
                "07:02:20.000 GET /MSDEMO/Departments 0 0 0 alfa-web 192.0.2.1 |curl/8.5.0| ||",
            ]),
        FormatFile(
            "traefik/access.json.log", "traefik",
            [
                "07:02:17.123 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 alfa-web"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| |\"ab\"|",
                "07:02:18.000 GET /MSDEMO/Estates/12 304 0 2 - 2001:db8::7 || ||",
            ]),
        FormatFile(
            "caddy/access.log", "caddy",
            [
                "07:02:17.123 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 alfa-web"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| |\"ab\"|",
                "07:02:18.000 GET /MSDEMO/Estates/12 304 0 2 - 2001:db8::7 || ||",
                "unreadable request 07:02:19.000",
                "07:02:20.500 GET /MSDEMO/Departments 0 4225 60250 alfa-web 192.0.2.1 |AlfaSync/2.3 (x;"
                    + " y)| |\"ab\"|",
                "07:02:21.125 GET /MSDEMO/Departments 200 57 46 alfa-web 192.0.2.1 |AlfaSync/2.3| ||",
                "07:02:22.000 GET /MSDEMO/Departments 200 57 -1 alfa-web 192.0.2.1 |AlfaSync/2.3| ||",
                "07:02:23.123 GET /MSDEMO/Departments 200 57 62500 alfa-web 192.0.2.1 |AlfaSync/2.3| ||",
                "07:02:24.123 GET /MSDEMO/Departments 200 57 0 alfa-web 192.0.2.1 |AlfaSync/2.3| ||",
                "07:02:25.250 GET /MSDEMO/Departments 200 57 0 alfa-web 2001:db8::7 || ||",
            ]),
        FormatFile(
            "ecs/access.log", "ecs",
            [
                "07:02:17.123 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 alfa-web"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET https://hub.example.no:443/MSDEMO/Estates/12 304 0 2 - 2001:db8::7 || ||",
                "07:02:19.000 POST /MSDEMO/Contacts 201 57 -1 beta-pic 198.51.100.9 || ||",
            ]),
        FormatFile(
            "nginx-json/access.log", "nginx-json",
            [
                "07:02:17.123 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 alfa-web"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| |\"ab\"|",
                "07:02:18.000 GET /MSDEMO/Estates?a=ø&b=2 200 57 2 - 2001:db8::7 || ||",
                "07:02:19.000 POST /MSDEMO/Contacts?x=\"y\" 201 99 1500 alfa-web 192.0.2.1 || ||",
                "unreadable request 07:02:20.000",
                "07:02:21.000 GET /MSDEMO/Estates?x=1 200 1 1 alfa-web 192.0.2.1 || ||",
            ]),
        FormatFile(
            "azure-appgw/access.log", "azure-appgw",
            [
                "07:02:17.000 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 -"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET /MSDEMO/Estates/12 304 120 2000 - 2001:db8::7 || ||",
                "07:02:19.000 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 -"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:20.000 GET"
                    + " /MSDEMO/Departments?X-AzureApplicationGateway-CACHE-HIT=0&SERVER-ROUTED=10.4.0.4&X-AzureApplicationGateway-LOG-ID=874f1f0f-6807-41c9-b7bc-f3cfa74aa0b1&SERVER-STATUS=200 200 553 205 - 192.0.2.1 || ||",
                "unreadable request 07:02:21.000",
                "unreadable request 07:02:22.000",
            ]),
        FormatFile(
            "azure-apim/access.log", "azure-apim",
            [
                "07:02:17.123 GET"
                    + " https://hub.example.no:443/MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 alfa-web 192.0.2.1 |AlfaSync/2.3 (x; y)| |\"ab\"|",
                "07:02:18.000 GET http://hub.example.no/MSDEMO/Departments 200 57 2 beta 2001:db8::7 || ||",
                "unreadable request 07:02:19.000",
            ]),
        FormatFile(
            "aspnet-w3c/access.log", "aspnet-w3c",
            [
                "directive",
                "directive",
                "directive",
                "07:02:17.000 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 -1 46 alfa-web"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET /MSDEMO/Estates/12 304 -1 0 - 2001:db8::7 || ||",
                "07:02:19.000 POST /MSDEMO/Contacts 201 -1 60001 alfa-web 192.0.2.1 |curl/8.5.0| ||",
                "directive",
                "directive",
                "directive",
                "07:02:20.000 GET /MSDEMO/a+b?x=1&X-ARR-LOG-ID=2bd33ef1 200 -1 0 alfa-web 192.0.2.1 || ||",
            ]),
        FormatFile(
            "cloudfront/access.log", "cloudfront",
            [
                "directive",
                "directive",
                "07:02:17.000 GET /MSDEMO/Estates?changedAfter=2026-03-01T00%3A00%3A00Z&key=K1 200 4225 46"
                    + " - 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "06:59:18.000 GET /MSDEMO/Estates/a%20b 304 120 2 - 2001:db8::7 |AlfaSync/2.3 (x)| ||",
                "07:02:19.000 POST /MSDEMO/Contacts 0 0 30000 - 192.0.2.1 || ||",
            ]),
        FormatFile(
            "cloudfront/access.json.log", "cloudfront",
            [
                "07:02:17.000 GET /MSDEMO/Estates?changedAfter=2026-03-01T00%3A00%3A00Z&key=K1 200 4225 46"
                    + " - 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "06:59:18.000 GET /MSDEMO/Estates/a%20b 304 120 2 - 2001:db8::7 |AlfaSync/2.3 (x)| ||",
                "07:02:19.250 POST /MSDEMO/Contacts 0 0 30000 - 192.0.2.1 || ||",
                "unreadable request 07:02:20.000",
                "unreadable time",
            ]),
        FormatFile(
            "w3c/iis.log", "w3c",
            [
                "directive",
                "directive",
                "directive",
                "directive",
                "07:02:17.000 GET"
                    + " /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z&X-ARR-LOG-ID=2bd33ef1-27bf 200 4225 46 alfa-web 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "directive",
                "directive",
                "directive",
                "directive",
                "07:02:18.000 GET /MSDEMO/Estates/12 304 120 2 - 2001:db8::7 || ||",
            ]),
        FormatFile(
            "w3c/httperr.log", "w3c",
            [
                "directive",
                "directive",
                "directive",
                "directive",
                "07:02:17.000 GET /MSDEMO/Departments?x=1 503 -1 -1 - 192.0.2.1 || ||",
                "unreadable request 07:02:18.000",
            ]),
        FormatFile(
            "w3c/quoted.log", "w3c",
            [
                "directive",
                "directive",
                "07:02:17.123 GET /MSDEMO/Estates?x=1 200 4225 46 alfa-web 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET /MSDEMO/Departments 200 57 2 - 192.0.2.1 || ||",
                "unreadable shape",
            ]),
        FormatFile(
            "combined/access.log", "combined",
            [
                "07:02:17.000 GET /MSDEMO/Estates?changedAfter=2026-03-01T00:00:00Z 200 4225 46 alfa-web"
                    + " 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "unreadable request 07:02:18.000",
                "unreadable request 07:02:18.000",
                "07:02:19.000 GET https://hub.example.no:443/MSDEMO/Estates/12 304 0 -1 alfa-web 192.0.2.1"
                    + " |a \"b\" c| ||",
                "07:02:20.000 GET /MSDEMO/Departments 200 57 2 alfa-web 192.0.2.1 || ||",
            ]),
        FormatFile(
            "vhost/access.log", "vhost",
            [
                "07:02:17.000 GET /MSDEMO/Estates 200 4225 -1 alfa-web 192.0.2.1 |AlfaSync/2.3 (x; y)| ||",
                "07:02:18.000 GET /MSDEMO/Departments 200 57 -1 alfa-web 192.0.2.1 || ||",
            ]),
        FormatFile(
            "common/access.log", "common",
            [
                "07:02:17.000 GET /MSDEMO/Estates 200 4225 -1 alfa-web 192.0.2.1 || ||",
                "07:02:18.000 GET /MSDEMO/Departments 200 57 -1 HUB\\nils 192.0.2.1 || ||",
                "07:02:19.000 GET /MSDEMO/Departments 200 57 -1 - 2001:db8:: || ||",
            ]),
        FormatFile(
            "json/access.log", "json",
            [
                "07:02:17.123 GET /MSDEMO/Estates 200 4225 46 alfa-web 192.0.2.1 |AlfaSync/2.3| ||"
            ]),
    ]
}

extension Reading {
    /// The reading as the tables write it.
    var row: String {
        func word(_ text: String) -> String { text.isEmpty ? "-" : text }
        switch outcome {
        case .directive: return "directive"
        case .unreadable(let reason): return "unreadable \(reason)" + (reason.hasTime ? " \(clock)" : "")
        case .record:
            return "\(clock) \(word(method)) \(word(target)) \(status) \(bytes) \(duration) \(word(user)) "
                + "\(word(address)) |\(agent)| |\(entityTag)|"
        }
    }

    /// The time of day on 2 March 2026, to the millisecond.
    private var clock: String {
        let past = time - instant("2026-03-02T00:00:00Z")
        return String(
            format: "%02d:%02d:%02d.%03d", past / 3_600_000, past / 60_000 % 60, past / 1000 % 60, past % 1000)
    }
}

@Suite("Lines of real servers, format by format")
struct FormatFileTests {
    @Test("Every line is read as its format means it", arguments: FormatFile.all)
    func reads(_ file: FormatFile) throws {
        let lines = try file.bytes.split(separator: 0x0A).map { $0.last == 0x0D ? Array($0.dropLast()) : Array($0) }
        #expect(lines.count == file.lines.count)
        var parser = try parser(file.format)
        for (line, expected) in zip(lines, file.lines) {
            var alone = parser
            #expect(parser.read(line).row == expected)
            #expect(alone.read(line, inMiddle: false).row == expected)
        }
    }

    @Test("Every file is told by its content", arguments: FormatFile.all)
    func tells(_ file: FormatFile) throws {
        let bytes = try file.bytes
        let detection = LogFormats.detect(bytes.span)
        #expect(detection.format?.name == file.format)
        #expect(!detection.isAmbiguous)
        #expect(detection.candidates.first?.name == file.format)
    }

    @Test("One line is enough to tell a format, and no other takes it", arguments: FormatFile.all)
    func oneLine(_ file: FormatFile) throws {
        let lines = try file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let directives = lines.prefix { $0.first == UInt8(ascii: "#") }
        guard directives.count < lines.count else { return }
        let head = Array(directives.joined(separator: [0x0A])) + [0x0A] + lines[directives.count]
        let detection = LogFormats.detect(head.span)
        #expect(detection.format?.name == file.format)
        #expect(!detection.isAmbiguous)
    }
}
