internal import GRDB

/// Carries out one wish inside the transaction of its caller.
struct ForgettingWriter {
    let database: Database

    init(_ database: Database) { self.database = database }

    func apply(_ wish: Forgetting, _ state: KeptState?, _ path: String) throws -> Forgotten {
        var forgotten: Forgotten
        if let cases = wish.cases { try apply(cases, path) }
        switch wish.subject {
        case .login(let login, let installation): forgotten = try forget(login, installation)
        case .address(let address): forgotten = try mask(address)
        case .before(let time): forgotten = try forget(before: time)
        }
        try apply(wish.filter, state, &forgotten)
        if let cases = wish.cases { forgotten.count(cases) }
        try InputSeal(database).write()
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

    private func forget(_ login: String, _ installation: String?) throws -> Forgotten {
        let keys = try Int64.fetchAll(
            database, sql: "SELECT id FROM keys WHERE login = ? AND (? OR installation = ?)",
            arguments: [login, installation == nil, installation])
        var forgotten = Forgotten()
        for key in keys {
            forgotten.findings += try change("DELETE FROM findings WHERE key = ?", [key])
            forgotten.rollUps += try change("DELETE FROM hourly WHERE key = ?", [key])
            forgotten.rollUps += try change("DELETE FROM daily WHERE key = ?", [key])
            forgotten.keptCases += try count("cases WHERE key = ?", [key])
            forgotten.keptLetters += try count(
                "letters WHERE case_id IN (SELECT id FROM cases WHERE key = ?)", [key])
            forgotten.keptSteps += try count("history WHERE case_id IN (SELECT id FROM cases WHERE key = ?)", [key])
            _ = try change("DELETE FROM keys WHERE id = ? AND id NOT IN (SELECT key FROM cases)", [key])
        }
        return forgotten
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
            let (target, json): (String?, String) = try (row.at(1), row.at(2))
            let (masked, maskedTarget) = (mask.masked(json), target.flatMap(mask.masked))
            guard masked != nil || maskedTarget != nil else { continue }
            forgotten.maskedFindings += try change(
                "UPDATE findings SET target = ?, json = ?, digest = NULL WHERE number = ?",
                [maskedTarget ?? target, masked ?? json, try row.at(0) as Int64])
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
