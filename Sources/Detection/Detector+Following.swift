/// A detector that is asked for verdicts while its log is still written.
extension Detector {
    /// From now on the starts and ends of episodes are told as they come.
    public mutating func tellNews() { sink.tellsNews = true }

    /// Hands out the episodes that began since the last time, without an end, and those that ended; exemptions are applied.
    /// An episode that began and ended meanwhile comes twice.
    ///
    /// An end may lie behind the last line: it holds when the log has come so far. The ends of calendar quotas are not
    /// among them: they lie in the evidence of their starts.
    public mutating func takeNews() -> [Finding] { sink.takeNews().map { withExemption($0) } }

    /// Evaluates what ends by an instant without waiting for the next lines of its keys. What is found does not depend on
    /// it, only when.
    ///
    /// - Parameter time: every line before it was taken, and none of them comes later; not behind the last stamp of the log.
    /// - Complexity: linear in the routes and targets that are followed.
    public mutating func advance(to time: Int64) {
        guard extent.first != nil else { return }
        let hour = Grid.hours.index(time)
        for place in routes.indices where routes[place].state >= 0 {
            if routes[place].fetches.hour < hour {
                routes[place].fetches.advance(to: hour, fetchRule, duplicatesRule, into: &sink)
            }
            if routes[place].isCounted, routes[place].traffic.hour < hour { advanceRoute(place, to: hour) }
        }
        for key in states.indices where !states[key].isFree && states[key].traffic.hour < hour {
            advanceKey(key, to: hour)
        }
        advanceTargets(to: time)
        quotas.advance(to: time, into: &sink)
    }

    private mutating func advanceTargets(to time: Int64) {
        for place in targets.indices {
            guard let hot = targets[place] else { continue }
            if hot.target.advance(to: hot.target.grid.index(time), days: &days, context, into: &sink) {
                hot.target.settleDay(by: time, &days, context, into: &sink)
            } else {
                targets[place] = nil
                freeTargets.append(Int32(place))
            }
        }
    }

    /// How far the lines that were taken reach, milliseconds since 1970 UTC.
    public var reached: Int64? { extent.last }

    /// Keys that are followed.
    public var keyCount: Int { keys.count }
}
