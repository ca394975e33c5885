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
            return try rows.map { row in
                try CaseRow(
                    id: row.at(0), key: PartnerKey(login: row.at(1), installation: row.at(2)), clause: row.at(3),
                    stage: row.at(4),
                    opened: row.at(5), updated: row.at(6), json: row.at(7))
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
            return try rows.map { row in
                try LetterRow(
                    id: row.at(0), caseID: row.at(1), kind: row.at(2), stage: row.at(3), drafted: row.at(4),
                    updated: row.at(5),
                    json: row.at(6))
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
                        number: row.at(0), caseID: row.at(1), time: row.at(2), kind: row.at(3), json: row.at(4),
                        previous: row.at(5),
                        digest: row.at(6)))
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
            last = try row.map { row in
                try HistoryRow(
                    number: row.at(0), caseID: row.at(1), time: row.at(2), kind: row.at(3), json: row.at(4),
                    previous: row.at(5),
                    digest: row.at(6))
            }
        }
        return last
    }
}
