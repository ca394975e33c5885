internal import Crypto
internal import GRDB

/// Puts a digest on every row that proves something, so that a row that was changed by hand is told.
///
/// Whoever writes a row leaves its digest empty; the end of the transaction fills it in.
struct SealWriter {
    /// The tables, each with its row number and the text that the digest is of.
    static let tables: [(name: String, query: String)] = [
        (
            "findings",
            """
            SELECT findings.rowid, findings.digest, findings.id,
                quote(findings.id) || quote(type) || quote(rule) || quote(login) || quote(installation) || quote(route)
                || quote(target) || quote(started) || quote(ended) || quote(points) || quote(json)
                || ifnull((SELECT group_concat(day || ':' || points, ';')
                    FROM (SELECT day, points FROM finding_days WHERE finding = number ORDER BY day)), '')
            FROM findings JOIN keys ON keys.id = key
            """
        ),
        (
            "cases",
            """
            SELECT cases.rowid, cases.digest, cases.id,
                quote(cases.id) || quote(login) || quote(installation) || quote(clause) || quote(stage)
                || quote(opened) || quote(updated) || quote(json)
            FROM cases JOIN keys ON keys.id = key
            """
        ),
        (
            "letters",
            """
            SELECT letters.rowid, letters.digest, id,
                quote(id) || quote(case_id) || quote(kind) || quote(stage) || quote(drafted) || quote(updated)
                || quote(json)
            FROM letters
            """
        ),
        (
            "outbox",
            """
            SELECT outbox.rowid, outbox.digest, message,
                quote(message) || quote(recipient) || quote(letters) || quote(date) || quote(time) || quote(bytes)
                || quote(channel) || quote(state) || quote(output)
            FROM outbox
            """
        ),
    ]

    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Fills in the digests that are missing.
    func seal() throws {
        for table in Self.tables {
            let rows = try Row.fetchAll(database, sql: "\(table.query) WHERE \(table.name).digest IS NULL")
            for row in rows {
                try database.execute(
                    sql: "UPDATE \(table.name) SET digest = ? WHERE rowid = ?",
                    arguments: [Self.digest(try row.at(3)), try row.at(0) as Int64])
            }
        }
    }

    /// Rows whose digest does not fit, by their tables.
    func faults(of names: Set<String> = Set(tables.map(\.name))) throws -> [SealFault] {
        var faults: [SealFault] = []
        let isOld = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0 < LedgerSchema.sealedMessages
        for table in Self.tables where names.contains(table.name) && !(isOld && table.name == "outbox") {
            let rows = try Row.fetchCursor(database, sql: table.query)
            while let row = try rows.next() {
                let digest: String? = try row.at(1)
                // A ledger of the second version that was not brought up to date has rows of the first, without digests.
                if digest == nil, isOld { continue }
                guard digest != Self.digest(try row.at(3)) else { continue }
                faults.append(SealFault(table: table.name, id: try row.at(2)))
            }
        }
        return faults
    }

    private static func digest(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// A row that is not as it was kept.
public struct SealFault: Sendable, Equatable {
    /// `findings`, `cases`, `letters` or `outbox`.
    public var table: String
    /// The row's identifier.
    public var id: String
    /// What is said of it.
    public var sentence: String {
        "the \(table == "outbox" ? "message" : String(table.dropLast())) \(id) was changed in the ledger"
    }
}
