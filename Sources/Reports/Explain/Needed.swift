import Detection

/// What would have had to be different for a rule to fire.
enum Needed {
    /// `4 more excess fetches and 38 fewer other fetches, or 42 more excess fetches`; `nil` where every number is met.
    static func changes(_ way: Evaluation.Way) -> String? {
        var firm: [String] = []
        var alternatives: [[String]] = [[]]
        for condition in way.conditions where !condition.isMet {
            switch condition.form {
            case .atLeast:
                let isInShare = way.conditions.contains { $0.isUnmetShare && $0.plural == condition.plural }
                if !isInShare { firm.append(more(condition.limit - condition.value, condition)) }
            case .above: firm.append(more(condition.limit + 1 - condition.value, condition))
            case .ratio(let missing): firm.append(more(missing, condition))
            case .atMost: firm.append("\(condition.plural) of at most \(Figures.hundredths(condition.limit))")
            case .share(let part, let whole): alternatives = shares(condition, part, whole, in: way)
            }
        }
        let texts = alternatives.map { Figures.list($0 + firm) }.filter { !$0.isEmpty }
        return texts.isEmpty ? nil : texts.joined(separator: ", or ")
    }

    /// Either the count alone is raised, as far as it lacks, and the rest of the whole shrinks; or only the count grows.
    private static func shares(
        _ condition: Condition, _ part: Int64, _ whole: Int64, in way: Evaluation.Way
    ) -> [[String]] {
        let lacking = way.conditions.first { $0.form == .atLeast && $0.plural == condition.plural && !$0.isMet }
        let extra = lacking.map { $0.limit - $0.value } ?? 0
        let percent = max(1, condition.limit)
        let fewer = whole + extra - Figures.scaled(part + extra, by: 100, over: percent)
        let first = extra > 0 ? [more(extra, condition)] : []
        guard fewer > 0 else { return [first] }
        let others = "\(Figures.grouped(fewer)) fewer \(fewer == 1 ? condition.other : condition.others)"
        guard percent < 100 else { return [first + [others]] }
        let alone = max(extra, (percent * whole - 100 * part + 99 - percent) / (100 - percent))
        return [first + [others], [more(alone, condition)]]
    }

    private static func more(_ count: Int64, _ condition: Condition) -> String {
        "\(Figures.grouped(count)) more \(count == 1 ? condition.singular : condition.plural)"
    }
}

extension Condition {
    fileprivate var isUnmetShare: Bool {
        if case .share = form { return !isMet }
        return false
    }

    /// `96 of 100`, `41 % of 50 %`, `0.41 (at most 0.25)`.
    var figures: String {
        switch form {
        case .atLeast, .above: "\(Figures.grouped(value)) of \(Figures.grouped(limit))"
        case .share, .ratio: "\(Figures.grouped(value)) % of \(limit) %"
        case .atMost: "\(Figures.hundredths(value)) (at most \(Figures.hundredths(limit)))"
        }
    }

    /// What the figures are of, for a line of its own.
    var label: String {
        switch form {
        case .atLeast, .above, .atMost: plural
        case .share: "share of \(plural)"
        case .ratio: "rate of \(plural)"
        }
    }

    /// `96 of 100 excess fetches`, `41 % of 50 %`.
    var phrase: String {
        switch form {
        case .atLeast, .above: "\(figures) \(plural)"
        case .share: figures
        case .ratio: "\(label) \(figures)"
        case .atMost: "\(plural) \(figures)"
        }
    }
}

extension Figures {
    /// `0.41`.
    static func hundredths(_ value: Int64) -> String {
        let rest = value % 100
        return "\(grouped(value / 100)).\(rest < 10 ? "0" : "")\(rest)"
    }
}
