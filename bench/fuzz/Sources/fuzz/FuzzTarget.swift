import AccessLog

/// One part of the program that takes bytes from outside, and what must hold whatever they are.
struct FuzzTarget: Sendable {
    let name: String
    let run: @Sendable (_ input: [UInt8]) -> Void

    /// The one that is fuzzed; a C function has no place for it.
    nonisolated(unsafe) static var current = FuzzTarget(name: "") { _ in }

    /// Every target: the presets of log formats by their names, then the others.
    static var names: [String] { presets + others.map(\.name) }

    private static var presets: [String] { LogFormats.names.filter { !$0.contains("<") } }

    private static let others = [
        FuzzTarget(name: "detection", run: detect),
        FuzzTarget(name: "format-text", run: formatText),
        FuzzTarget(name: "push-log", run: pushLog),
        FuzzTarget(name: "gzip", run: gzip),
        FuzzTarget(name: "lines", run: lines),
        FuzzTarget(name: "url", run: url),
        FuzzTarget(name: "policy", run: policy),
        FuzzTarget(name: "zone", run: zone),
    ]

    static func named(_ name: String) -> FuzzTarget? {
        if let target = others.first(where: { $0.name == name }) { return target }
        guard presets.contains(name), let format = try? LogFormats.named(name) else { return nil }
        return FuzzTarget(name: name) { input in readLines(input, as: format) }
    }

    /// Ends the program where something does not hold; libFuzzer then keeps the input.
    static func check(_ holds: Bool, _ fact: @autoclosure () -> String, line: UInt = #line) {
        if !holds { fatalError("line \(line): \(fact())") }
    }
}
