package import AccessLog

/// Figures and dates in the form of a language.
package struct LanguageForms: Sendable {
    /// A space at which no line breaks.
    package static let glue = "\u{A0}"

    package let language: LetterLanguage
    package let zone: TimeZoneRules

    /// Makes forms of a language, with times of a zone.
    package init(language: LetterLanguage, zone: TimeZoneRules) {
        self.language = language
        self.zone = zone
    }

    /// `1 440`, `1.440`, `1,440`.
    package func number(_ value: Int64) -> String {
        let separator = language == .da ? "." : language == .en ? "," : Self.glue
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += separator }
            text.append(digit)
        }
        return text
    }

    /// `89 %`, `89%`.
    package func percent(_ value: Int64) -> String { number(value) + (language == .en ? "%" : Self.glue + "%") }

    /// `512 byte`, `41,7 MB`; rounded down.
    package func bytes(_ value: Int64) -> String {
        let units: [(Int64, String)] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")]
        for (size, unit) in units where value >= size {
            return decimal(tenths: value / (size / 10)) + Self.glue + unit
        }
        return number(value) + Self.glue + (language == .en ? (value == 1 ? "byte" : "bytes") : "byte")
    }

    /// `12,5`; whole numbers from 100 on.
    package func decimal(tenths: Int64) -> String {
        guard tenths < 1000 else { return number(tenths / 10) }
        return number(tenths / 10) + (language == .en ? "." : ",") + String(tenths % 10)
    }

    /// `0,4 s`, `90 s`, `38 min`, `5 t 20 min`; rounded down.
    package func duration(milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let minutes = seconds / 60
        switch seconds {
        case ..<10: return decimal(tenths: milliseconds / 100) + Self.glue + "s"
        case ..<120: return number(seconds) + Self.glue + "s"
        case ..<7200: return number(minutes) + Self.glue + "min"
        default:
            let rest = minutes % 60 == 0 ? "" : " " + number(minutes % 60) + Self.glue + "min"
            return number(minutes / 60) + Self.glue + hour + rest
        }
    }

    /// `60 s`, `5 min`, `24 t`.
    package func interval(seconds: Int64) -> String {
        switch seconds {
        case 7200... where seconds % 3600 == 0: number(seconds / 3600) + Self.glue + hour
        case 120... where seconds % 60 == 0: number(seconds / 60) + Self.glue + "min"
        default: number(seconds) + Self.glue + "s"
        }
    }

    private var hour: String {
        switch language {
        case .nb, .nn, .da: "t"
        case .sv: "tim"
        case .en: "h"
        }
    }

    /// `14. november 2026`, `14 november 2026`, `14 November 2026`.
    package func date(_ date: CivilDate) -> String {
        let dot = language == .sv || language == .en ? "" : "."
        return "\(date.day)\(dot)\(Self.glue)\(months[date.month - 1])\(Self.glue)\(date.year)"
    }

    /// `14. nov.`, `14 Nov`: for the rows of a picture.
    package func shortDate(_ date: CivilDate) -> String {
        let dot = language == .sv || language == .en ? "" : "."
        return "\(date.day)\(dot)\(Self.glue)\(months[date.month - 1].prefix(3))"
    }

    /// `14. november 2026`, of an instant in milliseconds since 1970 UTC.
    package func date(_ instant: Int64) -> String { date(zone.civilDate(atUTC: instant.flooredSeconds)) }

    /// `14. november 2026 kl. 02.02`, `14 November 2026 at 02:02`.
    package func time(_ instant: Int64) -> String { "\(date(instant)) \(clock(instant))" }

    /// `onsdag 22. april 2026 kl. 16.30`.
    package func deadline(_ instant: Int64) -> String {
        let date = zone.civilDate(atUTC: instant.flooredSeconds)
        return "\(weekdays[date.weekday])\(Self.glue)\(time(instant))"
    }

    private func clock(_ instant: Int64) -> String {
        let minutes = Int(local(instant) % 86_400 / 60)
        return at + Self.glue + OpeningHours.clock(minutes, separator: language == .en ? ":" : ".")
    }

    private var at: String { language == .en ? "at" : "kl." }

    /// `08.30–16.30`.
    func hours(_ hours: OpeningHours) -> String {
        let separator = language == .en ? ":" : "."
        let text = [hours.opens, hours.closes].map { OpeningHours.clock($0, separator: separator) }.joined(
            separator: "–")
        return (language == .en ? "" : at + Self.glue) + text
    }

    /// `2026-11-14 02:02:17 +01:00`, which can be searched for in any log.
    package func stamp(_ instant: Int64) -> String {
        let local = local(instant)
        let date = CivilDate(daysSince1970: local / 86_400)
        let offset = Int(zone.offset(atUTC: instant.flooredSeconds) / 60)
        let seconds = local % 60
        let sign = offset < 0 ? "-" : "+"
        return "\(date.text) \(OpeningHours.clock(Int(local % 86_400 / 60))):\(seconds < 10 ? "0" : "")\(seconds) "
            + sign + OpeningHours.clock(abs(offset))
    }

    private func local(_ instant: Int64) -> Int64 {
        instant.flooredSeconds + zone.offset(atUTC: instant.flooredSeconds)
    }

    /// `A, B og C`.
    package func list(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " \(and) " + last
    }

    private var and: String {
        switch language {
        case .nb, .nn, .da: "og"
        case .sv: "och"
        case .en: "and"
        }
    }

    /// The months, January first.
    package var months: [String] {
        switch language {
        case .nb, .nn:
            [
                "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
                "november",
                "desember",
            ]
        case .da:
            [
                "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
                "november",
                "december",
            ]
        case .sv:
            [
                "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
                "november", "december",
            ]
        case .en:
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
        }
    }

    /// The days of the week, Sunday first.
    package var weekdays: [String] {
        switch language {
        case .nb, .da: ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"]
        case .nn: ["søndag", "måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag"]
        case .sv: ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"]
        case .en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
        }
    }
}
