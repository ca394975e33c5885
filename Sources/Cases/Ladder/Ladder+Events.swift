import AccessLog

extension Ladder {
    /// Records what a person or a channel did.
    ///
    /// - Parameters:
    ///   - event: what, when and who.
    ///   - state: the case.
    ///   - facts: what closing depends on beside the case.
    /// - Returns: the next state, and what follows from the event.
    /// - Throws: why it cannot be so.
    public func record(_ event: CaseEvent, in state: Case, facts: ClosingFacts = .init()) throws(CaseError) -> Outcome {
        var outcome = Outcome(state: nil)
        var next = state
        switch event.action {
        case .approved(let letter): try approve(letter, in: &next)
        case .sent(let letter, _, _): try send(letter, in: &next)
        case .delivered(let letter, _): try deliver(letter, at: event.at, in: &next)
        case .bounced(let letter, _): try bounce(letter, in: &next, &outcome)
        case .failed(let letter, _, _): _ = try place(of: letter, in: state)
        case .answered: break
        case .extended(let letter, let until): try extend(letter, until: until, in: &next)
        case .exempted(let note): next.exemption = note
        case .closed(let reason, let isConfirmed):
            try close(&next, at: event.at, reason: reason, isConfirmed: isConfirmed, facts: facts, &outcome)
        case .reopened: try reopen(&next, at: event.at)
        }
        outcome.steps.append(.recorded(event.action))
        outcome.state = next
        return outcome
    }

    private func place(of letter: String, in state: Case) throws(CaseError) -> Int {
        guard let place = state.letters.firstIndex(where: { $0.id == letter }) else {
            throw CaseError("\(letter): no such letter in case \(state.id); cases show \(state.id) lists them")
        }
        if state.letters[place].isSimulation {
            throw CaseError("\(letter): is a simulation and cannot be approved or sent; run without --simulate")
        }
        if state.letters[place].status == .withdrawn {
            throw CaseError("\(letter): was withdrawn because it no longer holds; wait for the next draft")
        }
        return place
    }

    private func approve(_ letter: String, in state: inout Case) throws(CaseError) {
        let place = try place(of: letter, in: state)
        guard state.letters[place].status == .drafted || state.letters[place].status == .bounced else {
            throw CaseError("\(letter): is \(state.letters[place].status.rawValue) already; nothing is left to approve")
        }
        state.letters[place].status = .approved
    }

    private func send(_ letter: String, in state: inout Case) throws(CaseError) {
        let place = try place(of: letter, in: state)
        switch state.letters[place].status {
        case .approved, .bounced, .sent: state.letters[place].status = .sent
        case .drafted: throw CaseError("\(letter): is not approved; approve it first")
        case .delivered, .withdrawn:
            throw CaseError("\(letter): is \(state.letters[place].status.rawValue) already; it is not sent twice")
        }
    }

    /// A letter may be recorded as delivered from any state: it can go by other means.
    private func deliver(_ letter: String, at instant: Int64, in state: inout Case) throws(CaseError) {
        let place = try place(of: letter, in: state)
        if state.letters[place].status == .delivered { return }
        guard calendar.date(of: instant) > state.letters[place].drafted else {
            throw CaseError(
                "\(letter): was drafted at the end of \(state.letters[place].drafted.text) and cannot have arrived before; "
                    + "give the day on which it arrived")
        }
        state.letters[place].status = .delivered
        state.letters[place].delivered = instant
    }

    /// What came back did not warn anybody, and the letters after it warned too early.
    private func bounce(_ letter: String, in state: inout Case, _ outcome: inout Outcome) throws(CaseError) {
        let place = try place(of: letter, in: state)
        state.letters[place].status = .bounced
        state.letters[place].delivered = nil
        guard let stage = state.letters[place].kind.stage, !state.letters[place].isSpent else { return }
        for later in state.letters.indices[(place + 1)...] {
            guard let other = state.letters[later].kind.stage, other > stage, !state.letters[later].isSpent,
                state.letters[later].status != .withdrawn
            else { continue }
            state.letters[later].status = .withdrawn
            state.letters[later].delivered = nil
            outcome.steps.append(.withdrawn(letter: state.letters[later].id))
        }
        if state.stage == .closing { state.stage = .final }
        state.settleStage()
    }

    private func extend(_ letter: String, until: CivilDate, in state: inout Case) throws(CaseError) {
        let place = try place(of: letter, in: state)
        guard let delivered = state.letters[place].delivered, until > calendar.date(of: delivered) else {
            throw CaseError("\(letter): more time counts from a delivered letter, and ends after it was delivered")
        }
        state.letters[place].extended = max(until, state.letters[place].extended ?? until)
        if state.stage == .closing { state.stage = .final }
    }

    private func close(
        _ state: inout Case, at instant: Int64, reason: String, isConfirmed: Bool, facts: ClosingFacts,
        _ outcome: inout Outcome
    ) throws(CaseError) {
        let date = calendar.date(of: instant)
        let missing = closingChecklist(state, on: date, facts: facts).filter { !$0.isMet }
        let isSuspension = !missing.isEmpty
        if let first = missing.first {
            guard state.suspension != nil, state.isOpen else {
                throw CaseError("\(state.id): closing is not permitted: \(first.sentence); cases check tells all")
            }
            guard isConfirmed, !reason.isEmpty else {
                throw CaseError("\(state.id): suspension without notice needs --confirm and a reason")
            }
        }
        withdraw(in: &state, &outcome)
        state.stage = .closed
        if isSuspension { append(.suspension, to: &state, on: date, into: &outcome) }
    }

    /// Open again, the case is over; what comes within 30 days is a relapse.
    private func reopen(_ state: inout Case, at instant: Int64) throws(CaseError) {
        guard state.stage == .closed else {
            throw CaseError("\(state.id): access is not closed; there is nothing to reopen")
        }
        var ignored = Outcome(state: nil)
        resolve(&state, on: calendar.date(of: instant), isObserving: true, into: &ignored)
    }
}
