internal import AccessLog
internal import Cases
internal import Ledger

/// Looks whether the logs that are given are those that were read, by what they hold.
struct InputCheck {
    private let office: CaseOffice
    private let request: ScanRequest

    init(_ office: CaseOffice, _ request: ScanRequest) {
        self.office = office
        self.request = request
    }

    /// What is wrong, one sentence each.
    func faults(_ letters: [Letter]) throws(ScanError) -> [String] {
        let known: [InputRecord]
        do throws(LedgerError) {
            // How a file lies proves nothing: every one is read and compared.
            known = try office.file.past().inputs.map { input in
                var input = input
                input.status = nil
                return input
            }
        } catch {
            throw ScanError(error.description, .ledger)
        }
        var found: [String] = []
        var met: Set<Int32> = []
        for (name, answer) in zip(request.names, Recognizer(known).recognize(request.names)) {
            switch answer {
            case .success(.same(let ordinal)): met.insert(ordinal)
            case .success(.grown(let rest)): met.insert(rest.ordinal)
            case .success(.assembled(let parts, _)): met.formUnion(parts)
            case .success(.twice), .success(.part): break
            case .success(.new), .success(.replaced), .success(.undecided):
                found.append("\(name): does not hold what any run has read; a line was changed, or it is another log")
            case .failure(let error): found.append(error.description)
            }
        }
        let named = Set(letters.flatMap(\.files))
        let missing = known.filter { named.contains($0.name) && !met.contains($0.ordinal) }.map(\.name).sorted()
        if !missing.isEmpty, found.isEmpty {
            let shown = missing.prefix(3).joined(separator: ", ") + (missing.count > 3 ? ", …" : "")
            found.append("\(missing.count) of the logs that the letters rest on are not given: \(shown)")
        }
        return found
    }
}
