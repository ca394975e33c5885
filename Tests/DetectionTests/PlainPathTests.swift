import AccessLog
import ReferenceModel
import Testing

@testable import Detection

/// Paths of the same words share what follows from them: it must be what each would come to alone.
@Suite("Paths that share their answers")
struct PlainPathTests {
    private static let firsts = ["MSDEMO", "ABC12345", "A", "status", "Status", "42", "x-y", "%41BC", ".", ""]
    private static let segments = [
        "Estates", "Contacts", "v2", "4711", "0", "007", "-5", "4f1b6cde-0a1b-4c2d-8e3f-0123456789ab",
        "4F1B6CDE-0A1B-4C2D-8E3F-0123456789AB", "4f1b6cde-0a1b-4c2d-8e3f-0123456789ag",
        "4f1b6cde0a1b4c2d8e3f0123456789ab", "4f1b6cde-0a1b-4c2d-8e3f--123456789ab", "..", ".", "", "a%20b", "%34711",
        "Estates(17)", "2026-03-02", "abc#def", "#", "Ærlig", "12345678901234567890123456789012",
        "123456789012345678901234567890123456", "MSDEMO", String(repeating: "7", count: 63),
        String(repeating: "7", count: 64), String(repeating: "w", count: 70),
    ]
    private static let queries = [
        "", "", "?", "?a=1", "?page=2&size=10", "?changedAfter=2026-03-02T10:00:00", "?_=17", "?size=10&page=2",
        "?ids=1,2", "?a?b/c",
    ]

    @Test(arguments: 0..<8)
    func giveWhatEachGivesAlone(_ number: Int) {
        let options = Self.options(number)
        var random = SeededGenerator(seed: UInt64(number) + 1)
        var shared = RequestReader(options)
        for _ in 0..<600 {
            let target = Self.target(&random)
            let method = ["GET", "GET", "POST", "HEAD"].randomElement(using: &random) ?? "GET"
            var alone = RequestReader(options, targets: 1)
            let expected = Self.read(method, target, &alone)
            #expect(Self.read(method, target, &shared) == expected, "\(method) \(target), policy \(number)")
        }
    }

    @Test(
        arguments: [
            ("/MSDEMO/Estates/4f1b6cde-0a1b-4c2d-8e3f-0123456789ab", 52), ("/A?b/c", 2), ("/v2/Estates?page=2", 11),
            ("/MSDEMO/Estates/4711/Pictures", 29), ("/MSDEMO/Estates/4711/Pictures?size=2", 29), ("/12345678/1", 11),
        ])
    func areTheUsualOnes(_ target: String, _ end: Int) {
        var installations = InstallationPattern("^[A-Z][A-Z0-9]*$")
        let bytes = Array(target.utf8)
        #expect(PlainPath(bytes.span, 0..<bytes.count, seed: 1, isShared: true, &installations)?.end == end)
    }

    /// Every policy asks something else of the shared answers.
    private static func options(_ number: Int) -> DetectionOptions {
        var options = DetectionOptions()
        options.routes = ["GET /{installation}/Estates/{id}", "GET /{installation}/*"].map { RouteRule(match: $0) }
        options.quotas = [Quota(name: "estates", match: "GET /{installation}/Estates/*", limit: 5, period: .day)]
        switch number {
        case 1: options.key = [.user]
        case 2: options.url.caseInsensitivePaths = true
        case 3: options.routes.insert(RouteRule(match: "GET /MSDEMO/Estates/{id}"), at: 0)
        case 4: options.routes.insert(RouteRule(match: "GET /{installation}/Estates/4711"), at: 0)
        case 5: options.quotas.append(Quota(name: "one", match: "* /{x}/{installation}/{id}", limit: 5, period: .day))
        case 6: options.installationPattern = "^[a-z]+$"
        case 7:
            options.quotas = (0..<40).map {
                Quota(name: "q\($0)", match: "GET /{installation}/Estates/{id}", limit: 5, period: .day)
            }
        default: break
        }
        return options
    }

    private static func target(_ random: inout SeededGenerator) -> String {
        let first = firsts.randomElement(using: &random) ?? ""
        let count = Int.random(in: 0...4, using: &random)
        let rest = (0..<count).map { _ in "/" + (segments.randomElement(using: &random) ?? "") }
        return "/" + first + rest.joined() + (queries.randomElement(using: &random) ?? "")
    }

    /// What a reader says of a request, as one line.
    private static func read(_ method: String, _ target: String, _ reader: inout RequestReader) -> String {
        let bytes = Array((method + target).utf8)
        var record = AccessRecord()
        record.method = FieldRange(0..<method.utf8.count)
        record.target = FieldRange(method.utf8.count..<bytes.count)
        record.status = 200
        var event = RequestEvent()
        guard reader.read(record, in: bytes.span, into: &event) else { return "over a limit" }
        return "\(event.resource) \(event.target) \(event.base) \(event.collection) \(event.object) \(event.path) "
            + "\(event.template) \(event.route) \(event.flags.rawValue) \(event.depth) \(event.quotas) \(event.order)"
    }
}
