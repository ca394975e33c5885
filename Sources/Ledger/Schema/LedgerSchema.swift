internal import GRDB

/// The tables, and the way from older ones.
///
/// Times are integer milliseconds since 1970 UTC. Keys and routes are kept once and named by number.
///
///     runs ─┬─ gaps            policies ── runs.policy
///           └─ inputs ─┬─ members, prefixes, samples
///     state, chunks            where the next run goes on: the chunks 1… are the snapshot, 1000001… the held lines
///     keys, routes ─┬─ hourly, daily (WITHOUT ROWID)          minutes
///                   ├─ findings ── finding_days
///                   └─ cases ── letters ── verifications      history (append-only)
///     days: the local days that cases were judged by            outbox: letters on their way
///
/// The views `hourly_list`, `daily_list` and `finding_list` have names in place of numbers, and times as text.
enum LedgerSchema {
    /// `abus`, in the SQLite header's field for the application.
    static let applicationID: Int32 = 0x6162_7573
    /// The newest schema, in the header's field for the user.
    static let version: Int32 = 4
    /// The first schema in which messages have digests; what only looks does not bring an older ledger up to date.
    static let sealedMessages: Int32 = 3
    /// The first schema in which inputs can be taken out again.
    static let removals: Int32 = 4

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: tables1)
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        migrator.registerMigration("2") { database in
            try database.execute(sql: tables2)
            try database.execute(sql: "PRAGMA user_version = 2")
        }
        migrator.registerMigration("3") { database in
            try database.execute(sql: tables3)
            try SealWriter(database).seal()
            try database.execute(sql: "PRAGMA user_version = 3")
        }
        migrator.registerMigration("4") { database in
            try database.execute(sql: tables4)
            try database.execute(sql: "PRAGMA user_version = 4")
        }
        return migrator
    }
}
