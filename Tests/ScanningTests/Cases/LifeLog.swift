import AccessLog
import Foundation
import ReferenceModel

/// Small logs of the HUB: a well-behaved key whose lines cover every day, and keys that hammer a closed door for half an hour a
/// day, as hard as the test says.
struct LifeLog {
    let calendar: OsloCalendar

    init() throws { calendar = try OsloCalendar() }

    /// The policy under which two refused calls in an hour make an abuse day.
    static let policy = """
        closed_door: {requests: 2, share: 90%, sustained: 1 of 1}
        notices: {from: hub@example.no, sender: HUB}
        partners:
          - {id: a, name: Alfa AS, logins: [never], language: nn, contacts: [{name: Kari, email: kari@a.example}]}
          - {id: b, logins: [stops], language: en, contacts: [{email: b@b.example}]}
          - {id: c, logins: [relapse], language: sv, contacts: [{email: c@c.example}]}
          - {id: d, logins: [silent], language: da}
          - {id: e, logins: [bounce], contacts: [{email: e@e.example}]}
          - {id: f, logins: [exempt], contacts: [{email: f@f.example}]}
          - {id: g, logins: [slow], contacts: [{email: g@g.example}]}
          - {id: h, logins: [hit], contacts: [{email: h@h.example}]}

        """

    /// The lines of one local day, in order: so many refused calls of each login, an API that answers everybody with 503 for
    /// three hours if it is faulty, and lines only of some hours.
    func lines(_ date: String, _ calls: [String: Int], isFaulty: Bool = false, hours: Range<Int> = 0..<24) throws
        -> [String]
    {
        let start = try calendar.at(date, 0) / 1000
        let noon = Date(timeIntervalSince1970: Double(start + 43_200))
        let next = calendar.calendar.startOfDay(for: noon.addingTimeInterval(86_400))
        let end = Int64(next.timeIntervalSince1970)
        var lines: [(Int64, String)] = []
        for beat in 0... {
            let time = start + Int64(beat) * 1500
            guard time < end else { break }
            let hour = Int(time - start) / 3600
            guard hours.contains(hour) else { continue }
            let status = isFaulty && (13..<16).contains(hour) ? 503 : 200
            lines.append((time, line(time, "good", "/MSDEMO/Estates/\(beat)", status)))
        }
        for (login, count) in calls {
            for call in 0..<count {
                let time = start + 9 * 3600 + 200 + Int64(call) * 3000 / Int64(count)
                lines.append((time, line(time, login, "/MSDEMO/Secrets", 403)))
            }
        }
        return lines.sorted { $0 < $1 }.map(\.1)
    }

    /// One line.
    func line(_ time: Int64, _ login: String, _ path: String, _ status: Int) -> String {
        "192.0.2.7 - \(login) [\(Self.stamp(time))] \"GET \(path) HTTP/1.1\" \(status) \(status == 200 ? 100 + time % 977 : 9) "
            + "\"-\" \"Sync/1\""
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func stamp(_ time: Int64) -> String {
        let date = CivilDate(daysSince1970: time / 86_400)
        func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
        let clock = [time / 3600 % 24, time / 60 % 60, time % 60].map(two).joined(separator: ":")
        return "\(two(Int64(date.day)))/\(months[date.month - 1])/\(date.year):\(clock) +0000"
    }
}
