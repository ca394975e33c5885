import Foundation

extension ModelLine {
    /// The line as nginx writes it: combined format and ` rt=` with the request time in seconds, `-` where there is none.
    ///
    /// The stamp loses its milliseconds and the entity tag is not written; ``asRead`` is what a reader gets back.
    public var combinedText: String {
        let who = "\(address) - \(Self.escaped(user)) [\(Self.stamp(time))]"
        let request = "\"\(Self.escaped(LogText(method.utf8))) \(Self.escaped(target)) HTTP/1.1\""
        let answer = "\(status) \(bytes.map(String.init) ?? "-") \"-\" \"\(Self.escaped(agent))\""
        return "\(who) \(request) \(answer) rt=\(duration.map(Self.seconds) ?? "-")"
    }

    /// The line without what ``combinedText`` cannot carry: whole seconds, no entity tag, `-` bytes as 0.
    public var asRead: ModelLine {
        var line = self
        line.time = ReferenceModel.floorDivided(time, by: 1_000) * 1_000
        line.bytes = bytes ?? 0
        line.etag = nil
        return line
    }

    /// `02/Mar/2026:07:02:17 +0000`.
    private static func stamp(_ time: Int64) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
        let date = Date(timeIntervalSince1970: Double(ReferenceModel.floorDivided(time, by: 1_000)))
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = months[(parts.month ?? 1) - 1]
        let day = "\(padded(parts.day, 2))/\(month)/\(padded(parts.year, 4))"
        return "\(day):\(padded(parts.hour, 2)):\(padded(parts.minute, 2)):\(padded(parts.second, 2)) +0000"
    }

    private static func padded(_ number: Int?, _ width: Int) -> String {
        let text = String(number ?? 0)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        "\(milliseconds / 1_000).\(padded(Int(milliseconds % 1_000), 3))"
    }

    /// nginx's default escape: `\xXX` for control characters, bytes over 126, `"` and `\`; an empty text is `-`.
    private static func escaped(_ text: LogText) -> String {
        if text.isEmpty { return "-" }
        return text.map { byte in
            let isPlain = (32...126).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            if isPlain { return String(UnicodeScalar(byte)) }
            let hex = String(byte, radix: 16, uppercase: true)
            return "\\x" + (hex.count == 1 ? "0" + hex : hex)
        }.joined()
    }
}
