import AccessLog
import Detection

extension Ladder {
    /// Days that the picture of a letter shows.
    static let shownDays = 14
    /// Findings that a letter tells of.
    static let toldFindings = 3

    /// Writes the letter that a draft asks for.
    ///
    /// - Parameters:
    ///   - draft: what the ladder asked for.
    ///   - state: the case as it stands after the draft.
    ///   - setting: who is written to, and on what grounds.
    ///   - instant: when it is written, milliseconds since 1970 UTC; its deadline counts from the next opening hours.
    /// - Returns: the letter.
    public func letter(_ draft: LetterDraft, of state: Case, in setting: LetterSetting, at instant: Int64) -> Letter {
        let findings = told(draft)
        let end = calendar.end(of: draft.date)
        let last = state.days.filter { $0.date <= draft.date }.suffix(Self.shownDays)
        return Letter(
            id: draft.id, kind: draft.kind, caseNumber: state.id, language: setting.partner?.language ?? .nb,
            written: instant, partner: setting.partner.map { $0.name ?? $0.id },
            organisationNumber: setting.partner?.organisationNumber, login: state.key.login,
            installation: state.key.installation, contacts: setting.partner?.contacts ?? [], clause: state.key.clause,
            contract: setting.contract, findings: findings, days: Array(last), files: setting.files,
            from: findings.map(\.since).min() ?? calendar.instant(state.opened, minutes: 0), to: end,
            deadline: deadline(for: draft.kind, sentAt: instant),
            earlier: state.lastStanding?.delivered,
            thread: state.letters.prefix { $0.id != draft.id }.filter { $0.status != .withdrawn }.map(\.id),
            reason: setting.reason, isSimulation: draft.isSimulation, sender: notices.sender,
            replyTo: notices.replyTo ?? notices.from, phone: notices.phone, reproduction: setting.reproduction)
    }

    /// The letter as it goes out now: its deadline leaves the whole grace from here on.
    public func sending(_ letter: Letter, at instant: Int64) -> Letter {
        var copy = letter
        copy.written = instant
        copy.deadline = deadline(for: letter.kind, sentAt: instant)
        return copy
    }

    private func deadline(for kind: LetterKind, sentAt instant: Int64) -> Int64? {
        guard kind.stage != nil else { return nil }
        return calendar.deadline(after: calendar.nextOpen(from: instant), grace: notices.grace(after: kind))
    }

    /// What still goes on, or went on in the last weeks; observations only where they add a word to a finding.
    private func told(_ draft: LetterDraft) -> [CaseFinding] {
        let start = calendar.instant(draft.date.adding(days: -35), minutes: 0)
        let recent = draft.findings.filter { $0.ended.map { end in end >= start } ?? true }
        if draft.kind == .quota { return Array(draft.findings.prefix(1)) }
        let told = recent.filter { !$0.isObservation }.prefix(Self.toldFindings)
        let words = recent.filter { finding in
            finding.isObservation && finding.rule == .roundTheClock && told.contains { $0.route == finding.route }
        }
        return Array(told) + words.prefix(1)
    }
}
