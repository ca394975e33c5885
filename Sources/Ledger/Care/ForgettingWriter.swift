internal import GRDB

/// Carries out one wish inside the transaction of its caller.
struct ForgettingWriter {
    private let database: Database

    private let path: String

    init(_ database: Database, _ path: String) { (self.database, self.path) = (database, path) }

    /// Does it; `state` is where the next run goes on, `last` the last step of the history.
    func apply(_ wish: Forgetting, _ state: KeptState?, _ last: HistoryRow?) throws -> Forgotten {
        var forgotten: Forgotten
        switch wish.subject {
        case .login(let login, let installation): forgotten = try forget(login, installation, last, wish.step)
        case .address(let address): forgotten = try mask(address)
        case .before(let time): forgotten = try forget(before: time)
        }
        try apply(wish.filter, state, &forgotten)
        return forgotten
    }

    private func apply(
        _ filter: (@Sendable (KeptState) -> KeptState)?, _ state: KeptState?, _ forgotten: inout Forgotten
    ) throws {
        guard let state else { return }
        guard let filter else {
            forgotten.staysInWindows = state.snapshot != nil || !state.heldLines.isEmpty
            return
        }
        let run = try Int64.fetchOne(database, sql: "SELECT max(run) FROM state") ?? 0
        let left = filter(state)
        try StateWriter(database).write(left, run)
        guard left.snapshot == nil, state.snapshot != nil else { return }
        // Without its windows nothing that is open can go on.
        forgotten.findings += try change("DELETE FROM findings WHERE ended IS NULL", [])
        try RetentionWriter(database).dropUnusedNames()
    }

    // MARK: A login

    private func forget(
        _ login: String, _ installation: String?, _ last: HistoryRow?,
        _ step: ((String, HistoryRow?) -> HistoryRow?)?
    ) throws -> Forgotten {
        var last = last
        let keys = try Int64.fetchAll(
            database, sql: "SELECT id FROM keys WHERE login = ? AND (? OR installation = ?)",
            arguments: [login, installation == nil, installation])
        var forgotten = Forgotten()
        for key in keys {
            forgotten.findings += try change("DELETE FROM findings WHERE key = ?", [key])
            forgotten.rollUps += try change("DELETE FROM hourly WHERE key = ?", [key])
            forgotten.rollUps += try change("DELETE FROM daily WHERE key = ?", [key])
            if let step { try forgetCases(of: key, &last, step, &forgotten) }
            forgotten.keptCases += try count("cases WHERE key = ?", [key])
            forgotten.keptLetters += try count(
                "letters WHERE case_id IN (SELECT id FROM cases WHERE key = ?)", [key])
            forgotten.keptSteps += try count("history WHERE case_id IN (SELECT id FROM cases WHERE key = ?)", [key])
            _ = try change("DELETE FROM keys WHERE id = ? AND id NOT IN (SELECT key FROM cases)", [key])
        }
        return forgotten
    }

    /// Deletes cases of which no letter was ever written; the history says so, and goes on naming their numbers only.
    private func forgetCases(
        of key: Int64, _ last: inout HistoryRow?, _ step: (String, HistoryRow?) -> HistoryRow?,
        _ forgotten: inout Forgotten
    ) throws {
        let cases = try String.fetchAll(
            database,
            sql: "SELECT id FROM cases WHERE key = ? AND id NOT IN (SELECT case_id FROM letters) ORDER BY id",
            arguments: [key])
        for id in cases {
            guard let row = step(id, last) else { continue }
            try CommitWriter(database, path).insert(row)
            last = row
            forgotten.cases += try change("DELETE FROM cases WHERE id = ?", [id])
        }
    }

    // MARK: An address

    private func mask(_ address: String) throws -> Forgotten {
        guard !address.isEmpty else { return Forgotten() }
        let mask = AddressMask(address)
        var forgotten = Forgotten()
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT number, target, json FROM findings WHERE instr(json, ?) OR instr(ifnull(target, ''), ?)",
            arguments: [address, address])
        for row in rows {
            let (target, json): (String?, String) = (row[1], row[2])
            let (masked, maskedTarget) = (mask.masked(json), target.flatMap(mask.masked))
            guard masked != nil || maskedTarget != nil else { continue }
            forgotten.maskedFindings += try change(
                "UPDATE findings SET target = ?, json = ?, digest = NULL WHERE number = ?",
                [maskedTarget ?? target, masked ?? json, row[0] as Int64])
        }
        try SealWriter(database).seal()
        forgotten.keysOfAddress = try count("keys WHERE login = ?", [address])
        forgotten.keptCases = try count("cases WHERE instr(json, ?)", [address])
        forgotten.keptLetters = try count("letters WHERE instr(json, ?)", [address])
        forgotten.keptSteps = try count("history WHERE instr(json, ?)", [address])
        return forgotten
    }

    // MARK: A time

    private func forget(before time: Int64) throws -> Forgotten {
        var forgotten = Forgotten()
        forgotten.findings = try change("DELETE FROM findings WHERE ended < ?", [time])
        forgotten.rollUps =
            try change("DELETE FROM hourly WHERE hour < ?", [time])
            + change("DELETE FROM daily WHERE day < ?", [time]) + change("DELETE FROM minutes WHERE minute < ?", [time])
        forgotten.samples = try change("DELETE FROM samples WHERE time < ?", [time])
        forgotten.inputs = try change(
            "UPDATE inputs SET name = 'forgotten-' || ordinal WHERE last_time < ? AND name <> 'forgotten-' || ordinal",
            [time])
        forgotten.runs = try change(
            "UPDATE runs SET arguments = '[]' WHERE coalesce(last_time, ended) < ? AND arguments <> '[]'", [time])
        forgotten.keptCases = try count("cases WHERE opened < ?", [time])
        forgotten.keptLetters = try count("letters WHERE drafted < ?", [time])
        forgotten.keptSteps = try count("history WHERE time < ?", [time])
        try RetentionWriter(database).dropUnusedNames()
        return forgotten
    }

    // MARK: SQL

    /// Runs a statement.
    ///
    /// - Returns: the rows that it changed.
    private func change(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        try database.execute(sql: sql, arguments: arguments)
        return database.changesCount
    }

    private func count(_ table: String, _ arguments: StatementArguments) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM " + table, arguments: arguments) ?? 0
    }
}
