internal import AccessLog
internal import Foundation
internal import GRDB

/// Keeps one long text of bytes in chunks, piece by piece.
///
/// A chunk that is as long as the one before is written over it: SQLite then leaves every page alone that has not changed,
/// and takes no new one.
struct ChunkWriter {
    /// Bytes of every chunk but the last of a piece.
    private static let chunkLength = 1 << 20
    /// The distance between the numbers of two parts' chunks.
    static let partDistance: Int64 = 1_000_000

    private let database: Database
    private let part: StateWriter.Part
    /// The number of the last chunk.
    private var number: Int64
    private var sum = RunningChecksum()

    init(_ database: Database, _ part: StateWriter.Part) {
        self.database = database
        self.part = part
        number = part.rawValue * Self.partDistance
    }

    /// Writes the next bytes.
    mutating func add(_ bytes: [UInt8]) throws {
        sum.add(bytes.span)
        let put = try database.cachedStatement(
            sql: "INSERT INTO chunks (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes")
        for start in stride(from: 0, to: bytes.count, by: Self.chunkLength) {
            number += 1
            let end = min(bytes.count, start + Self.chunkLength)
            try put.execute(arguments: [number, Data(bytes[start..<end])])
        }
    }

    /// Says how long all of it is; chunks behind it are those of an earlier run.
    mutating func finish() throws {
        try database.execute(
            sql: """
                INSERT INTO state (part, run, length, crc) VALUES (?, 0, ?, ?)
                ON CONFLICT (part) DO UPDATE SET run = excluded.run, length = excluded.length, crc = excluded.crc
                """, arguments: [part.rawValue, sum.length, sum.value])
        try remove()
    }

    /// Leaves nothing of the part.
    func clear() throws {
        try database.execute(sql: "DELETE FROM state WHERE part = ?", arguments: [part.rawValue])
        try remove()
    }

    private func remove() throws {
        try database.execute(
            sql: "DELETE FROM chunks WHERE id > ? AND id <= ?",
            arguments: [number, (part.rawValue + 1) * Self.partDistance])
    }
}
