import Foundation
import Ledger
import Reports
import Testing

@testable import Policy
@testable import Scanning

@Suite("However a log is fed, cases are the same")
struct FeedingTests {
    private let log: LifeLog
    private let policy: Policy
    private let dates: [String]

    init() throws {
        log = try LifeLog()
        policy = try Policy(
            yaml: LifeLog.policy.replacing("notices: {", with: "notices: {observe_days: 2, "), fileName: "p")
        // The clocks go forward in between.
        dates = try (0..<14).map { try LifeExpectation.day("2026-03-24", $0) }
    }

    private func lines(_ place: Int) throws -> [String] {
        let calls = place < 5 ? 9 : 0
        // A day with a hole, and one on which the API is in trouble.
        return try log.lines(
            dates[place], ["never": 5, "stops": calls, "slow": 40 / (place + 1)], isFaulty: place == 4,
            hours: place == 6 ? 0..<12 : 0..<24)
    }

    private func scan(_ files: [String], _ ledger: String) throws {
        var request = ScanRequest(inputs: files, policy: policy)
        request.threads = 1
        request.ledger = LedgerUse(path: ledger)
        request.ledger?.policyText = policy.show()
        _ = try Scan(request).run()
    }

    /// Everything that is kept of cases, as text.
    private func cases(_ path: String) throws -> [String] {
        let file = try LedgerFile.open(path, for: .reading)
        var rows: [String] = []
        for row in try file.cases() { rows.append("\(row)") }
        for row in try file.letters() { rows.append("\(row)") }
        try file.history { rows.append("\($0)") }
        let changed = try file.changedRows()
        #expect(changed.isEmpty)
        for day in try file.judgedDays() { rows.append("\(day)") }
        return rows
    }

    @Test func oneRunFourteenRunsAndHourlyRunsKeepTheSame() throws {
        let folder = try LogFolder()
        let names = dates.map { "\(folder.path)/\($0).log" }
        for place in dates.indices { _ = try folder.write(try lines(place), "\(dates[place]).log", .plain) }
        try scan(names, folder.path + "/once.db")
        let once = try cases(folder.path + "/once.db")
        for name in names { try scan([name], folder.path + "/daily.db") }
        #expect(try cases(folder.path + "/daily.db") == once)
        for name in names { try FileManager.default.removeItem(atPath: name) }
        // The day's file grows; now and then two are read at once, or none has grown.
        for place in dates.indices {
            let all = try lines(place)
            for hour in stride(from: 0, to: 24, by: place % 3 == 0 ? 5 : 11) {
                let count = all.count * (hour + 1) / 24
                _ = try folder.write(Array(all.prefix(count)), "\(dates[place]).log", .plain)
                try scan(Array(names[max(0, place - 1)...place]), folder.path + "/hourly.db")
            }
            _ = try folder.write(all, "\(dates[place]).log", .plain)
            if place % 4 != 0 { try scan([names[place]], folder.path + "/hourly.db") }
        }
        try scan(names, folder.path + "/hourly.db")
        #expect(try cases(folder.path + "/hourly.db") == once)
        // The test must see something: letters, a day without cover, a day of trouble.
        let file = try LedgerFile.open(folder.path + "/once.db", for: .reading)
        let days = try file.judgedDays()
        #expect(days.count { !$0.isCovered } == 1 && days.count { $0.isFault } == 1)
        #expect(days.map(\.date) == Array(dates.dropLast()) && days.last?.coveredDays == 12)
        let (letters, cases) = (try file.letters().count, try file.cases().count)
        #expect(letters >= 3 && cases == 3)
    }

    @Test func aRehearsalKeepsNothing() throws {
        let folder = try LogFolder()
        var names: [String] = []
        for place in dates.indices { names.append(try folder.write(try lines(place), "\(dates[place]).log", .plain)) }
        var request = ScanRequest(inputs: names, policy: policy)
        request.ledger = LedgerUse(path: folder.path + "/none.db")
        request.ledger?.isDryRun = true
        let news = try #require(try Scan(request).run().model.news)
        #expect(news.hasLetters && news.isDryRun && news.days == 13)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/none.db"))
    }
}
