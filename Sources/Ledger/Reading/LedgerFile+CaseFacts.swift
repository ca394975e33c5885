internal import Foundation
internal import GRDB

extension LedgerFile {
    /// Whether cases can be asked of it: a ledger of the first version, opened for reading, has none.
    private func knowsCases(_ database: Database) throws -> Bool {
        try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= 2
    }

    /// The local days that cases were judged by, in their order.
    public func judgedDays() throws(LedgerError) -> [JudgedDay] {
        try read { database in
            guard try knowsCases(database) else { return [] }
            return try Row.fetchAll(
                database, sql: "SELECT day, date, covered, fault, covered_days FROM days ORDER BY day"
            ).map { row in
                try JudgedDay(
                    start: row.at(0), date: row.at(1), isCovered: row.at(2), isFault: row.at(3), coveredDays: row.at(4))
            }
        }
    }

    /// Whether it is a ledger of a simulation, of which nothing may be sent.
    public func isSimulation() throws(LedgerError) -> Bool {
        try read { database in
            try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'simulation'") != nil
        }
    }

    /// What the operator's last digest told, `nil` before the first one.
    public func digestMark() throws(LedgerError) -> String? {
        try read { database in try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'digest'") }
    }

    /// Before it everything was judged by the rules, milliseconds since 1970 UTC; `nil` before the first run.
    public func frontier() throws(LedgerError) -> Int64? {
        try read { database in
            try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'frontier'").flatMap { Int64($0) }
        }
    }

    /// Messages in the order in which they were planned: all, or those in some states.
    public func outbox() throws(LedgerError) -> [OutboxRow] {
        try read { database in
            guard try knowsCases(database) else { return [] }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT message, recipient, letters, date, time, bytes, channel, state, output FROM outbox
                    ORDER BY time, message
                    """)
            return try rows.map { row in
                let letters = try JSONDecoder().decode([String].self, from: Data((row.at(2) as String).utf8))
                return try OutboxRow(
                    message: row.at(0), recipient: row.at(1), letters: letters, date: row.at(3), time: row.at(4),
                    bytes: Array(row.at(5) as Data), channel: row.at(6),
                    state: OutboxRow.State(rawValue: row.at(7)) ?? .handed, output: row.at(8))
            }
        }
    }

    /// What was verified, by letter.
    public func verifications() throws(LedgerError) -> [String: VerificationRow] {
        try read { database in
            guard try knowsCases(database) else { return [:] }
            let rows = try Row.fetchAll(database, sql: "SELECT letter, digest, time, identical FROM verifications")
            let pairs = try rows.map { row in
                try (
                    row.at(0) as String,
                    VerificationRow(letter: row.at(0), digest: row.at(1), time: row.at(2), isIdentical: row.at(3))
                )
            }
            return Dictionary(pairs) { first, _ in first }
        }
    }

    /// Rows of findings, cases and letters that are not as they were kept.
    public func changedRows() throws(LedgerError) -> [SealFault] {
        try read { database in try knowsCases(database) ? SealWriter(database).faults() : [] }
    }

    /// Those of them that are findings, which a run goes on from.
    public func changedFindings() throws(LedgerError) -> [SealFault] {
        try read { database in try knowsCases(database) ? SealWriter(database).faults(of: ["findings"]) : [] }
    }

    /// The text of a policy that some run used, by its digest.
    public func policyText(_ digest: String) throws(LedgerError) -> String? {
        try read { database in
            try String.fetchOne(database, sql: "SELECT text FROM policies WHERE digest = ?", arguments: [digest])
        }
    }

    /// The first stamp that any run read, milliseconds since 1970 UTC.
    public func firstTime() throws(LedgerError) -> Int64? {
        try read { database in
            try Int64.fetchOne(database, sql: "SELECT min(first_time) FROM \(try Self.currentRuns(database))")
        }
    }
}
