internal import AccessLog
internal import Detection
internal import Ledger
internal import Policy

/// What one run has to do with its ledger: what earlier runs left behind, which inputs are new, and what is kept at the end.
struct LedgerRun {
    /// An input of this run.
    struct Entry {
        let ordinal: Int32
        let name: String
        let status: FileStatus?
        let isPlain: Bool
        /// Where reading goes on, `nil` for a new input.
        let rest: Recognition.Rest?
        /// What earlier runs knew of it.
        let known: InputRecord?
        /// Whether it is a log of deliveries.
        var isPush = false
    }

    private(set) var use: LedgerUse
    /// `nil` for a run that writes nothing where no ledger is.
    let file: LedgerFile?
    private(set) var past: LedgerPast
    let held: HeldEvents
    /// Findings that ended in earlier runs, and since, as they were handed out.
    let endedBefore: EndedFindings
    private(set) var endedSince: [Finding] = []
    /// Names by ordinal.
    private(set) var names: [String]
    /// One an input of this run, in the order in which they were named; `nil` for one that is left out.
    private(set) var entries: [Entry?] = []
    /// Sentences on inputs that are left out, or begin anew.
    private(set) var problems: [String] = []
    private(set) var hasFaults = false
    private var left: [String] = []
    /// Whether inputs are read on after their end, so that one without new lines is not left out.
    private let isFollowing: Bool
    /// Known inputs that lie elsewhere now.
    private(set) var moved: [InputRecord] = []
    /// What is taken out and read anew, `nil` for a run that only adds.
    let replacement: Replacement?

    /// Opens a ledger and looks at the inputs.
    ///
    /// - Throws: `ScanError` with status `ledger` where it cannot be used.
    init(_ use: LedgerUse, _ request: ScanRequest, isFollowing: Bool = false) throws(ScanError) {
        self.use = use
        self.isFollowing = isFollowing
        do throws(LedgerError) {
            file = try Self.open(use)
            past = try file?.past() ?? LedgerPast()
        } catch {
            throw ScanError(error.description, .ledger)
        }
        replacement = try Self.replacement(use, request, past)
        // What is computed anew begins with nothing.
        if replacement != nil { past.state = nil }
        do throws(SnapshotError) {
            held = try HeldEvents(encoded: past.state?.heldLines ?? [], request.policy.detection.routes)
        } catch {
            throw Self.unusable(use.path, error)
        }
        if replacement == nil, let file { endedBefore = try EndedFindings(file) } else { endedBefore = .none }
        names = [String](repeating: "", count: Int(past.nextOrdinal))
        for input in past.inputs { names[Int(input.ordinal)] = input.name }
        try checkSimulation(request.isSimulation)
        if let replacement { take(replacement) } else { try recognize(request) }
    }

    private static func open(_ use: LedgerUse) throws(LedgerError) -> LedgerFile? {
        guard use.isDryRun else { return try LedgerFile.open(use.path, for: .writing) }
        return ByteSource.exists(use.path) ? try LedgerFile.open(use.path, for: .reading) : nil
    }

    static func unusable(_ path: String, _ error: SnapshotError) -> ScanError {
        let way =
            switch error {
            case .damaged: "restore the ledger from a copy, or begin a new one"
            case .newer: "use that program, or begin a new ledger"
            case .otherWindows: "use the policy that it was made with, or begin a new ledger"
            }
        return ScanError("\(path): \(error.description); \(way)", .ledger)
    }

    /// Findings that ended, as they were handed out.
    ///
    /// - Throws: `ScanError` where one that was kept cannot be read.
    func ended() throws(ScanError) -> [Finding] { try endedBefore.findings() + endedSince }

    /// Before it, earlier runs have judged everything; milliseconds since 1970 UTC.
    var frontier: Int64 { past.state?.frontier ?? .min }

    private mutating func recognize(_ request: ScanRequest) throws(ScanError) {
        let recognizer = Recognizer(past.inputs)
        let pushes = Set(request.pushLogs)
        var known: [String] = []
        let present = Set(request.names.compactMap { FileProbe.status($0) })
        for (name, answer) in zip(request.names, recognizer.recognize(request.names)) {
            switch answer {
            case .success(let recognition):
                if case .same(let ordinal) = recognition, recognizer.record(ordinal)?.removed == nil {
                    known.append(name)
                }
                var entry = try take(recognition, name, request, recognizer, present)
                entry?.isPush = pushes.contains(name)
                entries.append(entry)
            case .failure(let error):
                problems.append(error.description)
                hasFaults = true
                entries.append(nil)
            }
        }
        if let first = known.first, known.count > 3 {
            left.removeAll()
            left.append(
                "\(first) and \(known.count - 1) others were read by earlier runs; left out, so that nothing counts twice"
            )
        }
        problems = left + problems
    }

    private mutating func take(
        _ recognition: Recognition, _ name: String, _ request: ScanRequest, _ recognizer: Recognizer,
        _ present: Set<FileStatus>
    ) throws(ScanError) -> Entry? {
        let status = ByteSource.isPipe(name) ? nil : FileProbe.status(name)
        if let out = removed(recognition, recognizer) {
            problems.append(out.sentence(name))
            return nil
        }
        switch recognition {
        case .new: return add(name, status)
        case .replaced(let ordinal):
            note(recognition, name, names[Int(ordinal)])
            return add(name, status)
        case .same(let ordinal):
            if let entry = growing(ordinal, name, status, recognizer) { return entry }
            left.append(recognition.sentence(name, names[Int(ordinal)]) ?? "")
            if let record = recognizer.record(ordinal), let status { move(record, name, status, present) }
            return nil
        case .part(let ordinal):
            left.append(recognition.sentence(name, names[Int(ordinal)]) ?? "")
            return nil
        case .twice(let place):
            note(recognition, name, request.names[place])
            return nil
        case .undecided(let ordinal, _):
            let sentence = recognition.sentence(name, names[Int(ordinal)]) ?? ""
            guard request.allowsOverlap else { throw ScanError(sentence) }
            return add(name, status)
        case .assembled(let parts, let rest): return take(parts, rest, name, status, recognizer)
        case .grown(var rest):
            if let record = recognizer.record(rest.ordinal), !record.isPlain {
                problems.append(
                    Recognition.sentence(name, partsNamed: [names[Int(rest.ordinal)]], isWhole: false))
            }
            names[Int(rest.ordinal)] = name
            if isFollowing { rest.takesUnfinishedLine = rest.takesUnfinishedLine && !rest.isPlain }
            return Entry(
                ordinal: rest.ordinal, name: name, status: status, isPlain: rest.isPlain, rest: rest,
                known: recognizer.record(rest.ordinal))
        }
    }

    /// An input that is put together of known ones: what follows them is read, as an input of its own.
    private mutating func take(
        _ parts: [Int32], _ rest: Recognition.Rest?, _ name: String, _ status: FileStatus?, _ recognizer: Recognizer
    ) -> Entry? {
        problems.append(
            Recognition.sentence(name, partsNamed: parts.map { names[Int($0)] }, isWhole: rest == nil))
        guard var rest else { return nil }
        let known = InputRecord(parts.compactMap(recognizer.record), ordinal: Int32(names.count), name: name)
        names.append(name)
        rest.ordinal = known.ordinal
        return Entry(
            ordinal: known.ordinal, name: name, status: status, isPlain: rest.isPlain, rest: rest, known: known)
    }

    private mutating func note(_ recognition: Recognition, _ name: String, _ known: String) {
        if let sentence = recognition.sentence(name, known) { problems.append(sentence) }
    }

    /// A plain file that was read to its end, and is read on.
    private func growing(_ ordinal: Int32, _ name: String, _ status: FileStatus?, _ recognizer: Recognizer) -> Entry? {
        guard isFollowing, let record = recognizer.record(ordinal), let status,
            status.size == record.content.length, FileProbe.isPlain(name)
        else { return nil }
        let rest = Recognition.Rest(
            ordinal: ordinal, offset: record.content.length, lines: record.lines, isPlain: true,
            takesUnfinishedLine: false)
        return Entry(ordinal: ordinal, name: name, status: status, isPlain: true, rest: rest, known: record)
    }

    private mutating func add(_ name: String, _ status: FileStatus?) -> Entry {
        add(name, status, isPlain: status == nil || FileProbe.isPlain(name))
    }

    /// The places of a run that computes anew are its inputs, in their order.
    private mutating func take(_ replacement: Replacement) {
        problems = replacement.problems
        hasFaults = !problems.isEmpty
        for place in replacement.places {
            var entry: Entry
            if let record = place.record {
                names[Int(record.ordinal)] = place.name
                let isPlain = place.status == nil || FileProbe.isPlain(place.name)
                let rest = Recognition.Rest(
                    ordinal: record.ordinal, offset: 0, lines: 0, isPlain: isPlain,
                    takesUnfinishedLine: !isPlain || place.status?.size == record.content.length)
                entry = Entry(
                    ordinal: record.ordinal, name: place.name, status: place.status, isPlain: isPlain, rest: rest,
                    known: record)
            } else {
                entry = add(place.name, place.status)
            }
            entry.isPush = place.isPush
            entries.append(entry)
        }
    }

    /// Takes one more input, which nothing is known of.
    mutating func add(_ name: String, _ status: FileStatus?, isPlain: Bool) -> Entry {
        names.append(name)
        return Entry(
            ordinal: Int32(names.count - 1), name: name, status: status, isPlain: isPlain, rest: nil, known: nil)
    }

    /// Takes over what was kept, so that the same program can go on as the next run would.
    mutating func goOn(_ harvest: Harvest) {
        past.runs += 1
        endedSince += harvest.ended
        moved = []
    }

    /// From now on runs are recorded with another policy.
    mutating func take(policyText: String) { use.policyText = policyText }

    /// A known input that lies elsewhere now is told by its new place the next time, without reading it.
    private mutating func move(
        _ record: InputRecord, _ name: String, _ status: FileStatus, _ present: Set<FileStatus>
    ) {
        guard record.status != status, record.status.map({ !present.contains($0) }) ?? true else { return }
        var record = record
        record.name = name
        record.status = status
        record.isPlain = FileProbe.isPlain(name)
        record.state = .finished
        names[Int(record.ordinal)] = name
        moved.append(record)
    }
}
