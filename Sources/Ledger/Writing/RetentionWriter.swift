internal import Foundation
internal import GRDB

/// Deletes and folds what is too old.
struct RetentionWriter {
    private let database: Database

    init(_ database: Database) { self.database = database }

    func apply(_ retention: Retention) throws {
        try fold(before: retention.startOfDay(retention.now - retention.keepHours), retention.startOfDay)
        try delete(before: retention.now - retention.keepAll)
        try database.execute(
            sql: "DELETE FROM samples WHERE time < ?", arguments: [retention.now - retention.keepSamples])
    }

    /// Adds whole local days of hourly sums to the daily ones.
    private func fold(before limit: Int64, _ startOfDay: @escaping @Sendable (Int64) -> Int64) throws {
        guard
            try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM hourly WHERE hour < ?)", arguments: [limit])
                ?? false
        else { return }
        let function = DatabaseFunction("start_of_day", argumentCount: 1, pure: true) { values in
            values.first.flatMap(Int64.fromDatabaseValue).map(startOfDay)
        }
        database.add(function: function)
        defer { database.remove(function: function) }
        try database.execute(sql: Self.folding, arguments: [limit])
        try database.execute(sql: "DELETE FROM hourly WHERE hour < ?", arguments: [limit])
    }

    private static let folding = """
        INSERT INTO daily (day, key, route, requests, bytes, server_ms, not_modified, client_errors, server_errors,
            throttled, excess, excess_bytes)
        SELECT start_of_day(hour), key, route, sum(requests), sum(bytes), sum(server_ms), sum(not_modified),
            sum(client_errors), sum(server_errors), sum(throttled), sum(excess), sum(excess_bytes)
        FROM hourly WHERE hour < ? GROUP BY 1, 2, 3
        ON CONFLICT (day, key, route) DO UPDATE SET requests = requests + excluded.requests,
            bytes = bytes + excluded.bytes, server_ms = server_ms + excluded.server_ms,
            not_modified = not_modified + excluded.not_modified, client_errors = client_errors + excluded.client_errors,
            server_errors = server_errors + excluded.server_errors, throttled = throttled + excluded.throttled,
            excess = excess + excluded.excess, excess_bytes = excess_bytes + excluded.excess_bytes
        """

    /// Deletes what lies before the limit. Inputs stay as long as the roll-ups of their days, since a file that is
    /// forgotten would count again. The history, and the cases and letters that it proves, stay.
    private func delete(before limit: Int64) throws {
        var deleted = 0
        for sql in [
            "DELETE FROM hourly WHERE hour < ?", "DELETE FROM daily WHERE day < ?",
            "DELETE FROM minutes WHERE minute < ?", "DELETE FROM findings WHERE ended < ?",
            "DELETE FROM inputs WHERE last_time < ?", "DELETE FROM runs WHERE coalesce(last_time, ended) < ?",
        ] {
            try database.execute(sql: sql, arguments: [limit])
            deleted += database.changesCount
        }
        // Looking for names reads all roll-ups, so it is done only where some may have gone.
        if deleted > 0 { try dropUnusedNames() }
    }

    /// Deletes policies, keys and routes that nothing names any more.
    func dropUnusedNames() throws {
        try database.execute(
            sql: """
                DELETE FROM policies WHERE id NOT IN (SELECT policy FROM runs)
                    AND digest NOT IN (SELECT ifnull(json ->> '$.reproduction.policyDigest', '') FROM letters
                        WHERE json_valid(json))
                """)
        try database.execute(
            sql: """
                DELETE FROM keys WHERE id NOT IN (
                    SELECT key FROM hourly UNION SELECT key FROM daily UNION SELECT key FROM findings
                    UNION SELECT key FROM cases);
                DELETE FROM routes WHERE id NOT IN (SELECT route FROM hourly UNION SELECT route FROM daily)
                """)
    }
}
