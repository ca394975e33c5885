import AccessLog

extension Ladder {
    /// Moves a case one step up, if all its conditions hold.
    func escalate(_ state: inout Case, on date: CivilDate, into outcome: inout Outcome) {
        // Who stopped for some days is not to be closed on an old word; the recommendation comes anew.
        if state.stage == .closing, !goesOnAfterFinal(state) { state.stage = .final }
        guard state.pending == nil, let kind = due(state, on: date) else { return }
        guard mayGoOn(&state, on: date, into: &outcome) else { return }
        switch kind {
        case .letter(let letter): draft(letter, in: &state, on: date, into: &outcome)
        case .closing:
            state.stage = .closing
            outcome.steps.append(.closingRecommended)
            outcome.alerts.append(OperatorTask(id: state.id, kind: .closing))
        }
    }

    private enum Due {
        case letter(LetterKind)
        case closing
    }

    /// The next step whose conditions hold at the end of a day.
    private func due(_ state: Case, on date: CivilDate) -> Due? {
        guard let last = state.lastStanding, let delivered = last.delivered else {
            return state.isNoticeDue ? .letter(.notice) : nil
        }
        let since = calendar.date(of: delivered)
        // Most days are ruled out without reckoning a deadline.
        let earliest = notices.grace(after: last.kind) / 86_400 - 1
        guard state.stage != .closing, date.days(since: since) >= earliest, let deadline = deadline(of: last),
            deadline <= calendar.end(of: date)
        else { return nil }
        switch last.kind {
        case .notice:
            let isDue = state.abuseDays(after: since) >= Self.abuseDaysPerStep
            return isDue && (!state.isRelapse || state.isNoticeDue) ? .letter(.reminder) : nil
        case .reminder: return state.abuseDays(after: since) >= Self.abuseDaysPerStep ? .letter(.final) : nil
        case .final: return goesOnAfterFinal(state) ? .closing : nil
        case .resolved, .quota, .suspension: return nil
        }
    }

    /// Whether there were enough abuse days after the final warning among the last days that count.
    private func goesOnAfterFinal(_ state: Case) -> Bool {
        guard let delivered = state.standing(.final)?.delivered else { return false }
        let since = calendar.date(of: delivered)
        return state.window().count { $0.verdict == .abuse && $0.date > since } >= Self.abuseDaysPerStep
    }

    /// The end of the grace after a delivered letter, or the later day that was granted; milliseconds since 1970 UTC, `nil`
    /// before it is delivered.
    public func deadline(of letter: CaseLetter) -> Int64? {
        guard let delivered = letter.delivered else { return nil }
        let deadline = calendar.deadline(after: delivered, grace: notices.grace(after: letter.kind))
        return max(deadline, letter.extended.map { calendar.deadline(on: $0) } ?? deadline)
    }

    /// Misuse that fell by half since the last letter delays the next step by seven days, once.
    private func mayGoOn(_ state: inout Case, on date: CivilDate, into outcome: inout Outcome) -> Bool {
        if let until = state.pausedUntil, date < until { return false }
        guard !state.isPauseUsed, !state.isRelapse, hasImproved(state) else { return true }
        let until = date.adding(days: Self.pauseDays)
        state.isPauseUsed = true
        state.pausedUntil = until
        outcome.steps.append(.paused(until: until))
        return false
    }

    /// Whether the mean score of the last seven days is at most half of that when the last letter arrived.
    private func hasImproved(_ state: Case) -> Bool {
        guard let delivered = state.lastStanding?.delivered else { return false }
        let then = state.window(upTo: calendar.date(of: delivered)).map(\.score)
        let now = state.window().map(\.score)
        let (sumThen, sumNow) = (then.reduce(0, +), now.reduce(0, +))
        return sumThen > 0 && 2 * sumNow * then.count <= sumThen * now.count
    }

    /// Seven clean days end a case; drafts that did not go out are taken back.
    func resolve(_ state: inout Case, on date: CivilDate, isObserving: Bool, into outcome: inout Outcome) {
        withdraw(in: &state, &outcome)
        let wasWritten = state.letters.contains {
            $0.kind != .resolved && !$0.isSpent && ($0.status == .delivered || $0.status == .sent)
        }
        state.stage = .resolved
        state.resolved = date
        state.isRelapse = false
        (state.pausedUntil, state.isPauseUsed) = (nil, false)
        state.suspension = nil
        outcome.steps.append(.resolved)
        if wasWritten, !isObserving { append(.resolved, to: &state, on: date, into: &outcome) }
        spend(&state)
    }

    /// A relapse comes back at the peak, but not above the reminder: letters from there on stand for nothing any more.
    private func spend(_ state: inout Case) {
        let keepsNotice = state.standing(.reminder) != nil || state.standing(.final) != nil
        for place in state.letters.indices {
            switch state.letters[place].kind {
            case .notice: state.letters[place].isSpent = state.letters[place].isSpent || !keepsNotice
            case .reminder, .final, .suspension: state.letters[place].isSpent = true
            case .resolved, .quota: break
            }
        }
    }

    /// Takes back letters that have not gone out: those of the ladder, or those that say that a case is over.
    func withdraw(_ isTaken: (LetterKind) -> Bool = { $0.stage != nil }, in state: inout Case, _ outcome: inout Outcome)
    {
        for place in state.letters.indices where isTaken(state.letters[place].kind) {
            switch state.letters[place].status {
            case .drafted, .approved, .bounced:
                state.letters[place].status = .withdrawn
                outcome.steps.append(.withdrawn(letter: state.letters[place].id))
            case .sent, .delivered, .withdrawn: break
            }
        }
        state.settleStage()
    }

    private func draft(_ kind: LetterKind, in state: inout Case, on date: CivilDate, into outcome: inout Outcome) {
        append(kind, to: &state, on: date, into: &outcome)
        state.settleStage()
        state.isRelapse = false
    }

    /// Adds a letter, and asks for its text.
    func append(
        _ kind: LetterKind, to state: inout Case, on date: CivilDate, quota: QuotaMark? = nil,
        findings: [CaseFinding]? = nil, into outcome: inout Outcome
    ) {
        var letter = CaseLetter(id: "\(state.id)-\(state.letters.count + 1)", kind: kind, drafted: date)
        letter.isSimulation = isSimulation
        letter.quota = quota
        if notices.approval == .automatic, !isSimulation { letter.status = .approved }
        state.letters.append(letter)
        outcome.steps.append(.drafted(letter: letter.id, kind: kind))
        outcome.drafts.append(
            LetterDraft(
                id: letter.id, kind: kind, date: date, quota: quota, findings: findings ?? state.findings,
                isSimulation: isSimulation))
    }
}

extension Case {
    /// The stage that the letters show: the highest kind that stands or waits.
    mutating func settleStage() {
        guard isOpen else { return }
        let kinds = letters.filter { !$0.isSpent && $0.status != .withdrawn }.map(\.kind)
        let reached: Stage =
            if kinds.contains(.final) { .final } else if kinds.contains(.reminder) {
                .reminder
            } else if kinds.contains(.notice) { .notice } else { .observed }
        if stage != .closing || reached != .final { stage = reached }
    }
}
