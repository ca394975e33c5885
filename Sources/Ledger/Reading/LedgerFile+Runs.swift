internal import Foundation
internal import GRDB

extension LedgerFile {
    /// Every run that counts, in its order: not those whose inputs a later run has computed anew.
    public func runs() throws(LedgerError) -> [RunRecord] {
        try read { database in
            try Row.fetchAll(database, sql: Self.runsQuery(database)).map { try Self.run($0, database) }
        }
    }

    /// The table of runs, without those that a later one has computed anew; a ledger of an older version has none of these.
    static func currentRuns(_ database: Database) throws -> String {
        let newest = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= LedgerSchema.removals
        return newest ? "(SELECT * FROM runs WHERE superseded IS NULL) AS runs" : "runs"
    }

    /// The newest run, `nil` for a new ledger.
    public func lastRun() throws(LedgerError) -> RunRecord? {
        try read { database in
            try Row.fetchOne(database, sql: Self.runsQuery(database) + " DESC LIMIT 1").map {
                try Self.run($0, database)
            }
        }
    }

    private static func runsQuery(_ database: Database) throws -> String {
        """
        SELECT runs.id, version, digest, text, arguments, started, ended, lines, identified, unidentified, out_of_period,
            unreadable, late, directives, first_time, last_time, lateness, max_lateness, inexact
        FROM \(try currentRuns(database)) JOIN policies ON policies.id = policy ORDER BY runs.id
        """
    }

    private static func run(_ row: Row, _ database: Database) throws -> RunRecord {
        let arguments = try JSONDecoder().decode([String].self, from: Data((row.at(4) as String).utf8))
        var run = try RunRecord(
            version: row.at(1), policyDigest: row.at(2), policyText: row.at(3), arguments: arguments,
            started: row.at(5),
            ended: row.at(6))
        run.id = try row.at(0)
        (run.counts.lines, run.counts.identified, run.counts.unidentified) = try (row.at(7), row.at(8), row.at(9))
        (run.counts.outOfPeriod, run.counts.unreadable) = try (row.at(10), row.at(11))
        (run.counts.late, run.counts.directives) = try (row.at(12), row.at(13))
        (run.firstTime, run.lastTime, run.lateness, run.maxLateness) = try (
            row.at(14), row.at(15), row.at(16), row.at(17)
        )
        run.inexact = try row.at(18)
        let gaps = try Row.fetchAll(
            database, sql: "SELECT from_time, to_time FROM gaps WHERE run = ? ORDER BY from_time", arguments: [run.id])
        run.gaps = try gaps.map { try RunRecord.Gap(from: $0.at(0), to: $0.at(1)) }
        return run
    }
}
