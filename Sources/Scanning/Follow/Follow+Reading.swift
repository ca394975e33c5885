internal import AccessLog
internal import Foundation
internal import Ledger

/// Where lines come from, across rotation.
extension Follow {
    /// Bytes of one read.
    private static let blockSize = 1 << 18

    // MARK: - The beginning

    /// Opens what is there.
    func begin(_ start: FollowStart, _ now: Int64) {
        for file in start.files {
            let prepared = file.prepared
            if FileProbe.isPlain(prepared.name) {
                let place = addPlace(prepared.name, prepared.isPush)
                if !open(file, at: place, now) { problems.append("\(prepared.name): has gone; waiting for it") }
            } else {
                let input = FollowInput(
                    prepared.name, ordinal: prepared.index, isPush: prepared.isPush, place: nil,
                    .packed(PackedFile(prepared, request)), maxLine: request.maxLine, now: now,
                    known: file.entry?.known, account: nil, lines: prepared.continuation?.lines ?? 0,
                    status: file.entry?.status)
                understand(input, prepared.format, first: prepared.first, header: prepared.header)
                pass.add(input, names: start.names)
            }
        }
        for empty in start.empty {
            let place = addPlace(empty.name, empty.isPush)
            guard let file = GrowingFile.open(empty.name) else { continue }
            places[place].settle(on: file)
            pass.add(
                FollowInput(
                    empty.name, ordinal: empty.ordinal, isPush: empty.isPush, place: place, .file(file),
                    maxLine: request.maxLine, now: now, known: empty.entry?.known, account: newAccount),
                names: start.names)
        }
        for pipe in start.pipes {
            guard let opened = FollowedPipe(pipe.name) else {
                problems.append("\(pipe.name): cannot be opened; check its rights")
                continue
            }
            pass.add(
                FollowInput(
                    pipe.name, ordinal: pipe.ordinal, isPush: pipe.isPush, place: nil, .pipe(opened),
                    maxLine: request.maxLine, now: now, account: newAccount), names: start.names)
        }
        for missing in start.missing { _ = addPlace(missing.name, missing.isPush) }
    }

    private func addPlace(_ name: String, _ isPush: Bool) -> Int {
        places.append(FollowedName(name, isPush: isPush))
        return places.count - 1
    }

    private var newAccount: InputAccount? { request.ledger == nil ? nil : InputAccount() }

    private func open(_ start: FollowStart.Input, at place: Int, _ now: Int64) -> Bool {
        let (prepared, rest) = (start.prepared, start.prepared.continuation)
        guard let file = GrowingFile.open(prepared.name, at: rest?.offset ?? 0) else { return false }
        places[place].settle(on: file)
        let input = FollowInput(
            prepared.name, ordinal: prepared.index, isPush: prepared.isPush, place: place, .file(file),
            maxLine: request.maxLine, now: lastWritten(file, now), known: start.entry?.known,
            account: rest?.account, lines: rest?.lines ?? 0)
        if start.isUnderstood || rest?.offset ?? 0 > 0 {
            understand(input, prepared.format, first: prepared.first, header: prepared.header)
            if let guess = prepared.guess { problems.append("\(prepared.name): \(guess)") }
        }
        pass.add(input, names: ledger?.names ?? pass.names)
        return true
    }

    /// When a file was last written, by the caller's clock, so that one that is silent for long is not waited for.
    private func lastWritten(_ file: GrowingFile, _ now: Int64) -> Int64 {
        let age = Int64(began.timeIntervalSince1970 * 1000) - (file.status?.modified ?? 0) / 1_000_000
        return now - max(0, min(age, options.idle))
    }

    // MARK: - Names

    /// Looks at all names for other files, and at all inputs for more bytes.
    func look(_ now: Int64) {
        for place in places.indices {
            guard let file = places[place].newFile() else { continue }
            for input in pass.inputs where input.place == place && input.retiredAt == nil { input.retiredAt = now }
            addMissed(at: place, now)
            addFile(file, at: place, now)
        }
        for input in pass.inputs where !input.isAtEnd { input.mayHaveMore = true }
    }

    /// Takes files that came and lost the name again between two looks.
    private func addMissed(at place: Int, _ now: Int64) {
        for file in places[place].missedFiles() {
            addFile(file, at: place, now)
            pass.inputs.last?.retiredAt = now
        }
    }

    /// Takes a file that begins anew at a name.
    private func addFile(_ file: GrowingFile, at place: Int, _ now: Int64) {
        let name = places[place].name
        let ordinal: Int32
        var names = pass.names
        if ledger != nil {
            ordinal = ledger?.add(name, file.status, isPlain: true).ordinal ?? 0
            names = ledger?.names ?? names
        } else {
            names.append(name)
            ordinal = Int32(names.count - 1)
        }
        pass.add(
            FollowInput(
                name, ordinal: ordinal, isPush: places[place].isPush, place: place, .file(file),
                maxLine: request.maxLine, now: now, account: newAccount), names: names)
    }

    // MARK: - Bytes

    /// Reads a block of an input.
    func read(_ input: FollowInput, _ now: Int64) {
        switch input.source {
        case .file(let file): take(file.read(Self.blockSize), of: file, input, now)
        case .pipe(let pipe): take(pipe.read(Self.blockSize), input, now)
        case .packed: pass.take(input.nextPacked(isStopped: isStopped), of: input)
        case .ended: input.mayHaveMore = false
        }
    }

    private func take(_ growth: GrowingFile.Growth, of file: GrowingFile, _ input: FollowInput, _ now: Int64) {
        switch growth {
        case .bytes(let bytes):
            // It may have been written, copied and cut before anybody read it.
            if file.offset == Int64(bytes.count), let place = input.place, input.retiredAt == nil {
                addMissed(at: place, now)
            }
            take(bytes, input, now)
        case .nothing: input.mayHaveMore = false
        case .replaced: begin(anew: file, input, now)
        case .failed(let number): fail(input, number)
        }
    }

    private func take(_ piece: FollowedPipe.Piece, _ input: FollowInput, _ now: Int64) {
        switch piece {
        case .bytes(let bytes):
            if input.position == Int64(bytes.count), let packing = Compression.tell(bytes) {
                problems.append(
                    "\(input.name): is \(packing.rawValue), which cannot be followed; unpack it on the way: "
                        + "zcat FILE | abuse-scan --follow -")
                return input.end()
            }
            take(bytes, input, now)
        case .nothing: input.mayHaveMore = false
        case .end: end(input)
        case .failed(let number): fail(input, number)
        }
    }

    private func take(_ bytes: [UInt8], _ input: FollowInput, _ now: Int64) {
        input.lastBytes = now
        if let block = input.lines(in: bytes) { take(block, input) }
    }

    private func take(_ block: LineBlock, _ input: FollowInput) {
        if !input.isUnderstood { understand(input, by: block) }
        pass.take(input.events(of: block), of: input)
    }

    /// Somebody cut a file: a copy of it may hold the rest, and the file itself begins anew.
    private func begin(anew file: GrowingFile, _ input: FollowInput, _ now: Int64) {
        guard let place = input.place, input.retiredAt == nil else { return end(input) }
        if let copy = places[place].copy(of: file) {
            places[place].note(copy)
            input.source = .file(copy)
            input.retiredAt = now
        } else {
            end(input)
        }
        addMissed(at: place, now)
        guard let again = GrowingFile.open(file.path) else { return }
        places[place].settle(on: again)
        addFile(again, at: place, now)
    }

    private func end(_ input: FollowInput) {
        if let block = input.lastLine() { take(block, input) }
        input.end()
    }

    private func fail(_ input: FollowInput, _ number: Int32) {
        problems.append("\(input.name): reading failed: \(ScanSystem.words(number)); what came before it is used")
        input.end()
    }

    /// Lets go of files that lost their names long enough ago; what begins a line there is one.
    func endRetired(_ now: Int64) {
        let patience = max(FollowedName.grace, options.idle)
        for input in pass.inputs where !input.isAtEnd && !input.mayHaveMore {
            guard let retired = input.retiredAt, now - max(retired, input.lastBytes) >= patience else { continue }
            end(input)
        }
    }

    // MARK: - Forms

    /// Tells the form of an input by its first lines; a file that follows another has its form where that fits.
    private func understand(_ input: FollowInput, by block: LineBlock) {
        let head = Array(block.bytes[..<min(block.count, Preparation.headBlock)])
        let expected = input.isPush ? LogFormats.pushLog(head.span) : named
        let before = input.place.flatMap { formats[$0] }
        guard let peek = try? InputPeek(head: head, named: expected ?? before, parserOptions) else { return }
        if peek.format == nil { problems.append("\(input.name): \(peek.message)") }
        let format = peek.format ?? Preparation.fallback
        if let warning = peek.warning { problems.append("\(input.name): \(warning)") }
        let moved = stamps.moves(format) ? peek.firstDuration : 0
        understand(input, format, first: peek.first.map { $0 + moved }, header: [])
    }

    private func understand(_ input: FollowInput, _ format: LogFormat, first: Int64?, header: [UInt8]) {
        guard let parser = try? format.makeParser(parserOptions) else { return }
        if let place = input.place, first != nil { formats[place] = format }
        var settings = RunMaker.Settings(
            since: request.since ?? .min, until: request.until ?? .max, lateness: lateness, maxLine: request.maxLine,
            frontier: pass.released, isSampled: request.ledger != nil, detection: Scan.detection(request))
        settings.isPush = input.isPush
        // Many files may be open, most of them silent.
        settings.targets = 1 << 10
        settings.movesStamps = stamps.moves(format)
        input.understand(format, first: first, header: header, parser, settings)
    }
}
