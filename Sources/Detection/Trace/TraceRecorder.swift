/// Takes what the rules hand over for the keys that are asked for. There is none in a run that explains nothing.
final class TraceRecorder {
    let request: TraceRequest
    private(set) var traces: [KeyTrace] = []
    private var days: LocalDays
    /// Keys by their hash: the place in `traces`, -1 for keys that are not asked for.
    private var known: [UInt64: Int] = [:]
    /// What several keys share.
    private var shared: [(key: PartnerKey, trace: RuleTrace)] = []

    init(_ request: TraceRequest, _ days: LocalDays) {
        self.request = request
        self.days = days
    }

    /// Whether a rule's episodes belong to a key that is asked for.
    func wants(_ rule: RuleName, _ key: PartnerKey) -> Bool {
        request.rule ?? rule == rule && request.matches(key)
    }

    /// The place of a key's trace, which begins with the key's first line.
    func meet(_ hash: UInt64, _ key: @autoclosure () -> PartnerKey) -> Int? {
        if let place = known[hash] { return place >= 0 ? place : nil }
        let key = key()
        guard request.matches(key) else {
            known[hash] = -1
            return nil
        }
        let place = place(of: key)
        known[hash] = place
        return place
    }

    private func place(of key: PartnerKey) -> Int {
        if let place = traces.firstIndex(where: { $0.key == key }) { return place }
        traces.append(KeyTrace(key: key))
        return traces.count - 1
    }

    /// Takes one evaluation of the key itself.
    func note(_ subject: RuleTrace.Subject, of key: PartnerKey, _ evaluation: Evaluation, episode: Int64?) {
        note(subject, at: place(of: key), evaluation, episode: episode)
    }

    /// Takes one evaluation of what several keys share: a quota of a login or of an installation. It may come before the
    /// first line of a key that is asked for.
    func noteShared(_ subject: RuleTrace.Subject, of key: PartnerKey, _ evaluation: Evaluation, episode: Int64?) {
        if let login = key.login, request.key != login, !request.key.hasPrefix("\(login)/") { return }
        let place =
            shared.firstIndex { $0.key == key && $0.trace.subject == subject }
            ?? {
                shared.append((key, RuleTrace(subject)))
                return shared.count - 1
            }()
        note(evaluation, episode: episode, in: &shared[place].trace)
    }

    private func note(_ subject: RuleTrace.Subject, at key: Int, _ evaluation: Evaluation, episode: Int64?) {
        let place: Int
        if let known = traces[key].places[subject] {
            place = known
        } else {
            guard traces[key].rules.count < KeyTrace.most else {
                traces[key].unfollowed += 1
                return
            }
            place = traces[key].rules.count
            traces[key].places[subject] = place
            traces[key].rules.append(RuleTrace(subject))
        }
        note(evaluation, episode: episode, in: &traces[key].rules[place])
    }

    private func note(_ evaluation: Evaluation, episode: Int64?, in trace: inout RuleTrace) {
        trace.note(
            evaluation, episode: episode, day: days.day(at: evaluation.moment).start,
            isAskedFor: request.day?.contains(evaluation.moment) ?? false)
    }

    /// Counts a request to a route of the policy.
    func use(_ route: Int, at key: Int) {
        if let place = traces[key].usedRoutes.firstIndex(where: { $0.route == route }) {
            traces[key].usedRoutes[place].requests += 1
        } else {
            traces[key].usedRoutes.append(KeyTrace.UsedRoute(route: route, requests: 1))
        }
    }

    /// Whether so many requests are more than the busiest block of a route's targets has had.
    func isBusier(_ requests: Int64, route: String, at key: Int) -> Bool {
        (traces[key].coldTargets.first { $0.route == route }?.requests ?? 0) < requests
    }

    /// Takes the busiest block of a route's targets.
    func noteCold(_ target: KeyTrace.ColdTarget, at key: Int) {
        if let place = traces[key].coldTargets.firstIndex(where: { $0.route == target.route }) {
            traces[key].coldTargets[place] = target
        } else {
            traces[key].coldTargets.append(target)
        }
    }

    /// The finished traces, in the order of keys.
    var finished: [KeyTrace] {
        traces.sorted { CanonicalOrder.precedes($0.key, $1.key) }.map { trace in
            var trace = trace
            trace.rules += shared.filter { $0.key.covers(trace.key) }.map(\.trace)
            let hot = Set(trace.rules.filter { $0.subject.rule == .polling }.map(\.subject.route))
            trace.coldTargets.removeAll { hot.contains($0.route) || !(request.rule ?? .polling == .polling) }
            trace.usedRoutes.sort { $0.route < $1.route }
            return trace
        }
    }
}

extension PartnerKey {
    /// Whether a login or an installation stands for a key among others.
    fileprivate func covers(_ key: PartnerKey) -> Bool {
        login ?? key.login == key.login && installation ?? key.installation == key.installation
    }
}
