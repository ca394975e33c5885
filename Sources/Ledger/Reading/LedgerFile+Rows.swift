public import Detection
internal import GRDB

extension LedgerFile {
    /// Hands out the hourly sums, in the order of hours, keys' and routes' numbers; `rows` may throw to stop.
    public func hourly(in hours: Range<Int64>, _ rows: (HourlyRollUp) throws -> Void) throws(LedgerError) {
        try rollUps("hourly", "hour", hours, rows)
    }

    /// Hands out the sums of local days that were folded out of old hours.
    public func daily(in days: Range<Int64>, _ rows: (HourlyRollUp) throws -> Void) throws(LedgerError) {
        try rollUps("daily", "day", days, rows)
    }

    /// Hands out the sums of minutes in their order.
    public func minutes(in minutes: Range<Int64>, _ rows: (MinuteRollUp) throws -> Void) throws(LedgerError) {
        try read { database in
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT minute, requests, server_errors FROM minutes WHERE minute >= ? AND minute < ? ORDER BY minute
                    """, arguments: [minutes.lowerBound, minutes.upperBound])
            while let row = try cursor.next() {
                try rows(MinuteRollUp(minute: row[0], requests: row[1], serverErrors: row[2]))
            }
        }
    }

    /// Hands out the findings and observations that touch a span, in the order of their starts.
    ///
    /// - Parameters:
    ///   - span: findings that ended before it or started after it are left out.
    ///   - key: only those of one key; `nil` for all.
    ///   - rows: takes one after the other, and may throw to stop.
    /// - Throws: `LedgerError`.
    public func findings(
        in span: Range<Int64> = .min..<(.max), of key: PartnerKey? = nil, _ rows: (KeptFinding) throws -> Void
    ) throws(LedgerError) {
        try read { database in
            let cursor = try Row.fetchCursor(
                database, sql: Self.findingsQuery,
                arguments: [
                    span.upperBound, span.lowerBound, key == nil, key?.login, key?.installation,
                ])
            while let row = try cursor.next() {
                if let finding = try Self.finding(row, database) { try rows(finding) }
            }
        }
    }

    /// Hands out identifier and JSON of the findings that ended, in the order of their starts.
    ///
    /// - Parameter rows: takes one after the other.
    /// - Throws: `LedgerError`.
    public func endedFindings(_ rows: (_ identifier: String, _ json: String) -> Void) throws(LedgerError) {
        try read { database in
            let cursor = try Row.fetchCursor(
                database, sql: "SELECT id, json FROM findings WHERE ended IS NOT NULL ORDER BY started, id")
            while let row = try cursor.next() { rows(row[0], row[1]) }
        }
    }

    private static let findingsQuery = """
        SELECT findings.id, type, rule, login, installation, route, target, started, ended, points, json, number
        FROM findings JOIN keys ON keys.id = key
        WHERE started < ? AND (ended IS NULL OR ended >= ?) AND (? OR (login IS ? AND installation IS ?))
        ORDER BY started, findings.id
        """

    private static func finding(_ row: Row, _ database: Database) throws -> KeptFinding? {
        // Rules and kinds of a later version's ledger are refused with it; these are never unknown.
        guard let kind = Finding.Kind(rawValue: row[1]), let rule = RuleName(rawValue: row[2]) else { return nil }
        let days = try Row.fetchAll(
            database, sql: "SELECT day, points FROM finding_days WHERE finding = ? ORDER BY day",
            arguments: [row[11] as Int64])
        return KeptFinding(
            id: row[0], kind: kind, rule: rule, key: PartnerKey(login: row[3], installation: row[4]), route: row[5],
            target: row[6], started: row[7], ended: row[8], points: row[9],
            days: days.map { DayPoints(day: $0[0], points: $0[1]) }, json: row[10])
    }

    private func rollUps(
        _ table: String, _ column: String, _ span: Range<Int64>, _ rows: (HourlyRollUp) throws -> Void
    ) throws(LedgerError) {
        try read { database in
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \(column), login, installation, text, requests, bytes, server_ms, not_modified, client_errors,
                        server_errors, throttled, excess, excess_bytes
                    FROM \(table) JOIN keys ON keys.id = key JOIN routes ON routes.id = route
                    WHERE \(column) >= ? AND \(column) < ? ORDER BY \(column), key, route
                    """, arguments: [span.lowerBound, span.upperBound])
            while let row = try cursor.next() { try rows(Self.rollUp(row)) }
        }
    }

    private static func rollUp(_ row: Row) -> HourlyRollUp {
        HourlyRollUp(
            hour: row[0], key: PartnerKey(login: row[1], installation: row[2]), route: row[3],
            counts: RollUpCounts(
                requests: row[4], bytes: row[5], serverMilliseconds: row[6], notModified: row[7],
                clientErrors: row[8], serverErrors: row[9], throttled: row[10], excess: row[11],
                excessBytes: row[12]))
    }
}
