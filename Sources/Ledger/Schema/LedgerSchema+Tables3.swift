extension LedgerSchema {
    /// Version 3: a digest of every message, as of the other rows that prove something.
    static let tables3 =
        """
        ALTER TABLE outbox ADD COLUMN digest TEXT;
        """

    /// The trigger that keeps steps of the history as they are, without what only `forget` may do.
    static let historyTrigger =
        """
        CREATE TRIGGER history_never_changes BEFORE UPDATE ON history
        BEGIN SELECT RAISE (ABORT, 'history is append-only'); END;
        """
}
