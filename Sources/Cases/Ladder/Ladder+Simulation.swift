public import AccessLog

extension Ladder {
    /// Takes the letters of a simulation as delivered on the day on which they are due: at the first opening of the office
    /// after they were drafted, if that lies on a date or before it.
    ///
    /// - Parameters:
    ///   - state: the case; letters that are no simulation stay as they are.
    ///   - date: the date that has come.
    /// - Returns: the next state, and a step for every letter.
    public func deliver(_ state: Case, by date: CivilDate) -> Outcome {
        var outcome = Outcome(state: nil)
        var next = state
        for place in next.letters.indices where next.letters[place].isSimulation && next.letters[place].isPending {
            let opening = calendar.nextOpen(from: calendar.end(of: next.letters[place].drafted))
            guard calendar.date(of: opening) <= date else { continue }
            next.letters[place].status = .delivered
            next.letters[place].delivered = opening
            outcome.steps.append(
                .recorded(.delivered(letter: next.letters[place].id, reference: "as assumed")))
        }
        outcome.state = next
        return outcome
    }
}
