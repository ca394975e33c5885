internal import Cases
internal import Ledger

extension CaseOffice {
    /// A step of the history, as people read it.
    public struct Step: Sendable {
        /// Its place in the history of the ledger.
        public var number: Int64
        /// The case.
        public var caseID: String
        /// Milliseconds since 1970 UTC.
        public var at: Int64
        /// Who.
        public var by: String
        /// `opened`, `drafted`, …
        public var kind: String
        /// What, in a few words.
        public var sentence: String
        /// Its digest.
        public var digest: String
    }

    /// The steps of a case in their order, all steps for `nil`.
    public func history(of id: String? = nil) throws(ScanError) -> [Step] {
        var steps: [Step] = []
        do throws(LedgerError) {
            try file.history(ofCase: id) { row in
                steps.append(
                    Step(
                        number: row.number, caseID: row.caseID ?? "", at: row.time, by: row.step?.by ?? "?",
                        kind: row.kind,
                        sentence: row.what?.sentence ?? "cannot be read", digest: row.digest))
            }
        } catch {
            throw ScanError(error.description, .ledger)
        }
        return steps
    }
}
