import Foundation
import ReferenceModel
import Testing

/// How one request is written in every format: for comparing what is found.
struct LineForm: Sendable, CustomTestStringConvertible {
    /// The format as `--log-format` names it and as it is told by content.
    var name: String
    /// Whether nothing but its name, the text of a format, tells it.
    var isNamed = false
    /// What a file begins with.
    var head: [String] = []
    /// What a file's lines become where they are not lines of their own.
    var wrap: @Sendable ([String]) -> [String] = { $0 }
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
        var epoch: String { "\(line.time / 1000)." + "00\(line.time % 1000)".suffix(3) }
        var commonLog: String { date("dd/MMM/yyyy:HH:mm:ss") }
        func or(_ text: String, _ other: String = "-") -> String { text.isEmpty || text == "-" ? other : text }
    }

    var testDescription: String { name }

    /// A whole file.
    func file(_ lines: [ModelLine]) -> [String] { head + wrap(lines.map { write(Words(line: $0)) }) }

    /// A date by a pattern of `yyyy MMM MM dd HH mm ss SSS`; a formatter of Foundation takes a hundred times as long.
    private static func date(_ milliseconds: Int64, _ pattern: String) -> String {
        let days = milliseconds.quotient(by: 86_400_000)
        let (year, month, day) = civil(days)
        let rest = milliseconds - days * 86_400_000
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let millis = "00\(rest % 1000)".suffix(3)
        return pattern.replacing("'", with: "").replacing("yyyy", with: "\(year)")
            .replacing("MMM", with: months[Int(month) - 1]).replacing("MM", with: two(month))
            .replacing("dd", with: two(day)).replacing("HH", with: two(rest / 3_600_000))
            .replacing("mm", with: two(rest / 60_000 % 60)).replacing("ss", with: two(rest / 1000 % 60))
            .replacing("SSS", with: millis)
    }

    /// Year, month and day of a day since 1970, counted in years that begin in March.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.quotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let place = (5 * dayOfYear + 2) / 153
        let month = place < 10 ? place + 3 : place - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * place + 2) / 5 + 1)
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

extension Int64 {
    /// The quotient rounded down.
    fileprivate func quotient(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
    }
}
