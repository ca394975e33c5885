internal import Detection
internal import GRDB

extension LedgerFile {
    /// Puts sums away until the commit of this run, in a temporary file of SQLite's beside memory: a first run over many days
    /// has more of them than fit.
    ///
    /// - Throws: `LedgerError`; a run that ends without a commit leaves nothing of them.
    public func spool(_ rollUps: [HourlyRollUp]) throws(LedgerError) {
        guard lock != nil, !rollUps.isEmpty else { return }
        do {
            try database.writeWithoutTransaction { database in
                try database.execute(sql: Spool.table)
                try database.inTransaction(.deferred) {
                    try Spool.put(rollUps, database)
                    return .commit
                }
            }
        } catch {
            throw LedgerError.temporary(error, path)
        }
    }

    /// Drops what was put away, where a run reads its inputs once more.
    public func dropSpool() {
        try? database.writeWithoutTransaction { try $0.execute(sql: "DROP TABLE IF EXISTS temp.spooled") }
    }
}

/// Sums that wait for the commit.
enum Spool {
    static let table = """
        CREATE TEMP TABLE IF NOT EXISTS spooled (
            hour INTEGER NOT NULL, login TEXT, installation TEXT, route TEXT NOT NULL,
            requests INTEGER NOT NULL, bytes INTEGER NOT NULL, server_ms INTEGER NOT NULL,
            not_modified INTEGER NOT NULL, client_errors INTEGER NOT NULL, server_errors INTEGER NOT NULL,
            throttled INTEGER NOT NULL, excess INTEGER NOT NULL, excess_bytes INTEGER NOT NULL)
        """

    static func put(_ rollUps: [HourlyRollUp], _ database: Database) throws {
        let statement = try database.makeStatement(
            sql: "INSERT INTO temp.spooled VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for rollUp in rollUps {
            let counts = rollUp.counts
            statement.setUncheckedArguments([
                rollUp.hour, rollUp.key.login, rollUp.key.installation, rollUp.route, counts.requests, counts.bytes,
                counts.serverMilliseconds, counts.notModified, counts.clientErrors, counts.serverErrors,
                counts.throttled, counts.excess, counts.excessBytes,
            ])
            try statement.execute()
        }
    }

    /// Adds what was put away to the hourly sums, inside the commit.
    static func take(_ database: Database) throws {
        let isThere = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_temp_master WHERE name = 'spooled')")
        guard isThere ?? false else { return }
        try database.execute(sql: names)
        try database.execute(sql: sums)
        try database.execute(sql: "DROP TABLE temp.spooled")
    }

    private static let names = """
        INSERT INTO keys (login, installation) SELECT DISTINCT login, installation FROM temp.spooled AS new
        WHERE NOT EXISTS (SELECT 1 FROM keys WHERE ifnull(login, char(0)) = ifnull(new.login, char(0))
            AND ifnull(installation, char(0)) = ifnull(new.installation, char(0)));
        INSERT INTO routes (text) SELECT DISTINCT route FROM temp.spooled WHERE true
        ON CONFLICT (text) DO NOTHING
        """

    private static let sums = """
        INSERT INTO hourly (hour, key, route, requests, bytes, server_ms, not_modified, client_errors, server_errors,
            throttled, excess, excess_bytes)
        SELECT hour, keys.id, routes.id, sum(requests), sum(bytes), sum(server_ms), sum(not_modified),
            sum(client_errors), sum(server_errors), sum(throttled), sum(excess), sum(excess_bytes)
        FROM temp.spooled AS new
        JOIN keys ON ifnull(keys.login, char(0)) = ifnull(new.login, char(0))
            AND ifnull(keys.installation, char(0)) = ifnull(new.installation, char(0))
        JOIN routes ON routes.text = new.route
        WHERE true GROUP BY 1, 2, 3
        ON CONFLICT (hour, key, route) DO UPDATE SET requests = requests + excluded.requests,
            bytes = bytes + excluded.bytes, server_ms = server_ms + excluded.server_ms,
            not_modified = not_modified + excluded.not_modified, client_errors = client_errors + excluded.client_errors,
            server_errors = server_errors + excluded.server_errors, throttled = throttled + excluded.throttled,
            excess = excess + excluded.excess, excess_bytes = excess_bytes + excluded.excess_bytes
        """
}
