internal import AccessLog
internal import GRDB

extension CommitWriter {
    /// Puts an input in the place of what was known of it.
    func put(_ input: InputRecord, _ run: Int64) throws {
        let (content, status) = (input.content, input.status)
        try database.execute(
            sql: """
                INSERT INTO inputs (ordinal, name, crc, length, lines, first_time, last_time, head_length, head_crc,
                    tail_crc, plain, device, inode, size, modified, state, run, push, removed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (ordinal) DO UPDATE SET name = excluded.name, crc = excluded.crc, length = excluded.length,
                    lines = excluded.lines, first_time = excluded.first_time, last_time = excluded.last_time,
                    head_length = excluded.head_length, head_crc = excluded.head_crc, tail_crc = excluded.tail_crc,
                    plain = excluded.plain, device = excluded.device, inode = excluded.inode, size = excluded.size,
                    modified = excluded.modified, state = excluded.state, push = excluded.push,
                    removed = excluded.removed
                """,
            arguments: [
                input.ordinal, input.name, content.crc, content.length, input.lines, input.firstTime, input.lastTime,
                input.head?.length, input.head?.crc, input.tail, input.isPlain, status?.device, status?.inode,
                status?.size, status?.modified, input.state.rawValue, input.run == 0 ? run : input.run, input.isPush,
                input.removed,
            ])
        try database.execute(sql: "DELETE FROM members WHERE input = ?", arguments: [input.ordinal])
        for (number, member) in input.members.enumerated() {
            try database.execute(
                sql: "INSERT INTO members (input, number, crc, length) VALUES (?, ?, ?, ?)",
                arguments: [input.ordinal, number + 1, member.crc, member.length])
        }
        try database.execute(sql: "DELETE FROM prefixes WHERE input = ?", arguments: [input.ordinal])
        for prefix in input.prefixes {
            try database.execute(
                sql: "INSERT INTO prefixes (input, length, crc) VALUES (?, ?, ?)",
                arguments: [input.ordinal, prefix.length, prefix.crc])
        }
    }

    /// Remembers which number the next new input gets, whatever is deleted meanwhile.
    func raiseNextInput(above ordinal: Int32) throws {
        try database.execute(
            sql: """
                INSERT INTO meta (name, value) VALUES ('next_input', CAST(? AS TEXT))
                ON CONFLICT (name) DO UPDATE
                SET value = CAST(max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER)) AS TEXT)
                """, arguments: [ordinal + 1])
    }

    /// Adds sampled lines of an input.
    func insert(_ samples: InputSamples) throws {
        let statement = try database.makeStatement(
            sql: "INSERT INTO samples (hash, input, time) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        for line in samples.lines {
            statement.setUncheckedArguments([Int64(bitPattern: line.hash), samples.ordinal, line.time])
            try statement.execute()
        }
    }
}
