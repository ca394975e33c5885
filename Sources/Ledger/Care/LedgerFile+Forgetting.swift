internal import GRDB

extension LedgerFile {
    /// Deletes or masks what the ledger holds of somebody, in one transaction; what is deleted is overwritten on disk.
    ///
    /// What was read stays known, so that nothing counts twice; the history stays, and of cases and letters what the wish
    /// leaves.
    ///
    /// - Returns: what was done, or would be.
    public func forget(_ wish: Forgetting) throws(LedgerError) -> Forgotten {
        guard lock != nil else { throw LedgerError.openedForReading(path) }
        let state = try past().state
        var forgotten = Forgotten()
        do {
            try database.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    forgotten = try ForgettingWriter(database).apply(wish, state, path)
                    return wish.isRehearsal ? .rollback : .commit
                }
            }
        } catch {
            throw LedgerError.database(error, path)
        }
        if !wish.isRehearsal { emptyLog() }
        return forgotten
    }
}
