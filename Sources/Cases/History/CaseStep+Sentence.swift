extension CaseStep {
    /// What happened, in a few words; what people and channels said is in it as they said it.
    public var sentence: String {
        switch self {
        case .opened: "opened"
        case .reopened: "came back within 30 days of its resolution"
        case .drafted(let letter, let kind): "\(kind.word) drafted: \(letter)"
        case .written(let letter, let digest): "\(letter) holds \(digest.prefix(16))"
        case .withdrawn(let letter): "\(letter) withdrawn, since it no longer holds"
        case .paused(let until): "misuse fell by half; waits until \(until.text)"
        case .suspendable(let finding, let points):
            "finding \(finding) with \(points) points permits suspension without notice"
        case .closingRecommended: "closing recommended; a person decides"
        case .resolved: "resolved after seven clean days"
        case .recomputed(let inputs, let run):
            "run \(run) computed the figures anew "
                + (inputs.isEmpty ? "with all logs" : "without \(inputs.joined(separator: ", "))")
                + "; days judged before stay"
        case .recorded(let action): action.sentence
        case .forgotten(let isGone, _, _): isGone ? "case and letters forgotten" : "an address masked"
        }
    }
}

extension CaseEvent.Action {
    /// What was done.
    var sentence: String {
        switch self {
        case .approved(let letter): "\(letter) approved"
        case .sent(let letter, let via, _): "\(letter) handed to \(via)"
        case .failed(let letter, let via, let output): "\(letter) refused by \(via): \(output)"
        case .delivered(let letter, let reference): "\(letter) delivered: \(reference)"
        case .bounced(let letter, let why): "\(letter) came back: \(why)"
        case .answered(let text): "answered: \(text)"
        case .extended(let letter, let until): "\(letter): more time until \(until.text)"
        case .exempted(let note):
            "exempt" + (note.until.map { " until \($0.text)" } ?? " for good") + ": \(note.reason)"
        case .closed(let reason, let isConfirmed):
            "access closed" + (isConfirmed ? " without notice" : "") + (reason.isEmpty ? "" : ": \(reason)")
        case .reopened(let reason): "access opened again: \(reason)"
        }
    }
}
