internal import GRDB

extension LedgerFile {
    /// Looks for damage: the file's pages and indexes, references, the checksums of what runs go on from, and the chain of
    /// the history.
    ///
    /// - Parameter step: says what is wrong with a step by itself, `nil` where nothing is; that each step names the digest of
    ///   the one before is looked at anyway.
    /// - Returns: one sentence for each fault; none where all is well.
    /// - Throws: `LedgerError` where the file cannot even be read.
    public func check(step: (HistoryRow) -> String? = { _ in nil }) throws(LedgerError) -> [String] {
        var faults: [String] = []
        try read { database in
            faults += try pages(database) + references(database) + names(database)
            if try !InputSeal(database).holds(InputReader(database).all()) {
                faults.append("the inputs that it names are not those that were read")
            }
            for part in StateWriter.Part.allCases {
                do {
                    _ = try self.part(part, database)
                } catch let error as LedgerError {
                    faults.append(error.message)
                }
            }
        }
        guard faults.isEmpty else { return faults }
        return try chain(step)
    }

    private func pages(_ database: Database) throws -> [String] {
        let answers = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
        return answers == ["ok"] ? [] : answers.map { "its pages are damaged: \($0)" }
    }

    private func references(_ database: Database) throws -> [String] {
        try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
            let (table, other): (String, String) = try (row.at(0), row.at(2))
            return "a row of \(table) names a row of \(other) that is not there"
        }
    }

    /// Roll-ups name keys and routes without SQLite's own check, which would cost more than the rows.
    private func names(_ database: Database) throws -> [String] {
        var faults: [String] = []
        for (table, column, names) in [
            ("hourly", "key", "keys"), ("hourly", "route", "routes"), ("daily", "key", "keys"),
            ("daily", "route", "routes"),
        ] {
            let count = try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM \(table) WHERE \(column) NOT IN (SELECT id FROM \(names))")
            if let count, count > 0 { faults.append("\(count) rows of \(table) name a \(column) that is not there") }
        }
        return faults
    }

    private func chain(_ step: (HistoryRow) -> String?) throws(LedgerError) -> [String] {
        var faults: [String] = []
        var (number, digest): (Int64, String?) = (0, nil)
        try history { row in
            number += 1
            if row.number != number {
                faults.append("step \(number) of the history is missing; the next one is \(row.number)")
                number = row.number
            } else if let digest, row.previous != digest {
                faults.append("step \(row.number) of the history does not hold the digest of the one before")
            } else if let fault = step(row) {
                faults.append("step \(row.number) of the history: \(fault)")
            }
            digest = row.digest
        }
        return faults
    }

    /// Gives space that is no longer used back to the disk; needs as much again while it works.
    public func vacuum() throws(LedgerError) {
        guard lock != nil else { throw LedgerError.openedForReading(path) }
        do {
            try database.vacuum()
        } catch {
            throw LedgerError.database(error, path)
        }
        emptyLog()
    }
}
