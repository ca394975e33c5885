extension LedgerSchema {
    /// Version 1.
    static let tables1 =
        """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE policies (id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT;
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT NOT NULL,
            policy INTEGER NOT NULL REFERENCES policies (id), arguments TEXT NOT NULL,
            started INTEGER NOT NULL, ended INTEGER NOT NULL,
            lines INTEGER NOT NULL, identified INTEGER NOT NULL, unidentified INTEGER NOT NULL,
            out_of_period INTEGER NOT NULL, unreadable INTEGER NOT NULL, late INTEGER NOT NULL,
            directives INTEGER NOT NULL,
            first_time INTEGER, last_time INTEGER,
            lateness INTEGER NOT NULL, max_lateness INTEGER NOT NULL, inexact TEXT) STRICT;
        CREATE TABLE gaps (
            run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            from_time INTEGER NOT NULL, to_time INTEGER NOT NULL,
            PRIMARY KEY (run, from_time, to_time)) STRICT, WITHOUT ROWID;

        CREATE TABLE inputs (
            ordinal INTEGER PRIMARY KEY, name TEXT NOT NULL,
            crc INTEGER NOT NULL, length INTEGER NOT NULL, lines INTEGER NOT NULL,
            first_time INTEGER, last_time INTEGER,
            head_length INTEGER, head_crc INTEGER, tail_crc INTEGER NOT NULL, plain INTEGER NOT NULL,
            device INTEGER, inode INTEGER, size INTEGER, modified INTEGER,
            state TEXT NOT NULL CHECK (state IN ('finished', 'growing', 'truncated')),
            run INTEGER NOT NULL) STRICT;
        CREATE TABLE members (
            input INTEGER NOT NULL REFERENCES inputs (ordinal) ON DELETE CASCADE,
            number INTEGER NOT NULL, crc INTEGER NOT NULL, length INTEGER NOT NULL,
            PRIMARY KEY (input, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE prefixes (
            input INTEGER NOT NULL REFERENCES inputs (ordinal) ON DELETE CASCADE,
            length INTEGER NOT NULL, crc INTEGER NOT NULL,
            PRIMARY KEY (input, length)) STRICT, WITHOUT ROWID;
        CREATE TABLE samples (
            hash INTEGER NOT NULL, input INTEGER NOT NULL REFERENCES inputs (ordinal) ON DELETE CASCADE,
            time INTEGER NOT NULL,
            PRIMARY KEY (hash, input, time)) STRICT, WITHOUT ROWID;
        CREATE INDEX samples_by_time ON samples (time);

        CREATE TABLE state (
            part INTEGER PRIMARY KEY CHECK (part IN (0, 1)), run INTEGER NOT NULL,
            length INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT;
        CREATE TABLE chunks (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

        CREATE TABLE keys (
            id INTEGER PRIMARY KEY, login TEXT, installation TEXT) STRICT;
        CREATE UNIQUE INDEX keys_by_name ON keys (ifnull(login, char(0)), ifnull(installation, char(0)));
        CREATE TABLE routes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE hourly (
            hour INTEGER NOT NULL,
            key INTEGER NOT NULL, route INTEGER NOT NULL,
            requests INTEGER NOT NULL, bytes INTEGER NOT NULL, server_ms INTEGER NOT NULL,
            not_modified INTEGER NOT NULL, client_errors INTEGER NOT NULL, server_errors INTEGER NOT NULL,
            throttled INTEGER NOT NULL, excess INTEGER NOT NULL, excess_bytes INTEGER NOT NULL,
            PRIMARY KEY (hour, key, route)) STRICT, WITHOUT ROWID;
        CREATE TABLE daily (
            day INTEGER NOT NULL,
            key INTEGER NOT NULL, route INTEGER NOT NULL,
            requests INTEGER NOT NULL, bytes INTEGER NOT NULL, server_ms INTEGER NOT NULL,
            not_modified INTEGER NOT NULL, client_errors INTEGER NOT NULL, server_errors INTEGER NOT NULL,
            throttled INTEGER NOT NULL, excess INTEGER NOT NULL, excess_bytes INTEGER NOT NULL,
            PRIMARY KEY (day, key, route)) STRICT, WITHOUT ROWID;
        CREATE TABLE minutes (
            minute INTEGER PRIMARY KEY, requests INTEGER NOT NULL, server_errors INTEGER NOT NULL) STRICT;

        CREATE TABLE findings (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, rule TEXT NOT NULL,
            key INTEGER NOT NULL REFERENCES keys (id), route TEXT NOT NULL, target TEXT,
            started INTEGER NOT NULL, ended INTEGER, points INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
        CREATE INDEX findings_by_key ON findings (key, started);
        CREATE INDEX findings_open ON findings (ended) WHERE ended IS NULL;
        CREATE TABLE finding_days (
            finding INTEGER NOT NULL REFERENCES findings (number) ON DELETE CASCADE,
            day INTEGER NOT NULL, points INTEGER NOT NULL,
            PRIMARY KEY (finding, day)) STRICT, WITHOUT ROWID;

        CREATE TABLE cases (
            id TEXT PRIMARY KEY, key INTEGER NOT NULL REFERENCES keys (id), clause INTEGER,
            stage TEXT NOT NULL, opened INTEGER NOT NULL, updated INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
        CREATE TABLE letters (
            id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases (id),
            kind TEXT NOT NULL, stage TEXT NOT NULL,
            drafted INTEGER NOT NULL, updated INTEGER NOT NULL, json TEXT NOT NULL) STRICT;
        CREATE INDEX letters_by_case ON letters (case_id);
        CREATE TABLE history (
            number INTEGER PRIMARY KEY, case_id TEXT, time INTEGER NOT NULL, kind TEXT NOT NULL,
            json TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL) STRICT;
        CREATE INDEX history_by_case ON history (case_id);
        CREATE TRIGGER history_never_changes BEFORE UPDATE ON history
        BEGIN SELECT RAISE (ABORT, 'history is append-only'); END;
        CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON history
        BEGIN SELECT RAISE (ABORT, 'history is append-only'); END;
        CREATE TRIGGER history_only_grows BEFORE INSERT ON history
        WHEN NEW.number <> (SELECT ifnull(max(number), 0) + 1 FROM history)
        BEGIN SELECT RAISE (ABORT, 'history is append-only'); END;

        CREATE VIEW hourly_list AS
        SELECT strftime('%Y-%m-%dT%H:%M:%SZ', hour / 1000, 'unixepoch') AS hour, keys.login, keys.installation,
            routes.text AS route, requests, bytes, server_ms, not_modified, client_errors, server_errors, throttled,
            excess, excess_bytes
        FROM hourly JOIN keys ON keys.id = key JOIN routes ON routes.id = route;
        CREATE VIEW daily_list AS
        SELECT strftime('%Y-%m-%dT%H:%M:%SZ', day / 1000, 'unixepoch') AS day, keys.login, keys.installation,
            routes.text AS route, requests, bytes, server_ms, not_modified, client_errors, server_errors, throttled,
            excess, excess_bytes
        FROM daily JOIN keys ON keys.id = key JOIN routes ON routes.id = route;
        CREATE VIEW finding_list AS
        SELECT findings.id, type, rule, keys.login, keys.installation, route, target,
            strftime('%Y-%m-%dT%H:%M:%SZ', started / 1000, 'unixepoch') AS started,
            strftime('%Y-%m-%dT%H:%M:%SZ', ended / 1000, 'unixepoch') AS ended, points
        FROM findings JOIN keys ON keys.id = key;
        """
}
