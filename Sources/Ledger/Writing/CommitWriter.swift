internal import Foundation
internal import GRDB

/// Writes one commit inside the transaction of its caller.
struct CommitWriter {
    let database: Database
    let path: String

    init(_ database: Database, _ path: String) {
        self.database = database
        self.path = path
    }

    /// Writes everything.
    ///
    /// - Returns: the run's number.
    func write(_ commit: RunCommit) throws -> Int64 {
        let run = try insert(commit.run)
        if let removed = commit.removed { try ReplacementWriter(database).clear(removed, by: run) }
        for input in commit.inputs { try put(input, run) }
        if let last = commit.inputs.map(\.ordinal).max() { try raiseNextInput(above: last) }
        for samples in commit.samples { try insert(samples) }
        try StateWriter(database).write(commit.state, run)
        var names = NameBook(database)
        try replaceOpen(commit.findings, &names)
        try Spool.take(database)
        try RollUpWriter(database).add(commit.rollUps, &names)
        try add(commit.minutes)
        for row in commit.cases { try put(row, &names) }
        for row in commit.letters { try put(row) }
        for row in commit.history { try insert(row) }
        for day in commit.days { try put(day) }
        if commit.isSimulation { try markSimulation() }
        if let retention = commit.retention { try RetentionWriter(database).apply(retention) }
        try SealWriter(database).seal()
        return run
    }

    /// Adds to the sums by hour and minute.
    func add(_ hours: [HourlyRollUp], _ minutes: [MinuteRollUp]) throws {
        var names = NameBook(database)
        try RollUpWriter(database).add(hours, &names)
        try add(minutes)
    }

    private func insert(_ run: RunRecord) throws -> Int64 {
        try database.execute(
            sql: "INSERT INTO policies (digest, text) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
            arguments: [run.policyDigest, run.policyText])
        let arguments = String(decoding: try JSONEncoder().encode(run.arguments), as: UTF8.self)
        let counts = run.counts
        try database.execute(
            sql: """
                INSERT INTO runs (version, policy, arguments, started, ended, lines, identified, unidentified,
                    out_of_period, unreadable, late, directives, first_time, last_time, lateness, max_lateness, inexact,
                    replaced)
                VALUES (?, (SELECT id FROM policies WHERE digest = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run.version, run.policyDigest, arguments, run.started, run.ended, counts.lines, counts.identified,
                counts.unidentified, counts.outOfPeriod, counts.unreadable, counts.late, counts.directives,
                run.firstTime, run.lastTime, run.lateness, run.maxLateness, run.inexact, try replaced(run),
            ])
        let id = database.lastInsertedRowID
        for gap in Set(run.gaps.map { [$0.from, $0.to] }) {
            try database.execute(
                sql: "INSERT INTO gaps (run, from_time, to_time) VALUES (?, ?, ?)", arguments: [id, gap[0], gap[1]])
        }
        return id
    }

    private func replaced(_ run: RunRecord) throws -> String? {
        guard !run.replaced.isEmpty else { return nil }
        return String(decoding: try JSONEncoder().encode(run.replaced), as: UTF8.self)
    }

    private func add(_ minutes: [MinuteRollUp]) throws {
        guard !minutes.isEmpty else { return }
        let statement = try database.makeStatement(
            sql: """
                INSERT INTO minutes (minute, requests, server_errors) VALUES (?, ?, ?)
                ON CONFLICT (minute) DO UPDATE SET requests = requests + excluded.requests,
                    server_errors = server_errors + excluded.server_errors
                """)
        for minute in minutes {
            statement.setUncheckedArguments([minute.minute, minute.requests, minute.serverErrors])
            try statement.execute()
        }
    }
}
