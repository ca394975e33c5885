internal import AccessLog
internal import GRDB

/// A checksum of everything that tells what was read: an input that damage makes unknown would count twice.
///
/// It names the newest run, so that one which was written by a program that keeps none says nothing.
struct InputSeal {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Keeps the checksum of what is there now.
    func write() throws {
        guard let text = try text(of: InputReader(database).all()) else { return }
        try database.execute(
            sql: """
                INSERT INTO meta (name, value) VALUES ('inputs_sum', ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, arguments: [text])
    }

    /// Whether inputs are those that were kept.
    func holds(_ inputs: [InputRecord]) throws -> Bool {
        let kept = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE name = 'inputs_sum'")
        guard let kept, let text = try text(of: inputs) else { return true }
        return kept == text || kept.prefix { $0 != " " } != text.prefix { $0 != " " }
    }

    private func text(of inputs: [InputRecord]) throws -> String? {
        guard let run = try Int64.fetchOne(database, sql: "SELECT max(id) FROM runs") else { return nil }
        let meta = try String.fetchAll(
            database,
            sql: """
                SELECT name || '=' || value FROM meta WHERE name IN ('frontier', 'lateness', 'next_input') ORDER BY name
                """)
        var bytes = Array(meta.joined(separator: " ").utf8)
        for input in inputs { input.append(to: &bytes) }
        return "\(run) \(RunningChecksum.of(bytes.span))"
    }
}

extension InputRecord {
    /// Everything that is kept of it, as bytes for a checksum.
    fileprivate func append(to bytes: inout [UInt8]) {
        func add(_ number: Int64?) {
            let value = UInt64(bitPattern: number ?? .min)
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> shift))
            }
        }
        func add(_ text: String) {
            add(Int64(text.utf8.count))
            bytes += text.utf8
        }
        func add(_ list: [ContentIdentity]) {
            add(Int64(list.count))
            for identity in list {
                add(Int64(identity.crc))
                add(identity.length)
            }
        }
        add(Int64(ordinal))
        add(name)
        add([content])
        for number in [lines, firstTime, lastTime, head.map { Int64($0.length) }, head.map { Int64($0.crc) }] {
            add(number)
        }
        for number in [Int64(tail), isPlain ? 1 : 0, isPush ? 1 : 0, removed, run] { add(number) }
        for number in [status?.device, status?.inode, status?.size, status?.modified] { add(number) }
        add(state.rawValue)
        add(members)
        add(prefixes)
    }
}
