extension LedgerSchema {
    /// Version 4: inputs that were taken out again, runs whose sums were computed anew, and which inputs are logs of
    /// deliveries; of those that are kept, the commands of the runs say so.
    static let tables4 =
        """
        ALTER TABLE inputs ADD COLUMN push INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE inputs ADD COLUMN removed INTEGER;
        ALTER TABLE runs ADD COLUMN superseded INTEGER;
        ALTER TABLE runs ADD COLUMN replaced TEXT;
        UPDATE inputs SET push = 1 WHERE name IN (
            SELECT word.value FROM runs, json_each(runs.arguments) AS option, json_each(runs.arguments) AS word
            WHERE option.value = '--push-log' AND word.key = option.key + 1)
        """
}
