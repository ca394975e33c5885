internal import AccessLog
internal import Foundation
internal import GRDB

/// Keeps the newest snapshot and the held lines in chunks.
///
/// A chunk that is as long as the one before is written over it: SQLite then leaves every page alone that has not changed,
/// and takes no new one.
struct StateWriter {
    /// Bytes of every chunk but the last.
    static let chunkLength = 1 << 20
    /// The distance between the numbers of two parts' chunks.
    static let partDistance: Int64 = 1_000_000
    /// Parts by their numbers.
    enum Part: Int64, CaseIterable {
        case snapshot = 0
        case heldLines = 1
    }

    private let database: Database

    init(_ database: Database) { self.database = database }

    func write(_ state: KeptState, _ run: Int64) throws {
        try write(state.snapshot, .snapshot, run)
        try write(state.heldLines, .heldLines, run)
        try set("frontier", state.frontier)
        try set("lateness", state.lateness)
    }

    private func write(_ bytes: [UInt8]?, _ part: Part, _ run: Int64) throws {
        guard let bytes else { return try clear(part) }
        try database.execute(
            sql: """
                INSERT INTO state (part, run, length, crc) VALUES (?, ?, ?, ?)
                ON CONFLICT (part) DO UPDATE SET run = excluded.run, length = excluded.length, crc = excluded.crc
                """, arguments: [part.rawValue, run, bytes.count, RunningChecksum.of(bytes.span)])
        let put = try database.makeStatement(
            sql: "INSERT INTO chunks (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET bytes = excluded.bytes")
        var number = part.rawValue * Self.partDistance
        for start in stride(from: 0, to: bytes.count, by: Self.chunkLength) {
            number += 1
            let end = min(bytes.count, start + Self.chunkLength)
            try put.execute(arguments: [number, Data(bytes[start..<end])])
        }
        try remove(after: number, part)
    }

    private func clear(_ part: Part) throws {
        try database.execute(sql: "DELETE FROM state WHERE part = ?", arguments: [part.rawValue])
        try remove(after: part.rawValue * Self.partDistance, part)
    }

    private func remove(after number: Int64, _ part: Part) throws {
        try database.execute(
            sql: "DELETE FROM chunks WHERE id > ? AND id <= ?",
            arguments: [number, (part.rawValue + 1) * Self.partDistance])
    }

    private func set(_ name: String, _ value: Int64?) throws {
        guard let value else {
            return try database.execute(sql: "DELETE FROM meta WHERE name = ?", arguments: [name])
        }
        try database.execute(
            sql: "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            arguments: [name, String(value)])
    }
}
