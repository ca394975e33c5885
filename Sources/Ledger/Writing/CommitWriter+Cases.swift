internal import GRDB

extension CommitWriter {
    /// Puts a case in the place of what was known of it.
    func put(_ row: CaseRow, _ names: inout NameBook) throws {
        let key = try names.number(of: row.key)
        try database.execute(
            sql: """
                INSERT INTO cases (id, key, clause, stage, opened, updated, json) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET key = excluded.key, clause = excluded.clause, stage = excluded.stage,
                    opened = excluded.opened, updated = excluded.updated, json = excluded.json, digest = NULL
                """, arguments: [row.id, key, row.clause, row.stage, row.opened, row.updated, row.json])
    }

    /// Puts a letter in the place of what was known of it.
    func put(_ row: LetterRow) throws {
        try database.execute(
            sql: """
                INSERT INTO letters (id, case_id, kind, stage, drafted, updated, json) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET case_id = excluded.case_id, kind = excluded.kind,
                    stage = excluded.stage, drafted = excluded.drafted, updated = excluded.updated,
                    json = excluded.json, digest = NULL
                """, arguments: [row.id, row.caseID, row.kind, row.stage, row.drafted, row.updated, row.json])
    }

    /// Adds a step behind the last one.
    func insert(_ row: HistoryRow) throws {
        let last = try String.fetchOne(database, sql: "SELECT digest FROM history ORDER BY number DESC LIMIT 1")
        guard row.previous == last ?? row.previous else {
            throw LedgerError(
                .conflict, file: path,
                message: "step \(row.number) of the history does not follow the last one that is kept; nothing of this "
                    + "run was kept; this is a fault of the program")
        }
        try database.execute(
            sql: """
                INSERT INTO history (number, case_id, time, kind, json, previous, digest) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [row.number, row.caseID, row.time, row.kind, row.json, row.previous, row.digest])
    }
}
