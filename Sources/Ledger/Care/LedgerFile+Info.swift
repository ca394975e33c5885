internal import Foundation
internal import GRDB

extension LedgerFile {
    /// Counts what the ledger holds.
    public func info() throws(LedgerError) -> LedgerInfo {
        var info = try read { try Self.counts($0) }
        info.lastRun = try lastRun()
        info.holder = Self.holder(of: path)
        for name in [path, path + "-wal"] {
            let size = try? FileManager.default.attributesOfItem(atPath: name)[.size] as? Int64
            info.size += size ?? 0
        }
        return info
    }

    private static func counts(_ database: Database) throws -> LedgerInfo {
        func number(_ sql: String) throws -> Int64 { try Int64.fetchOne(database, sql: "SELECT " + sql) ?? 0 }
        func span(_ sql: String) throws -> LedgerInfo.Span? {
            guard let row = try Row.fetchOne(database, sql: "SELECT " + sql), let first: Int64 = row[0],
                let last: Int64 = row[1]
            else { return nil }
            return LedgerInfo.Span(first: first, last: last)
        }
        var info = LedgerInfo()
        info.schema = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        info.runs = try number("count(*) FROM runs")
        info.log = try span("min(first_time), max(last_time) FROM \(currentRuns(database))")
        info.frontier = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'frontier'")
            .flatMap(Int64.init)
        info.inputs = try number("count(*) FROM inputs")
        if info.schema >= LedgerSchema.removals {
            info.removed = try number("count(*) FROM inputs WHERE removed IS NOT NULL")
        }
        info.growing = try number("count(*) FROM inputs WHERE state = 'growing'")
        info.truncated = try number("count(*) FROM inputs WHERE state = 'truncated'")
        info.inputBytes = try number("sum(length) FROM inputs")
        info.snapshotBytes = try number("sum(length) FROM state WHERE part = 0")
        info.heldBytes = try number("sum(length) FROM state WHERE part = 1")
        info.openFindings = try number("count(*) FROM findings WHERE type = 'finding' AND ended IS NULL")
        info.endedFindings = try number("count(*) FROM findings WHERE type = 'finding' AND ended IS NOT NULL")
        info.observations = try number("count(*) FROM findings WHERE type = 'observation'")
        info.keys = try number("count(*) FROM keys")
        info.routes = try number("count(*) FROM routes")
        info.hourlyRows = try number("count(*) FROM hourly")
        info.hours = try span("min(hour), max(hour) FROM hourly")
        info.dailyRows = try number("count(*) FROM daily")
        info.days = try span("min(day), max(day) FROM daily")
        info.minutes = try number("count(*) FROM minutes")
        info.samples = try number("count(*) FROM samples")
        info.cases = try number("count(*) FROM cases")
        info.letters = try number("count(*) FROM letters")
        info.steps = try number("count(*) FROM history")
        return info
    }
}
