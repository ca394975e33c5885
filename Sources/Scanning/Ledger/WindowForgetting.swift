internal import AccessLog
internal import Detection
public import Ledger
public import Policy

/// Takes somebody out of what the next run goes on from: the windows of unfinished days, and lines that wait.
public struct WindowForgetting: Sendable {
    private let zone: TimeZoneRules
    private let rules: DetectionOptions

    /// Opens the windows of a ledger, which needs the policy that they were made with.
    ///
    /// - Parameters:
    ///   - ledger: the ledger.
    ///   - policy: the policy of its runs.
    /// - Throws: `ScanError` where the windows were made with another one.
    public init(_ ledger: LedgerFile, _ policy: Policy) throws(ScanError) {
        zone = try Zones.zone(policy.timeZone)
        var request = ScanRequest(inputs: [], policy: policy)
        request.ledger = LedgerUse(path: ledger.path)
        var (plain, pushed) = (Scan.detection(request), Scan.detection(request))
        (plain.hasPushLog, pushed.hasPushLog) = (false, true)
        let state: KeptState?
        do throws(LedgerError) {
            state = try ledger.past().state
        } catch {
            throw ScanError(error.description, .ledger)
        }
        guard let snapshot = state?.snapshot, !snapshot.isEmpty else {
            rules = plain
            return
        }
        do throws(SnapshotError) {
            _ = try Detector(from: snapshot, pushed, zone: zone)
            rules = pushed
            return
        } catch {
            // Without a log of deliveries, then; if that fails too, its sentence is the one to say.
        }
        do throws(SnapshotError) {
            _ = try Detector(from: snapshot, plain, zone: zone)
            rules = plain
        } catch {
            throw ScanError(
                "\(ledger.path): \(error.description); name the policy of its runs with --policy, so that nothing of "
                    + "what is to be forgotten stays in the windows; nothing was changed", .ledger)
        }
    }

    /// The state without a subject.
    public func state(_ state: KeptState, without subject: Forgetting.Subject) -> KeptState {
        var left = state
        let held = try? HeldEvents(encoded: state.heldLines, rules.routes)
        switch subject {
        case .login(let login, let installation):
            left.heldLines =
                held?.forgetting(login: login, installation: installation).encoded(rules.routes) ?? state.heldLines
            left.snapshot = change(state.snapshot) { (detector: inout Detector) in
                detector.forget(login: login, installation: installation)
                return detector.snapshot()
            }
        case .address(let address):
            let mask = Forgetting.masking(address)
            left.heldLines = held?.masking(mask).encoded(rules.routes) ?? state.heldLines
            left.snapshot = change(state.snapshot) { (detector: inout Detector) in detector.snapshot(masking: mask) }
        case .before(let time):
            left.heldLines = held?.forgetting(before: time).encoded(rules.routes) ?? state.heldLines
            // Windows lie behind the frontier: where that is to be forgotten, all of them are.
            if let frontier = state.frontier, frontier <= time { left.snapshot = nil }
        }
        return left
    }

    private func change(_ snapshot: [UInt8]?, _ body: (inout Detector) -> [UInt8]) -> [UInt8]? {
        guard let snapshot, !snapshot.isEmpty else { return snapshot }
        guard var detector = try? Detector(from: snapshot, rules, zone: zone) else { return snapshot }
        return body(&detector)
    }
}
