extension LedgerSchema {
    /// Version 2: the local days that cases were judged by, letters on their way, what `verify` found, and a digest of every
    /// row that proves something.
    static let tables2 =
        """
        CREATE TABLE days (
            day INTEGER PRIMARY KEY, date TEXT NOT NULL UNIQUE, covered INTEGER NOT NULL, fault INTEGER NOT NULL,
            covered_days INTEGER NOT NULL) STRICT;

        CREATE TABLE outbox (
            message TEXT PRIMARY KEY, recipient TEXT NOT NULL, letters TEXT NOT NULL, date TEXT NOT NULL,
            time INTEGER NOT NULL, bytes BLOB NOT NULL, channel TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('planned', 'handed', 'sent', 'failed', 'dropped')),
            output TEXT NOT NULL) STRICT;
        CREATE INDEX outbox_by_recipient ON outbox (recipient, date);

        CREATE TABLE verifications (
            letter TEXT PRIMARY KEY REFERENCES letters (id), digest TEXT NOT NULL, time INTEGER NOT NULL,
            identical INTEGER NOT NULL) STRICT;

        ALTER TABLE cases ADD COLUMN digest TEXT;
        ALTER TABLE letters ADD COLUMN digest TEXT;
        ALTER TABLE findings ADD COLUMN digest TEXT;
        CREATE INDEX findings_unsealed ON findings (number) WHERE digest IS NULL;
        """
}
