import Foundation
import ReferenceModel

/// What must happen, day by day, found with Foundation's calendar and counting alone.
struct LifeExpectation {
    /// Days on which the API was in trouble, and days of which half of the log is missing.
    static let faults: Set<Int> = [11, 33, 34]
    static let holes: Set<Int> = [23, 47]
    /// The exemption begins on the twentieth morning and ends with this day.
    static let exemptUntil = 60

    private let calendar: OsloCalendar
    private let start: String

    init(_ start: String) throws {
        calendar = try OsloCalendar()
        self.start = start
    }

    /// Refused calls of each login on a day.
    static func calls(_ place: Int) -> [String: Int] {
        var calls = ["never": 3, "silent": 4, "bounce": 5, "exempt": 2]
        if place < 10 { calls["stops"] = 20 }
        if place < 12 || (30...80).contains(place) { calls["relapse"] = 6 }
        // From 60 points to 20, and never to nothing.
        calls["slow"] = place < 9 ? 40 : 2
        // Four bad days, of which the API was in trouble on two.
        if [30, 31, 33, 34].contains(place) { calls["hit"] = 6 }
        return calls
    }

    static func day(_ start: String, _ place: Int) throws -> String {
        let calendar = try OsloCalendar()
        let noon = Date(timeIntervalSince1970: Double(try calendar.at(start, 12) / 1000))
        let day = calendar.calendar.date(byAdding: .day, value: place, to: noon)
        return calendar.text(day ?? noon)
    }

    private func day(_ place: Int) throws -> String { try Self.day(start, place) }

    private func counts(_ place: Int) -> Bool { !Self.faults.contains(place) && !Self.holes.contains(place) }

    /// The next working day after a place, when the postman comes.
    private func arrival(after place: Int) throws -> Int {
        var next = place + 1
        while true {
            let morning = Date(timeIntervalSince1970: Double(try calendar.at(day(next), 9) / 1000))
            if calendar.isWorking(morning) { return next }
            next += 1
        }
    }

    /// The first day that counts, from the end of the grace on.
    private func step(after arrived: Int, grace: Int) throws -> Int {
        let end = try calendar.deadline(after: calendar.at(day(arrived), 9), days: grace)
        let date = calendar.text(Date(timeIntervalSince1970: Double(end / 1000)))
        var place = arrived
        while try day(place) < date { place += 1 }
        while !counts(place) { place += 1 }
        return place
    }

    /// The end of the first seven covered days is past on the eighth.
    private let notice = 7

    /// A case that goes all the way.
    private func whole(delay: (Int) throws -> Int) throws -> [(Int, String)] {
        var found = [(0, "opened"), (notice, "notice drafted")]
        var last = notice
        for (word, grace) in [("reminder drafted", 7), ("final warning drafted", 7), ("closing", 14)] {
            last = try step(after: delay(last), grace: grace)
            found.append((last, word))
        }
        return found
    }

    /// The steps of each login, with the day of each.
    var steps: [(String, [String])] {
        get throws {
            let all = [
                ("never", try whole { try arrival(after: $0) }),
                ("silent", [(0, "opened"), (notice, "notice drafted")]),
                ("bounce", try whole { try workday(from: $0 + 8) }),
                ("stops", try stops()), ("relapse", try relapse()), ("exempt", try exempt()), ("slow", try slow()),
                ("hit", [(30, "opened"), (resolved(after: 31), "resolved")]),
            ]
            return try all.map { login, found in
                (login, try found.filter { $0.0 < 90 }.map { "\(try day($0.0)) \($0.1)" })
            }
        }
    }

    private func workday(from place: Int) throws -> Int { try arrival(after: place - 1) }

    /// The seventh day that counts and is clean, after a last bad one.
    private func resolved(after last: Int) -> Int {
        var (place, clean) = (last, 0)
        while clean < 7 {
            place += 1
            if counts(place) { clean += 1 }
        }
        return place
    }

    private func stops() throws -> [(Int, String)] {
        let end = resolved(after: 9)
        return [(0, "opened"), (notice, "notice drafted"), (end, "resolved"), (end, "resolved drafted")]
    }

    /// The notice does not stand after the resolution, so the relapse begins with one.
    private func relapse() throws -> [(Int, String)] {
        let end = resolved(after: 10)
        var found = [
            (0, "opened"), (notice, "notice drafted"), (end, "resolved"), (end, "resolved drafted"), (30, "reopened"),
        ]
        var (place, bad) = (29, 0)
        while bad < 3 {
            place += 1
            if counts(place) { bad += 1 }
        }
        found.append((place, "notice drafted"))
        for (word, grace) in [("reminder drafted", 7), ("final warning drafted", 7), ("closing", 14)] {
            place = try step(after: arrival(after: place), grace: grace)
            guard place <= 80 else { break }
            found.append((place, word))
        }
        let second = resolved(after: 80)
        return found + [(second, "resolved"), (second, "resolved drafted")]
    }

    /// The exemption takes the letters that wait back, and stops everything until its end.
    private func exempt() throws -> [(Int, String)] {
        let reminder = try step(after: arrival(after: notice), grace: 7)
        // The reminder arrived, and three bad days came after it, before the exemption.
        let final = Self.exemptUntil
        let closing = try step(after: arrival(after: final), grace: 14)
        return [
            (0, "opened"), (notice, "notice drafted"), (reminder, "reminder drafted"), (final, "final warning drafted"),
            (closing, "closing"),
        ]
    }

    /// Misuse falls to a third after the notice: the reminder waits seven days more.
    private func slow() throws -> [(Int, String)] {
        let due = try step(after: arrival(after: notice), grace: 7)
        var reminder = due + 7
        while !counts(reminder) { reminder += 1 }
        let final = try step(after: arrival(after: reminder), grace: 7)
        let closing = try step(after: arrival(after: final), grace: 14)
        return [
            (0, "opened"), (notice, "notice drafted"), (due, "paused"), (reminder, "reminder drafted"),
            (final, "final warning drafted"), (closing, "closing"),
        ]
    }
}
