public import AccessLog

extension Ladder {
    /// Every condition of closing, met or not. Closing is permitted if all of them are met; a person decides.
    ///
    /// - Parameters:
    ///   - state: the case.
    ///   - date: the local date on which the question is asked.
    ///   - facts: what closing depends on beside the case.
    /// - Returns: the conditions in their order.
    public func closingChecklist(_ state: Case, on date: CivilDate, facts: ClosingFacts) -> [ClosingCheck] {
        var checks = [
            ClosingCheck(
                condition: .contact, isMet: facts.hasContact,
                sentence: facts.hasContact ? "a contact person is registered" : "no contact person is registered")
        ]
        var before: CaseLetter?
        for kind in [LetterKind.notice, .reminder, .final] {
            let letter = state.standing(kind)
            checks.append(delivery(kind, letter, after: before))
            checks.append(grace(kind, letter, on: date))
            checks.append(abuse(kind, letter, state, on: date))
            before = letter
        }
        return checks + circumstances(state, on: date, facts: facts)
    }

    /// Whether every condition of closing holds.
    public func isClosingPermitted(_ state: Case, on date: CivilDate, facts: ClosingFacts) -> Bool {
        closingChecklist(state, on: date, facts: facts).allSatisfy(\.isMet)
    }

    private func delivery(_ kind: LetterKind, _ letter: CaseLetter?, after before: CaseLetter?) -> ClosingCheck {
        guard let delivered = letter?.delivered else {
            let earliest = before.flatMap { deadline(of: $0) }.map { calendar.date(of: $0) }
            return ClosingCheck(
                condition: .delivered(kind), isMet: false, mayTurn: earliest,
                sentence: "the \(kind.word) is not delivered")
        }
        let arrival = calendar.date(of: delivered).text
        let isFirst = kind == .notice
        let isInTime = isFirst || before.flatMap { deadline(of: $0) }.map { delivered >= $0 } ?? false
        return ClosingCheck(
            condition: .delivered(kind), isMet: isInTime,
            sentence: "the \(kind.word) was delivered on \(arrival)"
                + (isInTime ? "" : ", before the time that the letter before it gave was over"))
    }

    private func grace(_ kind: LetterKind, _ letter: CaseLetter?, on date: CivilDate) -> ClosingCheck {
        guard let deadline = letter.flatMap({ self.deadline(of: $0) }) else {
            return ClosingCheck(
                condition: .grace(kind), isMet: false, sentence: "its time runs from the day on which it is delivered")
        }
        let end = calendar.date(of: deadline)
        let isMet = date > end
        return ClosingCheck(
            condition: .grace(kind), isMet: isMet, mayTurn: isMet ? nil : end.adding(days: 1),
            sentence: "the time that it gives \(isMet ? "ended" : "ends") on \(end.text) at "
                + OpeningHours.clock(calendar.hours.closes))
    }

    /// After notice and reminder: between their arrival and that of the next letter; after the final warning: in the last
    /// seven days.
    private func abuse(_ kind: LetterKind, _ letter: CaseLetter?, _ state: Case, on date: CivilDate) -> ClosingCheck {
        let needed = Self.abuseDaysPerStep
        guard let delivered = letter?.delivered else {
            return ClosingCheck(
                condition: .abuse(kind), isMet: false, sentence: "\(needed) abuse days are needed after it")
        }
        let since = calendar.date(of: delivered)
        let next = kind == .notice ? state.standing(.reminder) : kind == .reminder ? state.standing(.final) : nil
        let seen =
            kind == .final
            ? state.window(upTo: date).count { $0.verdict == .abuse && $0.date > since }
            : state.abuseDays(
                after: since, upTo: next?.delivered.map { calendar.date(of: $0).adding(days: -1) } ?? date)
        let isMet = seen >= needed
        let stretch = kind == .final ? "in the last 7 days that count" : "after it"
        return ClosingCheck(
            condition: .abuse(kind), isMet: isMet,
            mayTurn: isMet || next != nil ? nil : date.adding(days: needed - seen),
            sentence: "\(seen) abuse days \(stretch), \(needed) are needed")
    }

    private func circumstances(_ state: Case, on date: CivilDate, facts: ClosingFacts) -> [ClosingCheck] {
        let isPaused = state.pausedUntil.map { date < $0 } ?? false
        let isExempt = state.exemption?.holds(on: date) == true || state.days.last?.isExempt == true
        let lastUncovered = state.uncovered(before: date)
        let faults = state.days.count { $0.verdict == .fault }
        let isOpen = state.isOpen && !isSimulation && !state.letters.contains { $0.isSimulation }
        return [
            ClosingCheck(
                condition: .pause, isMet: !isPaused, mayTurn: isPaused ? state.pausedUntil : nil,
                sentence: isPaused ? "misuse fell by half, so the case waits" : "no pause for progress runs"),
            ClosingCheck(
                condition: .exemption, isMet: !isExempt, mayTurn: isExempt ? state.exemption?.until : nil,
                sentence: isExempt ? "an exemption holds" : "no exemption holds"),
            ClosingCheck(
                condition: .evidence, isMet: facts.isEvidenceVerifiable,
                sentence: facts.isEvidenceVerifiable
                    ? "the evidence can be recomputed" : "the evidence is not verified; run verify"),
            ClosingCheck(
                condition: .coverage, isMet: lastUncovered == nil, mayTurn: lastUncovered?.adding(days: 8),
                sentence: lastUncovered.map { "the log does not cover \($0.text)" } ?? "the last 7 days are covered"),
            ClosingCheck(
                condition: .fault, isMet: true,
                sentence: "none of \(faults) days on which the API was at fault is counted"),
            ClosingCheck(
                condition: .open, isMet: isOpen, sentence: isOpen ? "the case is open" : state.whyNotOpen(isSimulation)),
        ]
    }
}

extension Case {
    /// The last of the seven days before a date that the log does not cover.
    fileprivate func uncovered(before date: CivilDate) -> CivilDate? {
        (1...7).map { date.adding(days: -$0) }.first { day in
            guard day >= opened else { return false }
            return days.last { $0.date == day }.map { $0.verdict == .uncovered } ?? true
        }
    }

    fileprivate func whyNotOpen(_ isSimulation: Bool) -> String {
        isOpen ? "this is a simulation" : "the case is \(stage.rawValue)"
    }
}

extension LetterKind {
    /// What the operator calls it.
    var word: String {
        switch self {
        case .final: "final warning"
        case .notice, .reminder, .resolved, .quota, .suspension: rawValue
        }
    }
}
