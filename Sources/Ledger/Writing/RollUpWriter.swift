internal import GRDB

/// Adds to the hourly sums.
struct RollUpWriter {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Adds every roll-up to what is kept of its hour, key and route; in the order of the table, so that pages are
    /// touched one after the other.
    func add(_ rollUps: [HourlyRollUp], _ names: inout NameBook) throws {
        guard !rollUps.isEmpty else { return }
        var rows: [(hour: Int64, key: Int64, route: Int64, counts: RollUpCounts)] = []
        rows.reserveCapacity(rollUps.count)
        for rollUp in rollUps {
            rows.append(
                (rollUp.hour, try names.number(of: rollUp.key), try names.number(ofRoute: rollUp.route), rollUp.counts))
        }
        rows.sort { ($0.hour, $0.key, $0.route) < ($1.hour, $1.key, $1.route) }
        let statement = try BoundStatement(database, sql: Self.upsert)
        for row in rows {
            try statement.execute([row.hour, row.key, row.route] + row.counts.columns)
        }
    }

    private static let upsert = """
        INSERT INTO hourly (hour, key, route, requests, bytes, server_ms, not_modified, client_errors, server_errors,
            throttled, excess, excess_bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (hour, key, route) DO UPDATE SET requests = requests + excluded.requests,
            bytes = bytes + excluded.bytes, server_ms = server_ms + excluded.server_ms,
            not_modified = not_modified + excluded.not_modified, client_errors = client_errors + excluded.client_errors,
            server_errors = server_errors + excluded.server_errors, throttled = throttled + excluded.throttled,
            excess = excess + excluded.excess, excess_bytes = excess_bytes + excluded.excess_bytes
        """
}

extension RollUpCounts {
    /// In the order of the table's columns.
    var columns: [Int64] {
        [
            requests, bytes, serverMilliseconds, notModified, clientErrors, serverErrors, throttled, excess,
            excessBytes,
        ]
    }
}
