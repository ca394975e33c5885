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
            var input = Self.input(row)
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

    private static func input(_ row: Row) -> InputRecord {
        var input = InputRecord(
            ordinal: row[0], name: row[1], content: ContentIdentity(crc: row[2], length: row[3]), lines: row[4])
        (input.firstTime, input.lastTime) = (row[5], row[6])
        if let length: Int32 = row[7], let crc: UInt32 = row[8] { input.head = InputHead(length: length, crc: crc) }
        input.tail = row[9]
        if let device: Int64 = row[10], let inode: Int64 = row[11], let size: Int64 = row[12] {
            input.status = FileStatus(device: device, inode: inode, size: size, modified: row[13])
        }
        input.state = InputRecord.State(rawValue: row[14]) ?? .finished
        (input.run, input.isPlain) = (row[15], row[16])
        (input.isPush, input.removed) = (row[17], row[18])
        return input
    }

    private func identities(_ sql: String) throws -> [Int32: [ContentIdentity]] {
        var all: [Int32: [ContentIdentity]] = [:]
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            all[row[0], default: []].append(ContentIdentity(crc: row[1], length: row[2]))
        }
        return all
    }
}
