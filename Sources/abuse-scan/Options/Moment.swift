import ArgumentParser
import Foundation

/// An instant on the command line: RFC 3339, a date (its start in UTC unless a zone is asked), or `36h ago`.
struct Moment: ExpressibleByArgument {
    /// What was written.
    let text: String

    init?(argument: String) { text = argument }

    /// Milliseconds since 1970 UTC; dates are those of the display zone, and `now` is what `ago` counts from.
    func milliseconds(zoneOffset: (Int64) -> Int64, now: Int64) throws -> Int64 {
        if let ago = ago(now) { return ago }
        if let date = Self.parse(text, "yyyy-MM-dd") { return local(date, zoneOffset) }
        for form in ["yyyy-MM-dd'T'HH:mm:ssXXXXX", "yyyy-MM-dd'T'HH:mm:ss.SSSXXXXX", "yyyy-MM-dd'T'HH:mmXXXXX"] {
            if let date = Self.parse(text, form) { return date }
        }
        for form in ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"] {
            if let date = Self.parse(text, form) { return local(date, zoneOffset) }
        }
        throw Failure("\"\(text)\" is no moment; write 2026-11-13, 2026-11-13T08:30:00Z or \"36h ago\"")
    }

    private func ago(_ now: Int64) -> Int64? {
        let words = text.split(separator: " ")
        guard words.count == 2, words[1] == "ago", let span = Span(argument: String(words[0])) else { return nil }
        return now - Int64(span.milliseconds)
    }

    private func local(_ milliseconds: Int64, _ zoneOffset: (Int64) -> Int64) -> Int64 {
        let guess = milliseconds - zoneOffset(milliseconds / 1000) * 1000
        return milliseconds - zoneOffset(guess / 1000) * 1000
    }

    private static func parse(_ text: String, _ form: String) -> Int64? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.isLenient = false
        formatter.dateFormat = form
        return formatter.date(from: text).map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) }
    }

    /// A length of time, `15s 10m 1h 7d`.
    struct Span: ExpressibleByArgument {
        let milliseconds: Int

        init?(argument: String) {
            let units: [Character: Int] = ["s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
            guard let last = argument.last, let unit = units[last], let number = Int(argument.dropLast()), number >= 0,
                number <= 100_000
            else { return nil }
            milliseconds = number * unit
        }
    }
}
