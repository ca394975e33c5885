internal import Detection
internal import GRDB

extension ForgettingWriter {
    /// Takes somebody out of cases, letters, messages and the texts of the history.
    func apply(_ change: CaseForgetting, _ path: String) throws {
        for id in change.cases {
            try execute("DELETE FROM verifications WHERE letter IN (SELECT id FROM letters WHERE case_id = ?)", [id])
            try execute("DELETE FROM letters WHERE case_id = ?", [id])
            try execute("DELETE FROM cases WHERE id = ?", [id])
        }
        let writer = CommitWriter(database, path)
        var names = NameBook(database)
        for row in change.maskedCases { try writer.put(row, &names) }
        for row in change.maskedLetters { try writer.put(row) }
        for message in change.messages { try execute("DELETE FROM outbox WHERE message = ?", [message]) }
        for message in change.emptiedMessages {
            try execute("UPDATE outbox SET bytes = x'', output = '', digest = NULL WHERE message = ?", [message])
        }
        try rewrite(change.history)
        for row in change.steps { try writer.insert(row) }
        try SealWriter(database).seal()
    }

    /// Puts texts in the place of others; the digests of the steps stay, and tell that they were others.
    private func rewrite(_ rows: [HistoryRow]) throws {
        guard !rows.isEmpty else { return }
        try database.execute(sql: "DROP TRIGGER history_never_changes")
        for row in rows { try execute("UPDATE history SET json = ? WHERE number = ?", [row.json, row.number]) }
        try database.execute(sql: LedgerSchema.historyTrigger)
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.execute(sql: sql, arguments: arguments)
    }
}

extension Forgotten {
    /// Adds what was done to cases.
    mutating func count(_ change: CaseForgetting) {
        cases = change.cases.count
        letters = change.letters
        messages = change.messages.count + change.emptiedMessages.count
        maskedLetters = change.maskedLetters.count
        emptiedSteps = change.history.count
    }
}
