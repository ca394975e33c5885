public import Detection
internal import GRDB

extension LedgerFile {
    /// All keys that the ledger knows, in the order in which they came.
    public func keys() throws(LedgerError) -> [PartnerKey] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT login, installation FROM keys ORDER BY id").map { row in
                try PartnerKey(login: row.at(0), installation: row.at(1))
            }
        }
    }
}
