internal import AccessLog
internal import Ledger

/// Tells for every input of a run what it is to what earlier runs have read.
struct Recognizer {
    private let known: KnownInputs

    init(_ inputs: [InputRecord]) { known = KnownInputs(inputs) }

    /// The input of a number, as earlier runs knew it.
    func record(_ ordinal: Int32) -> InputRecord? { known[ordinal] }

    /// Looks at all inputs of a run; pipes are new.
    ///
    /// - Returns: one answer an input; errors are those of opening it.
    func recognize(_ names: [String]) -> [Result<Recognition, InputError>] {
        var answers: [Result<Recognition, InputError>] = []
        var places: [FileStatus: Int] = [:]
        for (index, name) in names.enumerated() {
            let status = ByteSource.isPipe(name) ? nil : FileProbe.status(name)
            if let status, let first = places[status] {
                answers.append(.success(.twice(first)))
                continue
            }
            if let status { places[status] = index }
            do throws(InputError) {
                answers.append(.success(try recognize(name, status)))
            } catch {
                answers.append(.failure(error))
            }
        }
        settle(&answers, names)
        hushRotations(&answers)
        return answers
    }

    /// Looks at one input.
    func recognize(_ name: String, _ status: FileStatus?) throws(InputError) -> Recognition {
        guard let status else { return .new }
        if let record = known.lying(status) { return RecognitionRule.unchanged(record, status) }
        let atPlace = known.lying(at: status)
        for record in atPlace where record.isPlain && status.size >= record.content.length {
            if FileProbe.verifies(name, record) { return RecognitionRule.verified(record, status) }
        }
        // Of the inputs that lay there, the newest is the one whose name people know.
        let place = atPlace.first { $0.content.length > 0 }?.ordinal
        var stream = try InputDoor.open(name)
        let candidates = known.beginning(with: InputComparison.heads(of: &stream))
        guard !candidates.isEmpty else {
            if let whole = try member(name, status) { return .part(of: whole) }
            return place.map { .replaced($0) } ?? .new
        }
        // What a program unpacks cannot go back to its first byte.
        stream = try InputDoor.open(name)
        var outcome = InputComparison.run(&stream, against: candidates)
        outcome.isPlain = FileProbe.isPlain(name)
        let answer = RecognitionRule.compared(outcome, candidates, place: place)
        guard case .grown(let rest) = answer else { return answer }
        return try follow(rest, name)
    }

    /// The input that holds all members of a gzip file: its last bytes say what the last one is, and only if that is known the
    /// file is read.
    private func member(_ name: String, _ status: FileStatus) throws(InputError) -> Int32? {
        guard let trailer = FileProbe.gzipTrailer(name, status), let owner = known.holding(trailer) else { return nil }
        var stream = try InputDoor.open(name)
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while stream.fill(&buffer, from: 0) > 0 {}
        guard stream.fault == nil, !stream.memberIdentities.isEmpty else { return nil }
        return Set(known[owner]?.members ?? []).isSuperset(of: stream.memberIdentities) ? owner : nil
    }

    /// Looks whether what follows a known input is another known one, and so on: somebody put them together.
    private func follow(_ first: Recognition.Rest, _ name: String) throws(InputError) -> Recognition {
        var parts = [first.ordinal]
        var rest = first
        while true {
            var stream = try InputDoor.open(name)
            guard stream.skip(to: rest.offset) else { break }
            let candidates = known.beginning(with: InputComparison.heads(of: &stream))
            guard !candidates.isEmpty else { break }
            stream = try InputDoor.open(name)
            guard stream.skip(to: rest.offset) else { break }
            let outcome = InputComparison.run(&stream, against: candidates)
            let whole = candidates.filter { outcome.seen[$0.content.length] == $0.content.crc }
            guard let next = whole.max(by: { $0.content.length < $1.content.length }) else { break }
            parts.append(next.ordinal)
            rest.offset += next.content.length
            rest.lines += next.lines
            if outcome.length == next.content.length { return .assembled(of: parts, nil) }
        }
        return parts.count == 1 ? .grown(first) : .assembled(of: parts, rest)
    }

    /// A new log in the place of one that this run meets elsewhere is a rotation, and nothing to speak of.
    private func hushRotations(_ answers: inout [Result<Recognition, InputError>]) {
        var met: Set<Int32> = []
        for case .success(let answer) in answers {
            switch answer {
            case .same(let ordinal), .part(let ordinal): met.insert(ordinal)
            case .grown(let rest): met.insert(rest.ordinal)
            case .assembled(let parts, _): met.formUnion(parts)
            case .new, .replaced, .undecided, .twice: break
            }
        }
        for index in answers.indices {
            if case .success(.replaced(let ordinal)) = answers[index], met.contains(ordinal) {
                answers[index] = .success(.new)
            }
        }
    }

    /// Two inputs that continue the same known one: the longer holds the other, or they cannot both be counted.
    private func settle(_ answers: inout [Result<Recognition, InputError>], _ names: [String]) {
        var groups: [Int32: [Int]] = [:]
        for (index, answer) in answers.enumerated() {
            if case .success(.grown(let rest)) = answer { groups[rest.ordinal, default: []].append(index) }
        }
        for group in groups.values where group.count > 1 { keepLongest(of: group, &answers, names) }
    }

    private func keepLongest(of group: [Int], _ answers: inout [Result<Recognition, InputError>], _ names: [String]) {
        var identities: [(index: Int, identity: ContentIdentity)] = []
        for index in group {
            guard let stream = try? InputDoor.open(names[index]) else { continue }
            identities.append((index, ContentIdentity(of: stream)))
        }
        // Of equal ones the first stays.
        let longest = identities.max { ($0.identity.length, $1.index) < ($1.identity.length, $0.index) }
        guard let longest, var stream = try? InputDoor.open(names[longest.index]) else { return }
        let others = identities.filter { $0.index != longest.index }
        let outcome = InputComparison.run(
            &stream,
            against: others.map { InputRecord(ordinal: 0, name: names[$0.index], content: $0.identity, lines: 0) })
        for other in others where outcome.seen[other.identity.length] == other.identity.crc {
            answers[other.index] = .success(.twice(longest.index))
        }
    }
}
