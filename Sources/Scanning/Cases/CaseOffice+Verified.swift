internal import Cases
internal import Ledger

extension CaseOffice {
    /// Notes what a verification found, for `cases check`; the ledger must be open for writing.
    public func note(_ report: Verification.Report, at instant: Int64) throws(ScanError) {
        do throws(LedgerError) {
            let rows = Dictionary(try file.letters().map { ($0.id, $0.json) }) { first, _ in first }
            let isWhole = report.ledger.isEmpty && report.inputs.isEmpty
            var commit = CaseCommit()
            commit.verifications = report.letters.compactMap { letter in
                guard let json = rows[letter.id] else { return nil }
                return VerificationRow(
                    letter: letter.id, digest: ContentDigest.hex(json.utf8), time: instant,
                    isIdentical: isWhole && letter.differences.isEmpty)
            }
            try file.commit(commit)
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }
}
