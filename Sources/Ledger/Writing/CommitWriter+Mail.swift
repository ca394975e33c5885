internal import Foundation
internal import GRDB

extension CommitWriter {
    /// Writes an operator's act.
    func write(_ commit: CaseCommit) throws {
        var names = NameBook(database)
        for row in commit.cases { try put(row, &names) }
        for row in commit.letters { try put(row) }
        for row in commit.history { try insert(row) }
        for row in commit.outbox { try put(row) }
        for row in commit.verifications { try put(row) }
        if let mark = commit.digestMark {
            try database.execute(
                sql: """
                    INSERT INTO meta (name, value) VALUES ('digest', ?)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """, arguments: [mark])
        }
        try SealWriter(database).seal()
    }

    /// Adds a day; what it was judged by stays.
    func put(_ day: JudgedDay) throws {
        try database.execute(
            sql: "INSERT INTO days (day, date, covered, fault, covered_days) VALUES (?, ?, ?, ?, ?)",
            arguments: [day.start, day.date, day.isCovered, day.isFault, day.coveredDays])
    }

    /// Says for good that nothing of this ledger may be sent.
    func markSimulation() throws {
        try database.execute(
            sql: "INSERT INTO meta (name, value) VALUES ('simulation', '1') ON CONFLICT (name) DO NOTHING")
    }

    private func put(_ row: OutboxRow) throws {
        let letters = String(decoding: try JSONEncoder().encode(row.letters), as: UTF8.self)
        try database.execute(
            sql: """
                INSERT INTO outbox (message, recipient, letters, date, time, bytes, channel, state, output)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (message) DO UPDATE SET state = excluded.state, output = excluded.output,
                    channel = excluded.channel, digest = NULL
                """,
            arguments: [
                row.message, row.recipient, letters, row.date, row.time, Data(row.bytes), row.channel,
                row.state.rawValue, row.output,
            ])
    }

    private func put(_ row: VerificationRow) throws {
        try database.execute(
            sql: """
                INSERT INTO verifications (letter, digest, time, identical) VALUES (?, ?, ?, ?)
                ON CONFLICT (letter) DO UPDATE SET digest = excluded.digest, time = excluded.time,
                    identical = excluded.identical
                """, arguments: [row.letter, row.digest, row.time, row.isIdentical])
    }
}

extension LedgerFile {
    /// Keeps what an operator's act leaves behind, whole or not at all.
    ///
    /// - Throws: `LedgerError`; what was kept before is then still there, as it was.
    public func commit(_ commit: CaseCommit) throws(LedgerError) {
        guard lock != nil else { throw LedgerError.openedForReading(path) }
        do {
            try database.write { try CommitWriter($0, path).write(commit) }
            emptyLog()
        } catch {
            emptyLog()
            throw LedgerError.database(error, path)
        }
    }
}
