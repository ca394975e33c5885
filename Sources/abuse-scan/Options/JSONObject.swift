import Foundation

/// A small JSON object in the order in which its fields were put.
struct JSONObject {
    /// A value.
    enum Value {
        case number(Int64?)
        case string(String?)
        case flag(Bool)
        case strings([String])
        case object(JSONObject?)
        case objects([JSONObject])
    }

    private var fields: [(name: String, value: Value)] = []

    /// Makes an object of its fields.
    init(_ fields: KeyValuePairs<String, Value>) { self.fields = fields.map { ($0.key, $0.value) } }

    /// Compact, on one line.
    var text: String {
        "{" + fields.map { Self.quoted($0.name) + ":" + Self.text($0.value) }.joined(separator: ",") + "}"
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .number(let number): number.map(String.init) ?? "null"
        case .string(let string): string.map(quoted) ?? "null"
        case .flag(let flag): flag ? "true" : "false"
        case .strings(let strings): "[" + strings.map(quoted).joined(separator: ",") + "]"
        case .objects(let objects): "[" + objects.map(\.text).joined(separator: ",") + "]"
        case .object(let object): object?.text ?? "null"
        }
    }

    private static func quoted(_ string: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? encoder.encode(string)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
