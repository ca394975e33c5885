internal import Detection
internal import GRDB

extension CommitWriter {
    /// Puts the open findings in the place of those that were open, and adds those that ended.
    func replaceOpen(_ findings: [KeptFinding], _ names: inout NameBook) throws {
        try database.execute(sql: "DELETE FROM findings WHERE ended IS NULL")
        let statement = try database.makeStatement(
            sql: """
                INSERT INTO findings (id, type, rule, key, route, target, started, ended, points, json)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """)
        for finding in findings {
            let key = try names.number(of: finding.key)
            statement.setUncheckedArguments([
                finding.id, finding.kind.rawValue, finding.rule.rawValue, key, finding.route, finding.target,
                finding.started, finding.ended, finding.points, finding.json,
            ])
            try statement.execute()
            guard database.changesCount > 0 else { continue }
            try insert(finding, at: database.lastInsertedRowID)
        }
    }

    private func insert(_ finding: KeptFinding, at number: Int64) throws {
        for day in finding.days {
            try database.execute(
                sql: """
                    INSERT INTO finding_days (finding, day, points) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET points = max(points, excluded.points)
                    """, arguments: [number, day.day, day.points])
        }
    }
}
