import Testing

@testable import Policy

@Suite struct RoutePatternTests {
    @Test(
        arguments: [
            ("GET /", []), ("GET /health", [.literal("health")]),
            ("GET /{installation}/Estates/{id}", [.installation, .literal("Estates"), .any]),
            ("* /maps/*", [.literal("maps"), .rest]), ("POST /*", [.rest]), ("GET /%C3%A5", [.literal("%C3%A5")]),
        ] as [(String, [RoutePattern.Segment])])
    func patternsAreReadSegmentBySegment(text: String, segments: [RoutePattern.Segment]) throws {
        #expect(try RoutePattern(text).segments == segments)
    }

    @Test(
        arguments: [
            ("", .shape), ("GET", .shape), ("GET  /a", .shape), ("GET /a b", .shape), (" GET /a", .shape),
            ("get /a", .method("get")),
            ("GET1 /a", .method("GET1")), ("GET a", .slashes), ("GET //a", .slashes), ("GET /a/", .slashes),
            ("GET /a#b", .query),
            ("GET /a?b", .query), ("GET /{}", .segment("{}")), ("GET /a*", .segment("a*")),
            ("GET /{a}{b}", .segment("{a}{b}")),
            ("GET /*/*", .innerRest),
        ] as [(String, RoutePattern.Fault)])
    func whatIsNoPatternIsRefused(text: String, fault: RoutePattern.Fault) {
        #expect(throws: fault) { try RoutePattern(text) }
    }

    @Test func coversAgreesWithTryingEveryRequest() throws {
        var random = SeededRandom(seed: 11)
        let requests = Self.requests
        for round in 0..<300 {
            let one = try RoutePattern(Self.pattern(&random))
            let other = try RoutePattern(Self.pattern(&random))
            let isCovered = requests.allSatisfy { !Self.matches(other, $0) || Self.matches(one, $0) }
            #expect(one.covers(other) == isCovered, "seed 11, round \(round): \(one) \(other)")
        }
    }

    private static func pattern(_ random: inout SeededRandom) -> String {
        var segments = (0..<random.number(below: 4)).map { _ in random.pick(["A", "b", "{installation}", "{id}"]) }
        if random.number(below: 3) == 0 { segments.append("*") }
        return random.pick(["GET", "HEAD", "POST", "*"]) + " /" + segments.joined(separator: "/")
    }

    /// All requests of up to five segments over three names, of which only `X` is an installation.
    private static let requests: [(method: String, path: [String])] = {
        var paths: [[String]] = [[]]
        var longest = paths
        for _ in 0..<5 {
            longest = longest.flatMap { path in ["A", "b", "X"].map { path + [$0] } }
            paths += longest
        }
        return ["GET", "HEAD", "POST", "PUT"].flatMap { method in paths.map { (method, $0) } }
    }()

    private static func matches(_ pattern: RoutePattern, _ request: (method: String, path: [String])) -> Bool {
        let method = request.method == "HEAD" && pattern.method == "GET" ? "GET" : request.method
        guard pattern.method == "*" || pattern.method == method else { return false }
        for (index, segment) in pattern.segments.enumerated() {
            guard index < request.path.count else { return false }
            switch segment {
            case .rest: return true
            case .any: break
            case .installation: if request.path[index] != "X" { return false }
            case .literal(let text): if request.path[index] != text { return false }
            }
        }
        return pattern.segments.count == request.path.count
    }
}
