public import AccessLog

/// Turns records into events: canonical URL, template, key. It is pure and keeps only caches, so every file may have its own.
public struct RequestReader: ~Copyable {
    var url: CanonicalURL
    private var routes: RouteBook
    private var installations: InstallationPattern
    private let safePosts: [Bool]
    private let key: KeyExtractor
    private var memo: TargetMemo
    private var trial = MemoTrial()
    /// What follows from method and path alone, whatever its installation, its identifiers and its query are.
    private var paths: TargetMemo
    /// Whether identifiers make no difference to the policy, and whether it makes none which installation it is.
    private let sharesAnswers: Bool
    private let sharesInstallations: Bool
    /// What paths of a GET are told apart with.
    private let getSeed: UInt64
    private let quotas: QuotaBook
    private let retryAfter: Int?
    /// What of keys must not be shown.
    let secrets: KeySecrets

    /// Makes a reader for a policy; it remembers `targets` URLs, 72 bytes each.
    public init(_ options: DetectionOptions, targets: Int = 1 << 12) {
        memo = TargetMemo(size: targets)
        paths = TargetMemo(size: 1024)
        let get = MethodKind.getText
        getSeed = paths.fingerprint(get.span, get.span.extracting(0..<0))
        url = CanonicalURL(options.resourceURL, marking: options.markedParameters)
        routes = RouteBook(options.routes)
        installations = InstallationPattern(options.installationPattern)
        safePosts = options.routes.map(\.isSafePost)
        key = KeyExtractor(options.key)
        secrets = options.keySecrets
        quotas = QuotaBook(options.quotas)
        retryAfter = options.ignoredBackoff.retryAfterPlace
        sharesAnswers = !quotas.dependsOnIdentifiers && !routes.dependsOnIdentifiers
        let firstWords = (options.routes.map(\.match) + options.quotas.map(\.match)).compactMap(RoutePattern.firstWord)
        var isToldApart = !key.namesInstallation || options.resourceURL.caseInsensitivePaths
        for word in firstWords where installations.matches(word.span) { isToldApart = true }
        sharesInstallations = !isToldApart
    }

    /// Reads one record.
    ///
    /// - Parameters:
    ///   - record: a record.
    ///   - block: the block that its texts lie in.
    ///   - event: every field but `line` is assigned.
    /// - Returns: whether the URL keeps the limits of length, segments and parameters.
    public mutating func read(
        _ record: borrowing AccessRecord, in block: Span<UInt8>, into event: inout RequestEvent
    ) -> Bool {
        event.time = record.time
        event.orderTime = record.time
        event.bytes = record.bytes
        event.duration = Int32(truncatingIfNeeded: min(record.duration, Int64(Int32.max)))
        event.status = record.status
        event.method = record.method
        event.requestTarget = record.target
        event.address = record.address
        event.agent = record.agent
        event.knownClient = event.makeClient(block)
        guard understand(&event, block) else { return false }
        event.retryAfter = -1
        if let retryAfter, event.status == 429 || event.status == 503 {
            event.retryAfter = WholeNumber.seconds(block.extracting(record.custom[retryAfter].range))
        }
        event.custom = event.quotas != 0 ? record.custom : .init(repeating: .none)
        event.entityTag = record.entityTag.isEmpty ? 0 : StableHash.hash(block.extracting(record.entityTag.range)) | 1
        identify(record, block, into: &event)
        return true
    }

    /// What follows from method, target and status.
    ///
    /// - Returns: whether the URL keeps its limits.
    @inline(__always)
    private mutating func understand(_ event: inout RequestEvent, _ block: Span<UInt8>) -> Bool {
        let (method, target) = (block.extracting(event.method.range), block.extracting(event.requestTarget.range))
        let path = sharesAnswers ? plainPath(method, event.requestTarget.range, block) : nil
        if let path, path.end == target.count, let known = paths.find(path.fingerprint) {
            var answer = paths[known]
            path.complete(&answer, target)
            answer.fill(&event)
        } else {
            let fingerprint = trial.wantsNext() ? memo.fingerprint(method, target) : nil
            let known = fingerprint.flatMap { memo.find($0) }
            if fingerprint != nil { trial.note(found: known != nil) }
            if let known {
                memo[known].fill(&event)
            } else {
                guard understand(&event, method, target, path, fingerprint) else { return false }
            }
        }
        if event.quotas != 0, !QuotaBook.counts(event.status) { event.quotas = 0 }
        event.order = event.flags.contains(.mayWrite) && event.status / 100 == 2 ? .write : .other
        return true
    }

    @inline(__always)
    private mutating func plainPath(
        _ method: Span<UInt8>, _ target: Range<Int>, _ block: Span<UInt8>
    ) -> PlainPath? {
        let seed = MethodKind.tell(method) == .get ? getSeed : paths.fingerprint(method, block.extracting(0..<0))
        return PlainPath(block, target, seed: seed, isShared: sharesInstallations, &installations)
    }

    /// What follows from a method and a target that are not remembered.
    @inline(never)
    private mutating func understand(
        _ event: inout RequestEvent, _ method: Span<UInt8>, _ target: Span<UInt8>, _ path: PlainPath?,
        _ fingerprint: UInt64?
    ) -> Bool {
        guard let answer = answer(method, target, path) else { return false }
        answer.fill(&event)
        if url.pollCount > 0 {
            // A target with a volatile value hardly comes again; it is not worth the place of another.
            event.target = StableHash.hash(url.poll.span.extracting(0..<url.pollCount))
        } else if let fingerprint {
            memo.remember(answer, fingerprint)
        }
        return true
    }

    /// Completes an event whose stamp, numbers and texts are known, and says whether its URL keeps its limits; `isKnown`
    /// says whether it counts for the key that its login names.
    mutating func complete(_ event: inout RequestEvent, in block: Span<UInt8>, isKnown: Bool) -> Bool {
        guard understand(&event, block) else { return false }
        event.key = isKnown ? key(event.login, event.secondLogin, base(of: event), block) : 0
        return true
    }

    /// Completes a delivery by push whose stamp, numbers and texts are known.
    mutating func completePush(_ event: inout RequestEvent, in block: Span<UInt8>) -> Bool {
        guard url.read(block.extracting(event.requestTarget.range)) else { return false }
        let get = MethodKind.getText
        answer(get.span).fill(&event)
        event.flags.insert(.isPush)
        event.order = .push
        event.key = event.login.isEmpty ? 0 : key(event.login, event.secondLogin, base(of: event), block)
        return true
    }

    /// Reads one line of a push log: the object's path is classified as a GET of it would be.
    ///
    /// - Parameters:
    ///   - record: a record of ``AccessLog/LogFormats/pushLog(_:)``.
    ///   - block: the block that its texts lie in.
    ///   - event: every field but `line` is assigned.
    /// - Returns: whether the path keeps the limits of length and segments.
    public mutating func readPush(
        _ record: borrowing AccessRecord, in block: Span<UInt8>, into event: inout RequestEvent
    ) -> Bool {
        event = RequestEvent()
        event.time = record.time
        event.orderTime = record.time
        event.status = record.status
        event.requestTarget = record.target
        event.login = record.user
        return completePush(&event, in: block)
    }

    /// What follows from a method and a target, `nil` where the URL is over its limits.
    private mutating func answer(
        _ method: Span<UInt8>, _ target: Span<UInt8>, _ path: PlainPath?
    ) -> TargetMemo.Answer? {
        guard let path else { return url.read(target) ? answerWithQuotas(method) : nil }
        if let known = paths.find(path.fingerprint) {
            var answer = paths[known]
            guard url.read(target, canonicalUpTo: path.end) else { return nil }
            path.complete(&answer, target)
            if url.count > path.end { answer.resource = StableHash.hash(url.bytes.span.extracting(0..<url.count)) }
            if answer.flags.contains(.isGet), url.isMarked { answer.flags.insert(.isMarked) }
            return answer
        }
        guard url.read(target) else { return nil }
        let answer = answerWithQuotas(method)
        if url.isPath(target, upTo: path.end) {
            var shared = answer
            shared.flags.remove(.isMarked)
            paths.remember(shared, path.fingerprint)
        }
        return answer
    }

    private mutating func answerWithQuotas(_ method: Span<UInt8>) -> TargetMemo.Answer {
        var answer = answer(method)
        answer.quotas = quotas.quotas(method: method, url: url, installations: &installations)
        return answer
    }

    /// What follows from a method and the target in `url`.
    private mutating func answer(_ method: Span<UInt8>) -> TargetMemo.Answer {
        var answer = hashes()
        classify(method, into: &answer)
        return answer
    }

    private func hashes() -> TargetMemo.Answer {
        var answer = TargetMemo.Answer()
        let bytes = url.bytes.span
        answer.resource = StableHash.hash(bytes.extracting(0..<url.count))
        answer.base = prefix(1)
        answer.collection = prefix(2)
        answer.object = prefix(3)
        answer.path = StableHash.hash(bytes.extracting(0..<url.pathCount))
        answer.depth = UInt8(url.segmentCount)
        return answer
    }

    /// The hash of the first so many segments, or of the path where it has less.
    private func prefix(_ segments: Int) -> UInt64 {
        let last = min(segments, url.segmentCount)
        return StableHash.hash(url.bytes.span.extracting(0..<(last > 0 ? Int(url.segments[last].end) : 1)))
    }

    private mutating func classify(_ method: Span<UInt8>, into answer: inout TargetMemo.Answer) {
        let kind = MethodKind.tell(method)
        if kind == .get { answer.flags.insert(url.isMarked ? [.isGet, .isMarked] : .isGet) }
        if kind == .head { answer.flags.insert(.isHead) }
        if kind == .post { answer.flags.insert(.isPost) }
        let startsWithInstallation = url.segmentCount > 0 && installations.matches(url, segment: 1)
        if startsWithInstallation, key.namesInstallation { answer.flags.insert(.hasInstallation) }
        let methodHash = kind == .head ? MethodKind.getHash : StableHash.hash(method)
        let template = templateHash(
            seed: methodHash, isInstallation: startsWithInstallation, isRemoved: answer.flags.contains(.hasInstallation)
        )
        if kind == .head {
            let get = MethodKind.getText
            answer.route = routes.route(
                method: get.span, url: url, template: template, installations: &installations)
        } else {
            answer.route = routes.route(method: method, url: url, template: template, installations: &installations)
        }
        answer.template = answer.route >= 0 ? StableHash.join(UInt64(answer.route) + 1, 0x524f_5554_45) : template
        let isSafe = answer.route >= 0 && kind == .post && safePosts[Int(answer.route)]
        if kind.writes, !isSafe { answer.flags.insert(.mayWrite) }
    }

    /// The hash of the template: literal segments as they are, identifiers as one mark.
    private func templateHash(seed: UInt64, isInstallation: Bool, isRemoved: Bool) -> UInt64 {
        var hash = seed ^ (isInstallation ? 0x9e37_79b9 : 0) ^ (isRemoved ? 0x7f4a_7c15_0000_0000 : 0)
        let bytes = url.bytes.span
        var index = isRemoved ? 2 : 1
        while index <= url.segmentCount {
            let segment = url.segments[index]
            switch segment.shape {
            case .literal: hash = StableHash.hash(bytes.extracting(segment.range), seed: hash)
            case .identifier: hash = StableHash.join(hash, 1)
            case .keyed(let name):
                hash = StableHash.join(
                    StableHash.hash(bytes.extracting(segment.range.prefix(name)), seed: hash), 2)
            }
            index += 1
        }
        return hash
    }

    private func identify(_ record: borrowing AccessRecord, _ block: Span<UInt8>, into event: inout RequestEvent) {
        let (login, second) = key.login(record, block)
        event.login = login
        event.secondLogin = second
        event.key = 0
        // A 401 proves nothing about its sender, whatever name it carries.
        guard event.status != 401, !login.isEmpty else { return }
        event.key = key(login, second, base(of: event), block)
    }

    /// The event's installation, 0 where it has none.
    @inline(__always)
    private func base(of event: RequestEvent) -> UInt64 { event.flags.contains(.hasInstallation) ? event.base : 0 }

    /// The hash of a login and an installation.
    private func key(_ login: FieldRange, _ second: FieldRange, _ base: UInt64, _ block: Span<UInt8>) -> UInt64 {
        var hash = StableHash.hash(block.extracting(login.range))
        if key.hasSecondLogin { hash = StableHash.hash(block.extracting(second.range), seed: hash) }
        return StableHash.join(hash, base) | 1
    }
}

/// What the rules must know of a method.
enum MethodKind {
    case get, head, post, put, patch, delete, other

    static let getText = Array("GET".utf8)
    static let getHash = StableHash.hash(getText.span)

    /// Whether a 2xx answer means that something changed.
    var writes: Bool {
        switch self {
        case .post, .put, .patch, .delete: true
        default: false
        }
    }

    static func tell(_ text: Span<UInt8>) -> MethodKind {
        switch text.count {
        case 3: return isEqual(text, "GET") ? .get : isEqual(text, "PUT") ? .put : .other
        case 4: return isEqual(text, "POST") ? .post : isEqual(text, "HEAD") ? .head : .other
        case 5: return isEqual(text, "PATCH") ? .patch : .other
        case 6: return isEqual(text, "DELETE") ? .delete : .other
        default: return .other
        }
    }

    private static func isEqual(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
        for index in text.indices {
            // Safe: the caller compares words of the same length.
            if unsafe text[index] != word.utf8Start[index] { return false }
        }
        return true
    }
}
