public import Cases
internal import Detection
public import Policy
internal import Reports

/// What every act on cases needs of a policy.
public enum CaseDesk {
    /// How findings are kept.
    typealias Keeping = @Sendable (Finding) -> CaseFinding

    /// The ladder and the register of a policy.
    public struct Setting: Sendable {
        /// The steps.
        public var ladder: Ladder
        /// The policy.
        public let policy: Policy

        /// Reads a policy.
        ///
        /// - Throws: `ScanError` for a time zone that the machine does not know.
        public init(_ policy: Policy, isSimulation: Bool = false) throws(ScanError) {
            self.policy = policy
            ladder = Ladder(
                notices: policy.notices, calendar: try CaseCalendar(policy), isSimulation: isSimulation)
        }

        /// Who is written to for a login.
        public func partner(of key: CaseKey) -> Partner? { key.login.flatMap { policy.partner(forLogin: $0) } }

        /// Whether there is anybody to write to.
        public func hasContact(_ key: CaseKey) -> Bool { !(partner(of: key)?.contacts.isEmpty ?? true) }

        /// What the operator must do for some cases, the most urgent first.
        public func tasks(of cases: some Sequence<Case>) -> [OperatorTask] {
            let all = cases.sorted { $0.id < $1.id }.flatMap { ladder.tasks(of: $0, hasContact: hasContact($0.key)) }
            return all.enumerated().sorted {
                ($0.element.kind.rank, $0.offset) < ($1.element.kind.rank, $1.offset)
            }.map(\.element)
        }

        /// How findings are kept: masked, with the names of files.
        func keeping(files: [String]) -> Keeping {
            let rules = Dictionary(policy.detection.routes.map { ($0.match, $0) }) { first, _ in first }
            return { finding in
                CaseFinding(
                    finding, id: finding.identifier, rule: rules[finding.route], files: files, masking: .standard)
            }
        }
    }
}

extension OperatorTask.Kind {
    /// The most urgent is the least.
    fileprivate var rank: Int {
        switch self {
        case .acuteOverload: 0
        case .suspension: 1
        case .closing: 2
        case .missingContact: 3
        case .bounced: 4
        case .approve: 5
        case .send: 6
        case .confirm: 7
        }
    }
}
