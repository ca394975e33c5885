import Foundation

/// One row of the append-only history: what happened, and the digest of the row before.
public struct HistoryStep: Codable, Sendable, Equatable {
    /// Its place, from 1.
    public var number: Int64
    /// When, milliseconds since 1970 UTC.
    public var at: Int64
    /// Who: a person's name, or the program.
    public var by: String
    /// The case.
    public var id: String
    /// What, as JSON with sorted keys.
    public var what: String
    /// SHA-256 of the row before, 64 hex digits; zeros for the first.
    public var previous: String
    /// SHA-256 of this row, 64 hex digits.
    public var digest: String

    /// Makes a row of its fields.
    public init(number: Int64, at: Int64, by: String, id: String, what: String, previous: String, digest: String) {
        self.number = number
        self.at = at
        self.by = by
        self.id = id
        self.what = what
        self.previous = previous
        self.digest = digest
    }

    /// What stands before the first row.
    public static let origin = String(repeating: "0", count: 64)

    /// The digest that the row must have: over its fields, each after its length in bytes, so that no other fields give the
    /// same bytes.
    public var expectedDigest: String {
        ContentDigest.hex(fields: [String(number), String(at), by, id, what, previous])
    }
}

/// A chain of rows: appending, and finding what was changed.
public enum HistoryChain {
    /// The row for a step of a case, after another one.
    public static func step(
        _ step: CaseStep, of id: String, at instant: Int64, by: String, after previous: HistoryStep?
    ) throws -> HistoryStep {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let what = String(decoding: try encoder.encode(step), as: UTF8.self)
        var row = HistoryStep(
            number: (previous?.number ?? 0) + 1, at: instant, by: by, id: id, what: what,
            previous: previous?.digest ?? HistoryStep.origin, digest: "")
        row.digest = row.expectedDigest
        return row
    }

    /// The first row that does not follow from the ones before, with the fact; `nil` where the chain is whole.
    ///
    /// A chain that was cut at its end is whole by itself: compare its last digest with one that was kept elsewhere.
    ///
    /// - Parameters:
    ///   - rows: the rows in their order.
    ///   - last: the digest of the last row, where it is known.
    ///   - forgotten: rows whose texts were taken out, as later rows say: only their digests are left.
    /// - Returns: where the chain is broken.
    public static func firstFault(
        _ rows: [HistoryStep], last: String? = nil, forgotten: Set<Int64> = []
    ) -> HistoryFault? {
        var previous = HistoryStep.origin
        for (index, row) in rows.enumerated() {
            let number = Int64(index) + 1
            if row.number != number { return HistoryFault(number: number, fact: "row \(number) is missing") }
            if row.previous != previous {
                return HistoryFault(number: number, fact: "row \(number) does not follow the row before it")
            }
            if row.digest != row.expectedDigest, !forgotten.contains(row.number) {
                return HistoryFault(number: number, fact: "row \(number) was changed")
            }
            previous = row.digest
        }
        if let last, last != previous {
            return HistoryFault(number: Int64(rows.count) + 1, fact: "rows after row \(rows.count) are missing")
        }
        return nil
    }
}

/// Where a chain is broken.
public struct HistoryFault: Sendable, Equatable {
    /// The row.
    public var number: Int64
    /// The fact.
    public var fact: String
}
