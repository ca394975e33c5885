internal import AccessLog
internal import Foundation
internal import GRDB

extension LedgerFile {
    /// What runs before this one left behind.
    ///
    /// - Throws: `LedgerError` where the snapshot is not what was kept.
    public func past() throws(LedgerError) -> LedgerPast {
        try read { database in
            LedgerPast(
                runs: try Int.fetchOne(database, sql: "SELECT count(*) FROM runs") ?? 0,
                inputs: try InputReader(database).all(),
                nextOrdinal: try nextOrdinal(database),
                state: try state(database))
        }
    }

    /// Names of inputs by the number that examples give.
    public func inputNames() throws(LedgerError) -> [Int32: String] {
        try read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT ordinal, name FROM inputs")
            return Dictionary(rows.map { ($0[0] as Int32, $0[1] as String) }) { first, _ in first }
        }
    }

    /// Reads in one transaction, whatever a writer does meanwhile.
    func read<Result>(_ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        do {
            return try database.read(body)
        } catch {
            throw LedgerError.database(error, path)
        }
    }

    private func nextOrdinal(_ database: Database) throws -> Int32 {
        // Numbers of inputs that were deleted are not given again.
        let kept = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'next_input'")
        return kept.flatMap(Int32.init) ?? 0
    }

    private func state(_ database: Database) throws -> KeptState? {
        guard try Int.fetchOne(database, sql: "SELECT count(*) FROM state") ?? 0 > 0 else { return nil }
        return KeptState(
            snapshot: try part(.snapshot, database), heldLines: try part(.heldLines, database) ?? [],
            frontier: try meta("frontier", database), lateness: try meta("lateness", database) ?? 0)
    }

    private func meta(_ name: String, _ database: Database) throws -> Int64? {
        try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
            .flatMap(Int64.init)
    }

    /// The bytes of a part of the state, checked against their checksum.
    func part(_ part: StateWriter.Part, _ database: Database) throws -> [UInt8]? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT length, crc FROM state WHERE part = ?", arguments: [part.rawValue])
        else { return nil }
        let (length, crc): (Int, UInt32) = (row[0], row[1])
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        let first = part.rawValue * ChunkWriter.partDistance
        let chunks = try Row.fetchCursor(
            database, sql: "SELECT bytes FROM chunks WHERE id > ? AND id <= ? ORDER BY id",
            arguments: [first, first + ChunkWriter.partDistance])
        while let chunk = try chunks.next() {
            try chunk.withUnsafeData(atIndex: 0) { bytes.append(contentsOf: $0 ?? Data()) }
        }
        guard bytes.count == length, RunningChecksum.of(bytes.span) == crc else {
            throw LedgerError.corrupt("the \(part.name) kept by the last run are not what was written", path)
        }
        return bytes
    }
}

extension StateWriter.Part {
    /// For messages.
    var name: String {
        switch self {
        case .snapshot: "windows"
        case .heldLines: "waiting lines"
        }
    }
}
