internal import GRDB

extension LedgerFile {
    /// Deletes or masks what the ledger holds of somebody, in one transaction; what is deleted is overwritten on disk.
    ///
    /// What was read stays known, so that nothing counts twice; the history and the cases and letters that it proves stay.
    ///
    /// - Returns: what was done, or would be.
    public func forget(_ wish: Forgetting) throws(LedgerError) -> Forgotten {
        guard lock != nil else { throw LedgerError.openedForReading(path) }
        let (state, last) = (try past().state, try lastStep())
        var forgotten = Forgotten()
        do {
            try database.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    forgotten = try ForgettingWriter(database, path).apply(wish, state, last)
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
