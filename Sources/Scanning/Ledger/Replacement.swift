internal import AccessLog
internal import Ledger
internal import Policy
internal import Reports

/// What a run reads that takes inputs out again: where all the others lie now, told by what they hold, and what lies in the
/// place of those that are taken out.
///
///     names of kept inputs + FILES ──► Recognizer ──► one place for each kept input ──► read anew, all of them
///                                          └────────► nothing of it known: read as new
struct Replacement {
    /// A file of this run.
    struct Place {
        let name: String
        let status: FileStatus?
        let isPush: Bool
        /// The kept input that it is, or begins with; `nil` for a new one.
        let record: InputRecord?
    }

    /// An input that is taken out.
    struct Target {
        let record: InputRecord
        /// Whether something else lies in its place, which is read.
        var isReadAnew = false
    }

    private(set) var targets: [Target] = []
    /// What is read, logs of deliveries last.
    private(set) var places: [Place] = []
    /// Sentences on files that could not be looked at.
    private(set) var problems: [String] = []
    /// Inputs that were taken out before and count again.
    private(set) var restored: [InputRecord] = []

    private let ledger: String
    private let request: ScanRequest
    private let inputs: [InputRecord]

    /// Finds everything that is needed.
    ///
    /// - Parameters:
    ///   - names: the inputs that are taken out.
    ///   - request: what is asked of the run.
    ///   - inputs: everything that earlier runs read.
    ///   - ledger: the ledger's name, for messages.
    /// - Throws: `ScanError` where an input is not known, or others are missing.
    init(_ names: [String], _ request: ScanRequest, _ inputs: [InputRecord], ledger: String) throws(ScanError) {
        (self.ledger, self.request) = (ledger, request)
        // How a file lies proves nothing about what somebody put right: every one is compared.
        self.inputs = inputs.map { input in
            var input = input
            input.status = nil
            return input
        }
        for name in names {
            let record = try target(name)
            if !targets.contains(where: { $0.record.ordinal == record.ordinal }) {
                targets.append(Target(record: record))
            }
        }
        try find(names)
    }

    /// The names of what was taken out.
    var names: [String] { targets.map(\.record.name) }

    // MARK: - What is taken out

    /// The input that is meant: by its name, by its number, or by what lies there.
    private func target(_ name: String) throws(ScanError) -> InputRecord {
        let path = Self.realPath(name)
        let named = inputs.filter { $0.name == name || (path != nil && Self.realPath($0.name) == path) }
        let counting = named.filter { $0.removed == nil }
        if let only = counting.first, counting.count == 1 { return only }
        let content = known(in: name)
        if let content, counting.isEmpty || counting.contains(where: { $0.ordinal == content.ordinal }) {
            return content
        }
        if counting.count > 1 { throw ambiguous(name, counting) }
        if let last = named.last { return last }
        if let number = Int32(name), let record = inputs.first(where: { $0.ordinal == number }) { return record }
        throw unknown(name)
    }

    /// The input whose bytes lie at a path, or begin what lies there.
    private func known(in name: String) -> InputRecord? {
        guard let status = FileProbe.status(name), let answer = try? Recognizer(inputs).recognize(name, status) else {
            return nil
        }
        switch answer {
        case .same(let ordinal): return inputs.first { $0.ordinal == ordinal }
        case .grown(let rest): return inputs.first { $0.ordinal == rest.ordinal }
        case .new, .part, .replaced, .undecided, .assembled, .twice: return nil
        }
    }

    private func unknown(_ name: String) -> ScanError {
        let known = inputs.filter { $0.removed == nil }.map(\.name)
        let near = NearestName.of(name, in: known) ?? known.first { Self.last($0) == Self.last(name) }
        let way =
            near.map { "did you mean \($0)?" } ?? "abuse-scan ledger inputs --ledger \(ledger) lists what was read"
        return ScanError("--replace \(name): no run of \(ledger) has read it; \(way)")
    }

    private func ambiguous(_ name: String, _ records: [InputRecord]) -> ScanError {
        let list = records.map { "\($0.ordinal) (\($0.held))" }.joined(separator: "; ")
        return ScanError(
            "--replace \(name): \(records.count) inputs were read under this name; give the number of one: \(list)")
    }

    private static func last(_ name: String) -> Substring { name.split(separator: "/").last ?? "" }

    private static func realPath(_ name: String) -> String? { name == "-" ? nil : FileProbe.realPath(name) }

    // MARK: - Where the others lie

    private mutating func find(_ names: [String]) throws(ScanError) {
        let given = request.names
        let pushes = Set(request.pushLogs)
        let others = kept.map(\.name) + names
        try take(unique(given + others.filter { FileProbe.status($0) != nil }), given: Set(given), pushes)
        let beside = missing.flatMap { FollowedName($0.name, isPush: false).siblings }
        if !beside.isEmpty { try take(unique(beside), given: [], pushes) }
        guard missing.isEmpty else { throw incomplete(missing) }
        try takeTargets(names)
        places.sort { !$0.isPush && $1.isPush }
    }

    /// Names without those that lead to the same file.
    private func unique(_ names: [String]) -> [String] {
        var seen: Set<FileStatus> = []
        var left: [String] = []
        for name in names where !left.contains(name) {
            if let status = FileProbe.status(name), !seen.insert(status).inserted { continue }
            left.append(name)
        }
        return left
    }

    /// Inputs that count, and are not taken out.
    private var kept: [InputRecord] {
        let out = Set(targets.map(\.record.ordinal))
        return inputs.filter { $0.removed == nil && $0.content.length > 0 && !out.contains($0.ordinal) }
    }

    private var missing: [InputRecord] {
        let found = Set(places.compactMap(\.record?.ordinal))
        return kept.filter { !found.contains($0.ordinal) }
    }

    /// Looks what files are; of those that nobody named, only kept inputs are taken.
    private mutating func take(_ names: [String], given: Set<String>, _ pushes: Set<String>) throws(ScanError) {
        let out = Set(targets.map(\.record.ordinal))
        let records = Dictionary(kept.map { ($0.ordinal, $0) }) { first, _ in first }
        for (name, answer) in zip(names, Recognizer(inputs).recognize(names)) {
            let isGiven = given.contains(name)
            switch answer {
            case .success(.same(let ordinal)):
                if let record = records[ordinal] { put(name, record, isLonger: false, pushes) }
            case .success(.grown(let rest)):
                if let record = records[rest.ordinal] {
                    put(name, record, isLonger: true, pushes)
                } else if isGiven, !out.contains(rest.ordinal) {
                    problems.append("\(name): goes on from an input that was taken out before; left out")
                }
            case .success(.twice), .success(.part): break
            case .success(.assembled(_, nil)): break
            case .success(.assembled):
                if isGiven {
                    problems.append("\(name): begins with inputs that were read before; left out, give it later")
                }
            case .success(.new), .success(.replaced):
                if isGiven { add(name, pushes) }
            case .success(.undecided(let ordinal, _)):
                guard isGiven, !out.contains(ordinal) else { continue }
                let other = inputs.first { $0.ordinal == ordinal }?.name ?? ""
                throw ScanError(answer.sentence(name, other))
            case .failure(let error):
                if isGiven { problems.append(error.description) }
            }
        }
    }

    /// A place of a kept input: one that goes on behind it is better than one that ends there, and its own name is better
    /// than another one.
    private mutating func put(_ name: String, _ record: InputRecord, isLonger: Bool, _ pushes: Set<String>) {
        let place = Place(
            name: name, status: FileProbe.status(name), isPush: record.isPush || pushes.contains(name), record: record)
        guard let known = places.firstIndex(where: { $0.record?.ordinal == record.ordinal }) else {
            return places.append(place)
        }
        if isLonger || (name == record.name && places[known].name != name) { places[known] = place }
    }

    private mutating func add(_ name: String, _ pushes: Set<String>) {
        guard !places.contains(where: { $0.name == name }) else { return }
        let status = ByteSource.isPipe(name) ? nil : FileProbe.status(name)
        places.append(Place(name: name, status: status, isPush: pushes.contains(name), record: nil))
    }

    /// What lies in the place of an input that is taken out is read, where it is not that input as it was. One that was taken
    /// out before and lies there as it was counts again.
    private mutating func takeTargets(_ names: [String]) throws(ScanError) {
        for (index, target) in targets.enumerated() {
            let candidates = names.filter { $0 == target.record.name || targets.count == 1 } + [target.record.name]
            let lying = candidates.first { FileProbe.status($0) != nil }
            if target.record.removed != nil {
                guard let lying, known(in: lying)?.ordinal == target.record.ordinal else {
                    throw ScanError(
                        "--replace \(target.record.name): was taken out before, and does not lie there as it was, so it "
                            + "cannot count again; give its file as a new log")
                }
                restored.append(target.record)
                put(lying, target.record, isLonger: false, [])
            } else if let lying, try isOther(lying) {
                targets[index].isReadAnew = true
                let isPush = target.record.isPush
                if !places.contains(where: { $0.name == lying }) {
                    places.append(
                        Place(name: lying, status: FileProbe.status(lying), isPush: isPush, record: nil))
                }
            }
        }
        targets.removeAll { $0.record.removed != nil }
    }

    /// Whether a file is no input as it was read, nor goes on from one: a log that is taken out while it is written is
    /// still that log.
    private func isOther(_ name: String) throws(ScanError) -> Bool {
        if places.contains(where: { $0.name == name && $0.record != nil }) { return false }
        do throws(InputError) {
            switch try Recognizer(inputs).recognize(name, FileProbe.status(name)) {
            case .same, .grown: return false
            case .new, .part, .assembled, .replaced, .undecided, .twice: return true
            }
        } catch {
            throw ScanError(error.description)
        }
    }

    private func incomplete(_ missing: [InputRecord]) -> ScanError {
        let shown = missing.prefix(5).map { "\($0.name) (\($0.held))" }.joined(separator: "; ")
        let more = missing.count > 5 ? "; and \(missing.count - 5) more" : ""
        let what = missing.count == 1 ? "1 other input is" : "\(missing.count) other inputs are"
        return ScanError(
            "\(ledger): nothing was changed, since \(what) not found, and all are needed to compute what is left: "
                + "\(shown)\(more); give the files that hold them now, whatever their names and compression")
    }
}

extension Result where Success == Recognition, Failure == InputError {
    fileprivate func sentence(_ name: String, _ known: String) -> String {
        (try? get())?.sentence(name, known) ?? "\(name): cannot be told from \(known)"
    }
}

extension InputRecord {
    /// What it held, for messages: lines, first and last stamp.
    var held: String {
        let count = Figures.counted(lines, "line")
        guard let first = firstTime, let last = lastTime else { return count }
        return
            "\(count) from \(CivilTime(milliseconds: first).rfc3339) to \(CivilTime(milliseconds: last).rfc3339)"
    }
}
