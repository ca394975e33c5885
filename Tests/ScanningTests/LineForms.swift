import Foundation
import ReferenceModel
import Testing

/// How one request is written in every format: for comparing what is found.
struct LineForm: Sendable, CustomTestStringConvertible {
    /// The format as `--log-format` names it and as it is told by content.
    var name: String
    /// What a file begins with.
    var head: [String] = []
    /// Whether stamps are the start of requests.
    var isStart = false
    /// Where the login stands: `user`, or a part of the key as the policy writes it.
    var login = "user"
    var carries: Parts = .all
    /// Milliseconds of the finest stamp.
    var resolution: Int64 = 1
    /// Whether bytes that are no ASCII can stand in it.
    var write: @Sendable (Words) -> String

    /// What a format can say.
    struct Parts: OptionSet, Sendable {
        let rawValue: Int
        static let duration = Parts(rawValue: 1)
        static let agent = Parts(rawValue: 2)
        static let tag = Parts(rawValue: 4)
        static let all: Parts = [.duration, .agent, .tag]
    }

    /// The parts of a line as texts.
    struct Words {
        var line: ModelLine
        var target: String { String(decoding: line.target, as: UTF8.self) }
        var user: String { String(decoding: line.user, as: UTF8.self) }
        var agent: String { String(decoding: line.agent, as: UTF8.self) }
        var tag: String? { line.etag.map { String(decoding: $0, as: UTF8.self) } }
        var milliseconds: Int64 { line.duration ?? 0 }
        var bytes: Int64 { line.bytes ?? 0 }
        var path: String { String(target.prefix { $0 != "?" }) }
        var query: String { target.contains("?") ? String(target.drop { $0 != "?" }.dropFirst()) : "" }
        var seconds: String { String(format: "%d.%03d", milliseconds / 1000, milliseconds % 1000) }

        func date(_ format: String) -> String { LineForm.date(line.time, format) }
        var iso: String { date("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'") }
        var commonLog: String { date("dd/MMM/yyyy:HH:mm:ss") }
        func or(_ text: String, _ other: String = "-") -> String { text.isEmpty || text == "-" ? other : text }
    }

    var testDescription: String { name }

    private static func date(_ milliseconds: Int64, _ format: String) -> String {
        let formatter = DateFormatter()
        (formatter.locale, formatter.timeZone) = (Locale(identifier: "en_US_POSIX"), TimeZone(secondsFromGMT: 0))
        formatter.dateFormat = format
        return formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    }

    /// A JSON object of a line; `nil` values are left out.
    static func json(_ object: [String: Any?]) -> String {
        let options: JSONSerialization.WritingOptions = [.sortedKeys]
        let data = try? JSONSerialization.data(withJSONObject: object.compactMapValues { $0 }, options: options)
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// The line as far as this format can tell it.
    func carried(_ line: ModelLine) -> ModelLine {
        var line = line
        line.time -= line.time % resolution
        if !carries.contains(.duration) { line.duration = nil } else { line.duration = line.duration ?? 0 }
        if !carries.contains(.agent) { line.agent = [] }
        if !carries.contains(.tag) || line.etag == Array("-".utf8) { line.etag = nil }
        line.bytes = line.bytes ?? 0
        if line.user == Array("-".utf8) { line.user = [] }
        return line
    }
}
