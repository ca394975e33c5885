internal import Cases
internal import Ledger
internal import Policy

/// What the operator's own people get: alerts at once, and one digest a day inside opening hours.
///
/// Both are planned, kept and handed over as letters are, so that a crash makes neither a second one. A digest tells what
/// is new since the last one that went; if no channel took it on its day, the next one tells it as well.
extension Sending {
    /// Plans what is due for the operator's own people.
    mutating func planForOperators() throws(ScanError) {
        let people = office.setting.policy.notices.operators
        guard !people.isEmpty else { return }
        let desk = OperatorDesk(office, at: at, rows: rows)
        let (composer, at) = (composer, at)
        var commit = CaseCommit()
        for alert in try desk.alerts() {
            add(people, to: &commit) { (address) throws(DeliveryError) in
                try composer.message(alert, to: address, at: at)
            }
        }
        if isNow || isOpen, !desk.hasDigest {
            let (digest, mark) = try desk.digest()
            if !digest.isEmpty {
                add(people, to: &commit) { (address) throws(DeliveryError) in
                    try composer.message(digest, to: address, at: at)
                }
                commit.digestMark = CaseBook.json(mark)
            }
        }
        guard !commit.outbox.isEmpty else { return }
        do throws(LedgerError) {
            try office.file.commit(commit)
        } catch {
            throw ScanError(error.description, .ledger)
        }
        rows += commit.outbox
    }

    private mutating func add(
        _ people: [String], to commit: inout CaseCommit,
        _ write: (String) throws(DeliveryError) -> MailMessage
    ) {
        let today = office.date(of: at).text
        for address in people {
            do throws(DeliveryError) {
                let message = try write(address)
                // An alert goes once, also to somebody who is named twice.
                let isKnown = (rows + commit.outbox).contains { $0.message == message.id && $0.state != .dropped }
                guard !isKnown else { continue }
                commit.outbox.append(
                    OutboxRow(
                        message: message.id, recipient: message.recipient, letters: [], date: today, time: at,
                        bytes: message.bytes, channel: "\(channel)"))
            } catch {
                if !report.failures.contains(error.description) { report.failures.append(error.description) }
            }
        }
    }
}

extension OutboxRow {
    /// Whether it is a digest for one of the operator's own people.
    var isDigest: Bool { letters.isEmpty && message.hasPrefix("operator.") }

    /// What it is, for sentences.
    var name: String {
        if !letters.isEmpty { return letters.joined(separator: ", ") }
        return isDigest ? "the digest of \(date)" : "an alert"
    }
}
