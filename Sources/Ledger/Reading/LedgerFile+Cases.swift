internal import Detection
internal import GRDB

extension LedgerFile {
    /// Every case in the order of numbers.
    public func cases() throws(LedgerError) -> [CaseRow] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT cases.id, login, installation, clause, stage, opened, updated, json
                    FROM cases JOIN keys ON keys.id = key ORDER BY cases.id
                    """)
            return rows.map { row in
                CaseRow(
                    id: row[0], key: PartnerKey(login: row[1], installation: row[2]), clause: row[3], stage: row[4],
                    opened: row[5], updated: row[6], json: row[7])
            }
        }
    }

    /// Every letter, or those of one case, in the order in which they were drafted.
    public func letters(ofCase id: String? = nil) throws(LedgerError) -> [LetterRow] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, case_id, kind, stage, drafted, updated, json FROM letters
                    WHERE ? OR case_id = ? ORDER BY drafted, id
                    """, arguments: [id == nil, id])
            return rows.map { row in
                LetterRow(
                    id: row[0], caseID: row[1], kind: row[2], stage: row[3], drafted: row[4], updated: row[5],
                    json: row[6])
            }
        }
    }

    /// Hands out the steps of the history in their order, all or those of one case.
    public func history(ofCase id: String? = nil, _ rows: (HistoryRow) throws -> Void) throws(LedgerError) {
        try read { database in
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT number, case_id, time, kind, json, previous, digest FROM history
                    WHERE ? OR case_id = ? ORDER BY number
                    """, arguments: [id == nil, id])
            while let row = try cursor.next() {
                try rows(
                    HistoryRow(
                        number: row[0], caseID: row[1], time: row[2], kind: row[3], json: row[4], previous: row[5],
                        digest: row[6]))
            }
        }
    }

    /// The newest step, behind which the next one goes; `nil` for an empty history.
    public func lastStep() throws(LedgerError) -> HistoryRow? {
        var last: HistoryRow?
        try read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT number, case_id, time, kind, json, previous, digest FROM history
                    ORDER BY number DESC LIMIT 1
                    """)
            last = row.map { row in
                HistoryRow(
                    number: row[0], caseID: row[1], time: row[2], kind: row[3], json: row[4], previous: row[5],
                    digest: row[6])
            }
        }
        return last
    }
}
