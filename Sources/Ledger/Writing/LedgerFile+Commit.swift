internal import GRDB

extension LedgerFile {
    /// Keeps what a run leaves behind, whole or not at all.
    ///
    /// - Returns: the run's number.
    /// - Throws: `LedgerError`; what was kept before is then still there, as it was.
    @discardableResult
    public func commit(_ commit: RunCommit) throws(LedgerError) -> Int64 {
        guard lock != nil else { throw LedgerError.openedForReading(path) }
        defer { emptyLog() }
        do {
            return try database.write { try CommitWriter($0, path).write(commit) }
        } catch {
            throw LedgerError.database(error, path)
        }
    }

    /// Begins to keep what a run leaves behind, beside the caller.
    ///
    /// - Throws: `LedgerError` for a ledger that was opened for reading.
    public func begin() throws(LedgerError) -> OpenCommit {
        guard lock != nil else { throw LedgerError.openedForReading(path) }
        return OpenCommit(self)
    }

    /// Ends what ``begin()`` began.
    ///
    /// - Returns: the run's number.
    /// - Throws: `LedgerError`; what was kept before is then still there, as it was.
    @discardableResult
    public func commit(_ begun: OpenCommit, _ rest: RunCommit) throws(LedgerError) -> Int64 {
        defer { emptyLog() }
        return try begun.finish(rest)
    }

    /// Moves the log of changes into the file and cuts it to nothing, so that it costs no space until the next run.
    ///
    /// What was committed is kept whether or not this succeeds: a reader or a full disk only puts it off.
    func emptyLog() {
        try? database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA busy_timeout = 0")
            defer { try? database.execute(sql: "PRAGMA busy_timeout = 5000") }
            _ = try? database.checkpoint(.truncate)
        }
    }
}

extension LedgerError {
    static func openedForReading(_ name: String) -> LedgerError {
        LedgerError(.rights, file: name, message: "was opened for reading only; open it for writing to change it")
    }
}
