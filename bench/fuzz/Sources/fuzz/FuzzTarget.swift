import AccessLog

/// One part of the program that takes bytes from outside, and what must hold whatever they are.
struct FuzzTarget: Sendable {
    let name: String
    /// What the first byte of an input chooses from, `A` the first; empty where the input has no such byte.
    let choices: [String]
    let run: @Sendable (_ input: [UInt8]) -> Void

    /// The one that is fuzzed; a C function has no place for it.
    nonisolated(unsafe) static var current = FuzzTarget(name: "", choices: []) { _ in }

    static let all = [
        joined("lines", lineReaders),
        joined("json-lines", jsonReaders),
        FuzzTarget(name: "detection", choices: [], run: detect),
        FuzzTarget(name: "gzip", choices: [], run: gzip),
        FuzzTarget(name: "line-buffer", choices: [], run: lineBuffer),
        FuzzTarget(name: "url", choices: [], run: url),
        FuzzTarget(name: "policy", choices: [], run: policy),
        FuzzTarget(name: "zone", choices: [], run: zone),
    ]

    /// The readers of lines of text, and what else is text line by line.
    private static let lineReaders: [Reader] =
        presets([
            "combined", "common", "vhost", "w3c", "aspnet-w3c", "alb", "elb", "cloudfront", "haproxy", "envoy",
            "traefik",
        ]) + [Reader(name: "format-text", run: formatText), Reader(name: "push-log", run: pushLog)]

    private static let jsonReaders: [Reader] = presets([
        "json", "caddy", "ecs", "nginx-json", "azure-appgw", "azure-apim", "envoy", "traefik",
    ])

    /// Presets that no target reads; there must be none.
    static var unread: [String] {
        let read = Set((lineReaders + jsonReaders).map(\.name))
        return LogFormats.names.filter { !$0.contains("<") && !read.contains($0) }
    }

    /// Several readers as one target, so that they share the time.
    private static func joined(_ name: String, _ readers: [Reader]) -> FuzzTarget {
        FuzzTarget(name: name, choices: readers.map(\.name)) { input in
            guard let first = input.first else { return }
            readers[Int(first &- UInt8(ascii: "A")) % readers.count].run(Array(input.dropFirst()))
        }
    }

    private static func presets(_ names: [String]) -> [Reader] {
        names.compactMap { name in
            guard let format = try? LogFormats.named(name) else { return nil }
            return Reader(name: name) { input in readLines(input, as: format) }
        }
    }

    /// What reads an input behind its first byte.
    private struct Reader: Sendable {
        let name: String
        let run: @Sendable (_ input: [UInt8]) -> Void
    }

    /// Ends the program where something does not hold; libFuzzer then keeps the input.
    static func check(_ holds: Bool, _ fact: @autoclosure () -> String, line: UInt = #line) {
        if !holds { fatalError("line \(line): \(fact())") }
    }
}
