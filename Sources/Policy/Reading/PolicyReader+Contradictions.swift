import Cases
import Detection

/// Values that are good by themselves and make no sense together.
extension PolicyReader {
    mutating func checkContradictions(in policy: Policy) {
        checkKey(policy.detection.key)
        checkParameters(policy.detection.url)
        checkRepeatedFetch(policy.detection.repeatedFetch)
        checkOverload(policy)
        if places["routes"] != nil { checkRoutes(policy) }
        if places["exemptions"] != nil { checkExemptions(policy.exemptionEntries) }
        if places["partners"] != nil { checkPartners(policy.partnerEntries) }
        if places["quotas"] != nil { checkQuotas(policy.quotaEntries) }
        checkFields(policy)
    }

    private mutating func checkKey(_ key: [KeyPart]) {
        let texts = key.map(\.policyText)
        if let twice = texts.indices.first(where: { texts[..<$0].contains(texts[$0]) }) {
            complain("key: \(texts[twice]) stands twice; keep one of them", at: places["key"])
        }
        let most = 2
        let logins = texts.count { $0 != "path[0]" }
        if logins > most {
            complain("key: \(logins) parts beside path[0] are over the limit of \(most); drop some", at: places["key"])
        }
    }

    private mutating func checkParameters(_ url: URLOptions) {
        let busters = url.cacheBusters.map { $0.lowercased() }
        for name in url.volatileParameters where busters.contains(name.lowercased()) {
            let fact =
                "\(name) is among cache_busters and volatile_parameters; a dropped parameter has no value, keep it in one"
            complain(fact, at: places["url.volatile_parameters"] ?? places["url.cache_busters"])
        }
    }

    private mutating func checkRepeatedFetch(_ options: RepeatedFetchOptions) {
        let place = places["repeated_fetch.heavy_excess"] ?? places["repeated_fetch.excess"]
        if let place, options.heavyExcess < options.excess {
            let fact = "heavy_excess \(options.heavyExcess) is below excess \(options.excess)"
            complain("\(fact), so that heavy use is easier to reach than plain excess; raise heavy_excess", at: place)
        }
        if let place = places["repeated_fetch.heavy_share"], options.heavySharePercent > options.sharePercent {
            let fact = "heavy_share \(options.heavySharePercent)% is over share \(options.sharePercent)%"
            complain("\(fact), so that it never decides; lower heavy_share", at: place)
        }
        if let place = places["repeated_fetch.etag_share"], options.etagSharePercent > options.sharePercent {
            let fact = "etag_share \(options.etagSharePercent)% is over share \(options.sharePercent)%"
            complain("\(fact), so that it never decides; lower etag_share", at: place)
        }
    }

    private mutating func checkRoutes(_ policy: Policy) {
        var earlier: [(pattern: RoutePattern, text: String, line: Int)] = []
        for sourced in policy.routeEntries where isOwn(sourced.origins) {
            let text = sourced.entry.rule.match
            guard let pattern = try? RoutePattern(text) else { continue }
            if let other = earlier.first(where: { $0.pattern.covers(pattern) }) {
                let fact =
                    other.pattern == pattern
                    ? "\"\(text)\" matches the same requests as line \(other.line); keep one of them"
                    : "\"\(text)\" can never match, for line \(other.line) (\"\(other.text)\") takes all of it; put the narrower route first"
                complain(fact, at: sourced.place)
            } else {
                earlier.append((pattern, text, sourced.place.line))
            }
        }
    }

    private mutating func checkExemptions(_ entries: [Sourced<ExemptionEntry>]) {
        for sourced in entries {
            let entry = sourced.entry
            if entry.login == nil && entry.installation == nil && entry.rule == nil && isWhole(sourced.origins) {
                let fact =
                    "an exemption without login, installation and rule exempts everything; name at least one of them"
                complain(fact, at: sourced.place)
            }
        }
    }

    private mutating func checkPartners(_ entries: [Sourced<Partner>]) {
        var ids: [String: Int] = [:]
        var logins: [String: Int] = [:]
        for sourced in entries {
            let line = sourced.place.line
            if !sourced.entry.id.isEmpty, let first = ids.updateValue(line, forKey: sourced.entry.id) {
                let fact =
                    "the id \"\(sourced.entry.id)\" belongs to the partner of line \(first) already; choose another"
                complain(fact, at: sourced.place)
            }
            for login in sourced.entry.logins {
                guard let first = logins.updateValue(line, forKey: login) else { continue }
                let owner = first == line ? "stands twice" : "belongs to the partner of line \(first) already"
                complain("the login \"\(login)\" \(owner); keep it in one place", at: sourced.place)
            }
        }
    }

    private mutating func checkQuotas(_ entries: [Sourced<QuotaRule>]) {
        var names: [String: Int] = [:]
        for sourced in entries where !sourced.entry.name.isEmpty {
            guard let first = names.updateValue(sourced.place.line, forKey: sourced.entry.name) else { continue }
            complain(
                "the quota \"\(sourced.entry.name)\" stands in line \(first) already; choose another name",
                at: sourced.place)
        }
    }

    private mutating func checkFields(_ policy: Policy) {
        if policy.quotas.count > Quota.most {
            let fact = "quotas: \(policy.quotas.count) entries are over the limit of \(Quota.most); drop some"
            complain(fact, at: places["quotas"])
        }
        let fields = policy.customFields
        let place = places["quotas"] ?? places["ignored_backoff"]
        if let place, fields.count > 4 {
            let names = fields.joined(separator: ", ")
            complain(
                "\(fields.count) fields are asked for by name (\(names)), over the limit of 4; use fewer in key, quotas and "
                    + "ignored_backoff",
                at: place)
        }
    }

    /// Whether an entry comes from this file.
    private func isOwn(_ origins: [String: Origin]) -> Bool {
        switch origins[""] {
        case .file: profile == nil
        case .profile(let name): profile == name
        case .standard, nil: false
        }
    }

    /// Whether none of the keys that were given is left unread, for then it is told already.
    private func isWhole(_ origins: [String: Origin]) -> Bool {
        ["login", "installation", "rule"].allSatisfy { origins[$0] == nil }
    }
}
