internal import AccessLog
internal import GRDB

/// Reads inputs back.
struct InputReader {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// All inputs in the order of their numbers.
    func all() throws -> [InputRecord] {
        let members = try identities("SELECT input, crc, length FROM members ORDER BY input, number")
        let prefixes = try identities("SELECT input, crc, length FROM prefixes ORDER BY input, length")
        var inputs: [InputRecord] = []
        let newest = try Int32.fetchOne(database, sql: "PRAGMA user_version") ?? 0 >= LedgerSchema.removals
        let rows = try Row.fetchCursor(database, sql: Self.select(newest ? "push, removed" : "0, NULL"))
        while let row = try rows.next() {
            var input = try Self.input(row)
            input.members = members[input.ordinal] ?? []
            input.prefixes = prefixes[input.ordinal] ?? []
            inputs.append(input)
        }
        return inputs
    }

    /// A ledger of an older version, opened for reading, lacks the last columns.
    private static func select(_ last: String) -> String {
        """
        SELECT ordinal, name, crc, length, lines, first_time, last_time, head_length, head_crc, tail_crc, device, inode,
            size, modified, state, run, plain, \(last)
        FROM inputs ORDER BY ordinal
        """
    }

    private static func input(_ row: Row) throws -> InputRecord {
        var input = try InputRecord(
            ordinal: row.at(0), name: row.at(1), content: ContentIdentity(crc: row.at(2), length: row.at(3)),
            lines: row.at(4))
        (input.firstTime, input.lastTime) = try (row.at(5), row.at(6))
        if let length: Int32 = try row.at(7), let crc: UInt32 = try row.at(8) {
            input.head = InputHead(length: length, crc: crc)
        }
        input.tail = try row.at(9)
        if let device: Int64 = try row.at(10), let inode: Int64 = try row.at(11), let size: Int64 = try row.at(12) {
            input.status = try FileStatus(device: device, inode: inode, size: size, modified: row.at(13))
        }
        guard let state = InputRecord.State(rawValue: try row.at(14)) else { throw Row.damage }
        input.state = state
        (input.run, input.isPlain) = try (row.at(15), row.at(16))
        (input.isPush, input.removed) = try (row.at(17), row.at(18))
        return input
    }

    private func identities(_ sql: String) throws -> [Int32: [ContentIdentity]] {
        var all: [Int32: [ContentIdentity]] = [:]
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            try all[row.at(0), default: []].append(ContentIdentity(crc: row.at(1), length: row.at(2)))
        }
        return all
    }
}
