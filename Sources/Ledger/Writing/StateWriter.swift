internal import AccessLog
internal import Foundation
internal import GRDB

/// Keeps the newest snapshot and the held lines.
struct StateWriter {
    /// Parts by their numbers.
    enum Part: Int64, CaseIterable {
        case snapshot = 0
        case heldLines = 1
    }

    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Writes the state that a run leaves, unless that was done before the run had a number.
    func write(_ state: KeptState?, _ run: Int64) throws {
        if let state {
            try write(state.snapshot, .snapshot)
            try write(waiting: state)
        }
        try database.execute(sql: "UPDATE state SET run = ?", arguments: [run])
    }

    /// Writes all but the snapshot.
    func write(waiting state: KeptState) throws {
        try write(state.heldLines, .heldLines)
        try set("frontier", state.frontier)
        try set("lateness", state.lateness)
    }

    private func write(_ bytes: [UInt8]?, _ part: Part) throws {
        var chunks = ChunkWriter(database, part)
        guard let bytes else { return try chunks.clear() }
        try chunks.add(bytes)
        try chunks.finish()
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
