internal import GRDB

/// Makes room for what is computed anew, inside the transaction of its caller.
struct ReplacementWriter {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Deletes everything that came of lines; inputs stay known, and cases, letters and their history are as they were.
    ///
    /// - Parameters:
    ///   - inputs: the numbers of those that are taken out.
    ///   - run: the run that does it.
    /// - Throws: what SQLite says.
    func clear(_ inputs: [Int32], by run: Int64) throws {
        for table in ["findings", "hourly", "daily", "minutes", "samples"] {
            try database.execute(sql: "DELETE FROM \(table)")
        }
        try database.execute(sql: "DELETE FROM gaps WHERE run < ?", arguments: [run])
        try database.execute(
            sql: "UPDATE runs SET superseded = ? WHERE id < ? AND superseded IS NULL", arguments: [run, run])
        for input in inputs {
            try database.execute(
                sql: "UPDATE inputs SET removed = ? WHERE ordinal = ?", arguments: [run, input])
        }
    }
}
