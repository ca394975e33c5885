public import Cases
internal import Policy

extension CaseOffice {
    /// The case that a number means: whole, its beginning, or the beginning behind the year, in any case of letters.
    ///
    /// - Throws: `ScanError` that says which ones it may mean.
    public func findCase(_ text: String) throws(ScanError) -> Case {
        let found = cases.keys.filter { Self.fits(text, $0) }.sorted()
        if let state = cases[text.uppercased()] ?? (found.count == 1 ? cases[found[0]] : nil) { return state }
        throw Self.unclear(text, found, Array(cases.keys), "case")
    }

    /// The letter that a number means; the number of a case with one letter means that.
    ///
    /// - Throws: `ScanError` that says which ones it may mean.
    public func findLetter(_ text: String) throws(ScanError) -> Letter {
        if let letter = letters[text.uppercased()] { return letter }
        var found = letters.keys.filter { id in
            guard let dash = text.lastIndex(of: "-"), let split = id.lastIndex(of: "-") else { return false }
            let (number, start) = (text[text.index(after: dash)...], String(text[..<dash]))
            return id[id.index(after: split)...] == number && Self.fits(start, String(id[..<split]))
        }
        if found.isEmpty { found = letters.keys.filter { Self.fits(text, $0) } }
        if found.count == 1, let letter = letters[found[0]] { return letter }
        throw Self.unclear(text, found.sorted(), Array(letters.keys), "letter")
    }

    private static func fits(_ text: String, _ id: String) -> Bool {
        let wanted = text.uppercased()
        return !wanted.isEmpty && (id.hasPrefix(wanted) || id.dropFirst(5).hasPrefix(wanted))
    }

    private static func unclear(_ text: String, _ found: [String], _ all: [String], _ what: String) -> ScanError {
        if found.count > 1 {
            let shown = found.prefix(4).joined(separator: ", ") + (found.count > 4 ? ", …" : "")
            return ScanError("\(text): fits \(found.count) \(what)s: \(shown); write more of it")
        }
        let sorted = all.sorted()
        let guess =
            NearestName.of(text.uppercased(), in: sorted)
            ?? NearestName.of(text.uppercased(), in: sorted.map { String($0.dropFirst(5)) })
        if let guess { return ScanError("\(text): no such \(what); did you mean \(guess)?") }
        return ScanError(
            all.isEmpty
                ? "\(text): no such \(what); the ledger has none yet"
                : "\(text): no such \(what); \(what == "case" ? "cases list --all" : "notices list --all") shows them")
    }
}
