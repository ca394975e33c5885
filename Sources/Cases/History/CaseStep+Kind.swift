/// The kind of a step, for the column that a ledger is asked by.
extension CaseStep {
    /// `opened`, `drafted`, `approved`, …
    public var kind: String {
        switch self {
        case .opened: "opened"
        case .reopened: "reopened"
        case .drafted: "drafted"
        case .written: "written"
        case .withdrawn: "withdrawn"
        case .paused: "paused"
        case .suspendable: "suspendable"
        case .closingRecommended: "closing"
        case .resolved: "resolved"
        case .recomputed: "recomputed"
        case .recorded(let action): action.kind
        case .forgotten: "forgotten"
        }
    }
}

extension CaseEvent.Action {
    /// `approved`, `sent`, …
    public var kind: String {
        switch self {
        case .approved: "approved"
        case .sent: "sent"
        case .failed: "failed"
        case .delivered: "delivered"
        case .bounced: "bounced"
        case .answered: "answered"
        case .extended: "extended"
        case .exempted: "exempted"
        case .closed: "closed"
        case .reopened: "access reopened"
        }
    }
}
