internal import GRDB
internal import GRDBSQLite

/// A statement that takes whole numbers only, bound one by one: for rows by the ten thousand, where boxing every value
/// costs more than SQLite does.
struct BoundStatement {
    private let database: Database
    private let statement: Statement

    init(_ database: Database, sql: String) throws {
        self.database = database
        statement = try database.makeStatement(sql: sql)
    }

    /// Runs the statement with these values for its parameters.
    func execute(_ values: [Int64]) throws {
        for (index, value) in values.enumerated() {
            // Safe: the statement lives as long as `self`; SQLite checks the index.
            try unsafe check(sqlite3_bind_int64(statement.sqliteStatement, Int32(index + 1), value), SQLITE_OK)
        }
        // Safe: the statement lives as long as `self`.
        let code = unsafe sqlite3_step(statement.sqliteStatement)
        let message = code == SQLITE_DONE ? nil : database.lastErrorMessage
        // Safe: as above; a failed step's code comes again and is looked at below.
        _ = unsafe sqlite3_reset(statement.sqliteStatement)
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message) }
    }

    private func check(_ code: Int32, _ expected: Int32) throws {
        guard code == expected else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
        }
    }
}
