public import Detection
internal import GRDB

/// What takes the sums of a ledger: names first, then rows that name them by number.
public protocol SumsReader {
    /// Takes a key.
    mutating func take(key: PartnerKey, number: Int64)
    /// Takes a route.
    mutating func take(route: String, number: Int64)
    /// All names were given; rows follow.
    mutating func endOfNames()
    /// Takes the sums of an hour, or of a local day that was folded out of old hours.
    mutating func take(start: Int64, isDay: Bool, key: Int64, route: Int64, counts: RollUpCounts)
    /// Takes a minute; minutes come in their order.
    mutating func take(_ minute: MinuteRollUp)
}

extension LedgerFile {
    /// Hands out names, sums and minutes of a span, as they stood at one moment.
    ///
    /// Rows carry numbers in place of names, so that millions of them cost no text.
    ///
    /// - Parameters:
    ///   - span: hours and days that start in it.
    ///   - minutes: minutes that start in it.
    ///   - reader: takes everything.
    /// - Throws: `LedgerError`.
    public func sums(
        in span: Range<Int64>, minutes: Range<Int64>, to reader: inout some SumsReader
    ) throws(LedgerError) {
        try read { database in
            try Self.names(database, &reader)
            try Self.rows("daily", "day", span, database, &reader)
            try Self.rows("hourly", "hour", span, database, &reader)
            let cursor = try Row.fetchCursor(
                database,
                sql: """
                    SELECT minute, requests, server_errors FROM minutes WHERE minute >= ? AND minute < ? ORDER BY minute
                    """, arguments: [minutes.lowerBound, minutes.upperBound])
            while let row = try cursor.next() {
                reader.take(try MinuteRollUp(minute: row.at(0), requests: row.at(1), serverErrors: row.at(2)))
            }
        }
    }

    private static func names(_ database: Database, _ reader: inout some SumsReader) throws {
        let keys = try Row.fetchCursor(database, sql: "SELECT id, login, installation FROM keys ORDER BY id")
        while let row = try keys.next() {
            try reader.take(key: PartnerKey(login: row.at(1), installation: row.at(2)), number: row.at(0))
        }
        let routes = try Row.fetchCursor(database, sql: "SELECT id, text FROM routes ORDER BY id")
        while let row = try routes.next() { try reader.take(route: row.at(1), number: row.at(0)) }
        reader.endOfNames()
    }

    private static func rows(
        _ table: String, _ column: String, _ span: Range<Int64>, _ database: Database, _ reader: inout some SumsReader
    ) throws {
        let cursor = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(column), key, route, requests, bytes, server_ms, not_modified, client_errors, server_errors,
                    throttled, excess, excess_bytes
                FROM \(table) WHERE \(column) >= ? AND \(column) < ? ORDER BY \(column)
                """, arguments: [span.lowerBound, span.upperBound])
        let isDay = table == "daily"
        while let row = try cursor.next() {
            try reader.take(
                start: row.at(0), isDay: isDay, key: row.at(1), route: row.at(2),
                counts: RollUpCounts(
                    requests: row.at(3), bytes: row.at(4), serverMilliseconds: row.at(5), notModified: row.at(6),
                    clientErrors: row.at(7), serverErrors: row.at(8), throttled: row.at(9), excess: row.at(10),
                    excessBytes: row.at(11)))
        }
    }
}
