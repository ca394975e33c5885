internal import AccessLog
internal import Ledger
internal import Reports

/// A run that takes inputs out again.
extension LedgerRun {
    /// Finds what is needed, where inputs are to be taken out.
    static func replacement(
        _ use: LedgerUse, _ request: ScanRequest, _ past: LedgerPast
    ) throws(ScanError) -> Replacement? {
        guard !use.replacing.isEmpty else { return nil }
        return try Replacement(use.replacing, request, past.inputs, ledger: use.path)
    }

    /// The request with the inputs that are read.
    func request(_ request: ScanRequest) -> ScanRequest {
        guard let replacement else { return request }
        var request = request
        request.inputs = replacement.places.filter { !$0.isPush }.map(\.name)
        request.pushLogs = replacement.places.filter(\.isPush).map(\.name)
        return request
    }

    /// The input that was taken out, where another one is it or goes on behind it.
    func removed(_ recognition: Recognition, _ recognizer: Recognizer) -> InputRecord? {
        let ordinal: Int32? =
            switch recognition {
            case .same(let ordinal), .part(let ordinal): ordinal
            case .grown(let rest): rest.ordinal
            case .new, .replaced, .undecided, .assembled, .twice: nil
            }
        return ordinal.flatMap(recognizer.record).flatMap { $0.removed == nil ? nil : $0 }
    }

    /// What it changes that inputs are taken out, `nil` for a run that only adds.
    func effect(on findings: [KeptFinding]) throws(ScanError) -> ReplacementEffect? {
        guard replacement != nil, let file else { return nil }
        do throws(LedgerError) {
            var before: [KeptFinding] = []
            try file.findings { before.append($0) }
            return ReplacementEffect(
                before, findings, try file.cases(), try file.letters(), try file.judgedDays())
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// Says what was done, or would be.
    func tell(_ effect: ReplacementEffect, _ note: inout RunSummary.LedgerNote) {
        guard let replacement else { return }
        let (out, back) = use.isDryRun ? ("Would take out", "Would count again") : ("Took out", "Counts again")
        note.replaced = replacement.targets.map { target in
            let place =
                target.isReadAnew ? "what lies there now was read in its place" : "nothing was read in its place"
            return "\(out) \(target.record.name) (\(target.record.held)); \(place)."
        }
        note.replaced += replacement.restored.map { "\(back): \($0.name) (\($0.held))." }
        let inputs = replacement.places.count { $0.record != nil }
        let kept = "\(inputs) kept input\(inputs == 1 ? "" : "s")"
        note.replaced.append("Everything else was computed anew from \(kept). \(effect.sentence)")
        note.warnings = effect.warnings
    }

    /// Expects of every kept input that what was read of it now is what earlier runs read.
    func expectKept(_ accounts: [ScanPass.Account]) throws(ScanError) {
        guard let replacement else { return }
        let read = Dictionary(accounts.map { ($0.ordinal, $0.account.content) }) { first, _ in first }
        for place in replacement.places {
            guard let record = place.record else { continue }
            let content = read[record.ordinal]
            if let content, content == record.content || content.length > record.content.length { continue }
            throw ScanError(
                "\(place.name): changed while it was read, or cannot be read whole any more; nothing was changed in "
                    + "\(use.path); run the same command again")
        }
    }
}

extension InputRecord {
    /// What is said of an input that was taken out and lies there again.
    func sentence(_ name: String) -> String {
        let was = name == self.name ? "" : ", as \(self.name)"
        return "\(name): was taken out again by run \(removed ?? 0)\(was); left out; --replace it once more to count it"
    }
}
