import AccessLog
import Detection

extension Ladder {
    /// Tells the operator what cannot wait: an acute overload, and a breach that permits suspension. Neither skips a step.
    func alert(_ state: inout Case, by day: CaseDay, into outcome: inout Outcome) {
        for finding in day.findings where !finding.isObservation {
            if finding.rule == .overload, finding[.minutes] >= Self.acuteMinutes, !state.alerts.contains(finding.id) {
                state.alerts.append(finding.id)
                outcome.alerts.append(
                    OperatorTask(
                        id: state.id, kind: .acuteOverload(finding: finding.id, minutes: finding[.minutes])))
            }
            if state.suspension == nil, state.isOpen, permitsSuspension(finding) {
                state.suspension = Case.Suspension(date: day.date, finding: finding.id, points: finding.points)
                outcome.steps.append(.suspendable(finding: finding.id, points: finding.points))
                outcome.alerts.append(
                    OperatorTask(id: state.id, kind: .suspension(finding: finding.id, points: finding.points)))
            }
        }
        if state.alerts.count > Case.keptFindings { state.alerts.removeFirst(state.alerts.count - Case.keptFindings) }
    }

    private func permitsSuspension(_ finding: CaseFinding) -> Bool {
        notices.suspendWithoutNotice.contains { $0.rule == finding.rule && finding.points >= $0.points }
    }

    /// Quotas have their own track: one letter at 80 % and one at 100 % of each period, and no points.
    func informOfQuotas(_ state: inout Case, by day: CaseDay, into outcome: inout Outcome) {
        guard day.coveredDays > notices.observeDays else { return }
        let marks = day.findings.filter { $0.rule == .quota }.map { (finding: $0, mark: $0.quotaMark) }
        for (finding, mark) in marks {
            let isOver = marks.contains { $0.mark.period == mark.period && $0.mark.level > mark.level }
            let isKnown = state.letters.contains { letter in
                letter.quota.map { $0.period == mark.period && $0.level >= mark.level } ?? false
            }
            if isOver || isKnown { continue }
            append(.quota, to: &state, on: day.date, quota: mark, findings: [finding], into: &outcome)
        }
    }

    /// What the operator must do for a case, derived from its state; the most urgent first.
    ///
    /// - Parameters:
    ///   - state: the case.
    ///   - hasContact: whether the register has a person to write to.
    /// - Returns: what is to be done.
    public func tasks(of state: Case, hasContact: Bool) -> [OperatorTask] {
        var kinds: [OperatorTask.Kind] = []
        if let suspension = state.suspension, state.isOpen {
            kinds.append(.suspension(finding: suspension.finding, points: suspension.points))
        }
        if state.stage == .closing { kinds.append(.closing) }
        let waiting = state.letters.filter { !$0.isSpent && $0.isPending }
        if !hasContact, !waiting.isEmpty { kinds.append(.missingContact) }
        kinds += waiting.compactMap { letter in
            switch letter.status {
            case .bounced: .bounced(letter: letter.id)
            case .drafted: .approve(letter: letter.id, since: letter.drafted)
            case .approved: .send(letter: letter.id)
            case .sent: .confirm(letter: letter.id)
            case .delivered, .withdrawn: nil
            }
        }
        return kinds.map { OperatorTask(id: state.id, kind: $0) }
    }
}

extension CaseFinding {
    /// The quota's period, or the episode of a sliding one, and the level that was reached.
    var quotaMark: QuotaMark {
        let period = words[.periodName] ?? String(windowStart)
        return QuotaMark(
            period: [words[.quota] ?? "", target ?? "", period].joined(separator: "/"), level: isObservation ? 80 : 100)
    }
}
