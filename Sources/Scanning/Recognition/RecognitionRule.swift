internal import AccessLog
internal import Ledger

/// Decides what an input is, from what was seen of it; it reads nothing itself.
///
/// Known limits: a file shorter than 4 KiB that is the beginning of a longer known one is new, since only heads are compared;
/// a shorter copy is told from its longer original only where it ends at one of the checksums kept on the way, among them the
/// ends of gzip members and of earlier runs.
enum RecognitionRule {
    /// A file that lies exactly as it did: nothing of it is read, unless a last line was left for later.
    static func unchanged(_ record: InputRecord, _ status: FileStatus) -> Recognition {
        guard record.state == .growing, status.size > record.content.length else { return .same(as: record.ordinal) }
        return .grown(rest(of: record, isPlain: true, takesUnfinishedLine: true))
    }

    /// A plain file at the place of a known one whose head and tail were verified.
    static func verified(_ record: InputRecord, _ status: FileStatus) -> Recognition {
        guard status.size > record.content.length else { return .same(as: record.ordinal) }
        return .grown(rest(of: record, isPlain: true, takesUnfinishedLine: false))
    }

    /// An input that begins like known ones, after it was compared with them.
    ///
    /// - Parameters:
    ///   - outcome: what the comparison saw.
    ///   - candidates: the known inputs.
    ///   - place: the number of the input that lay at its place on disk before, `nil` for none.
    /// - Returns: what it is.
    static func compared(
        _ outcome: InputComparison.Outcome, _ candidates: [InputRecord], place: Int32?
    ) -> Recognition {
        let whole = candidates.filter { outcome.seen[$0.content.length] == $0.content.crc }
            .max { ($0.content.length, $1.ordinal) < ($1.content.length, $0.ordinal) }
        if let whole { return continued(whole, outcome) }
        guard let length = outcome.length else { return new(place) }
        let longer = candidates.filter { $0.content.length > length && agrees($0, outcome, upTo: length) }
        if let exact = longer.first(where: { record in record.prefixes.contains { $0.length == length } }) {
            return .part(of: exact.ordinal)
        }
        guard let record = longer.first else { return new(place) }
        let verified = record.prefixes.map(\.length).filter { $0 <= length }.max()
        return .undecided(record.ordinal, verified: verified ?? Int64(record.head?.length ?? 0))
    }

    private static func new(_ place: Int32?) -> Recognition { place.map { .replaced($0) } ?? .new }

    private static func continued(_ record: InputRecord, _ outcome: InputComparison.Outcome) -> Recognition {
        if let length = outcome.length, length == record.content.length { return .same(as: record.ordinal) }
        return .grown(
            rest(of: record, isPlain: outcome.isPlain, takesUnfinishedLine: !outcome.isPlain))
    }

    /// Whether an input that ends before a record does has the same checksums on the way.
    private static func agrees(_ record: InputRecord, _ outcome: InputComparison.Outcome, upTo length: Int64) -> Bool {
        record.prefixes.allSatisfy { $0.length > length || outcome.seen[$0.length] == $0.crc }
    }

    private static func rest(of record: InputRecord, isPlain: Bool, takesUnfinishedLine: Bool) -> Recognition.Rest {
        Recognition.Rest(
            ordinal: record.ordinal, offset: record.content.length, lines: record.lines, isPlain: isPlain,
            takesUnfinishedLine: takesUnfinishedLine)
    }
}
