internal import AccessLog
internal import Cases
internal import Detection
internal import Dispatch
internal import Foundation
internal import Ledger
internal import Policy
public import Reports

/// One run over logs: reads them in event time, judges, and returns what a report shows.
///
/// Files are read a second time where lines came later than the lateness bound allows, with a bound that no line breaks;
/// pipes cannot be, so their late lines are left out and counted.
public struct Scan {
    /// What a run ended with.
    public struct Outcome: Sendable {
        /// What a report shows.
        public var model: ReportModel
        /// Whether part of the input could not be read.
        public var hasFaults: Bool
        /// Whether the run was stopped before the end of its input.
        public var isStopped: Bool
        /// What every rule saw of the keys that were to be explained.
        var traces: [KeyTrace] = []
        /// The cases as they stand after the run, where they were judged.
        var book: CaseBook?
        /// Sums by hour, key and route, and by minute, where they were asked for.
        var rollUps: (routes: [RouteRollUp], minutes: [MinuteTotals]) = ([], [])
        /// What was read of each input, where roll-ups were asked for.
        var accounts: [ScanPass.Account] = []
    }

    /// How far a run is.
    public struct Progress: Sendable {
        /// Bytes read, before inflating.
        public var bytesRead: Int64
        /// Bytes of all inputs, `nil` where one is a pipe.
        public var bytesTotal: Int64?
        /// Lines read.
        public var lines: Int64
        /// The log time reached, milliseconds since 1970 UTC.
        public var reached: Int64?
        /// Seconds since the run began.
        public var elapsed: Double
    }

    private static let fileLateness: Int64 = 10_000
    private static let pipeLateness: Int64 = 60_000
    /// Days that a key which the ledger sees for the first time is new.
    private static let newKeyDays = 7

    /// How late a line may come within its input before it counts as late, milliseconds.
    static func lateness(isPipe: Bool) -> Int64 { isPipe ? pipeLateness : fileLateness }

    private var request: ScanRequest
    private let zone: TimeZoneRules
    private let options: ParserOptions
    private let isStopped: @Sendable () -> Bool
    private let trace: TraceRequest?
    private let started = DispatchTime.now().uptimeNanoseconds
    private let began = Date()

    /// Makes ready for a run.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - isStopped: asked often; once `true`, the run ends early with what it has.
    /// - Throws: `ScanError` for a zone that is not known.
    public init(_ request: ScanRequest, isStopped: @escaping @Sendable () -> Bool = { false }) throws(ScanError) {
        try self.init(request, trace: nil, isStopped: isStopped)
    }

    /// Makes ready for a run that also looks at one key more closely.
    init(_ request: ScanRequest, trace: TraceRequest?, isStopped: @escaping @Sendable () -> Bool) throws(ScanError) {
        self.trace = trace
        self.request = request
        self.isStopped = isStopped
        zone = try Zones.zone(request.policy.timeZone)
        options = try Self.parserOptions(request)
    }

    /// What parsers must know of a request.
    static func parserOptions(_ request: ScanRequest) throws(ScanError) -> ParserOptions {
        var options = ParserOptions()
        if let name = request.assumedZone ?? request.policy.assumedTimeZone {
            options.assumedZone = try Zones.zone(name)
        }
        options.customFields = request.policy.customFields
        options.jsonFields = request.policy.jsonFields
        return options
    }

    /// The library that inflates in this build: `zlib` or `ISA-L`.
    public static var inflateLibrary: String { InflateLibrary.name }

    /// The offset of a display zone, seconds east of UTC at an instant in seconds since 1970.
    ///
    /// - Throws: `ScanError` for a zone that is not known.
    public static func offsets(of zone: String) throws(ScanError) -> @Sendable (Int64) -> Int64 {
        let rules = try Zones.zone(zone)
        return { rules.offset(atUTC: $0) }
    }

    /// Checks the name or text of a log format.
    ///
    /// - Throws: `ScanError` with what is wrong with it.
    public static func check(logFormat: String) throws(ScanError) {
        do throws(LogFormatError) {
            _ = try LogFormats.named(logFormat)
        } catch {
            throw ScanError(error.description)
        }
    }

    /// Runs.
    ///
    /// - Throws: `ScanError` where the run cannot go on.
    public func run(progress: (Progress) -> Void = { _ in }) throws(ScanError) -> Outcome {
        var request = request
        request.logFormat = request.logFormat ?? request.policy.logFormat
        let ledger: LedgerRun?
        if let use = request.ledger { ledger = try LedgerRun(use, request) } else { ledger = nil }
        request = ledger?.request(request) ?? request
        var scan = self
        scan.request = request
        return try scan.run(request, ledger, progress)
    }

    private func run(
        _ request: ScanRequest, _ ledger: LedgerRun?, _ progress: (Progress) -> Void
    ) throws(ScanError) -> Outcome {
        let prepared = try Preparation(request, options, ledger, isStopped: isStopped)
        let usual = prepared.canRepeat ? Self.fileLateness : Self.pipeLateness
        let bound = request.lateness ?? max(usual, prepared.lateness, ledger?.past.state?.lateness ?? 0)
        let mayRepeat = prepared.canRepeat && !request.isOnePass
        var pass = try makePass(prepared, bound, ledger)
        pass.begin()
        var detector: Detector? = try makeDetector(ledger)
        let total = prepared.totalSize
        try pass.run(&detector, stopsAtLate: mayRepeat, isStopped: isStopped) { progress(self.progress($0, total)) }
        var first: (late: Int64, lateness: Int64)?
        if mayRepeat, pass.maxLateness > 0, !isStopped() {
            detector = nil
            try pass.run(&detector, stopsAtLate: false, isStopped: isStopped) { progress(self.progress($0, total)) }
            first = (pass.late, pass.maxLateness)
            pass = try makePass(prepared, max(bound, pass.maxLateness), ledger)
            detector = try makeDetector(ledger)
            try pass.run(&detector, stopsAtLate: false, isStopped: isStopped) { progress(self.progress($0, total)) }
        }
        if !request.allowsOverlap { try ledger?.refuseRepeats(pass.behind) }
        let isOrdered = !mayRepeat || first != nil || pass.maxLateness == 0
        let begun = isOrdered ? try ledger?.begin() : nil
        defer { begun?.giveUp() }
        let harvest = ledger.map { _ in
            LedgerRun.Harvest(pass, &detector, request.policy.detection.routes, into: begun)
        }
        if harvest != nil { pass.releaseAll(&detector) }
        if !request.allowsOverlap, let overlap = pass.overlaps.first {
            throw Self.twice(overlap, ledger?.names ?? request.names)
        }
        let rollUps = request.keepsRollUps ? detector?.takeRollUps() : nil
        let earlier = (try ledger?.ended() ?? []) + (harvest?.ended ?? [])
        guard let result = detector.take()?.finish(earlier: earlier) else {
            throw ScanError("the run ended without a result")
        }
        var outcome = outcome(
            result, pass, prepared, names: ledger?.names ?? request.names, firstPass: first, bound: bound)
        if let rollUps { (outcome.rollUps, outcome.accounts) = (rollUps, pass.accounts) }
        if ledger != nil, !isOrdered {
            outcome.model.summary.problems.append(
                "stopped before the order of its lines was known, so nothing of this run was kept in the ledger")
        } else if ledger?.replacement != nil, isStopped() {
            outcome.model.summary.problems.append("stopped before the end, so nothing was changed in the ledger")
        } else if let ledger, let harvest {
            let zone = zone
            outcome.model.news = news(pass, ledger)
            try ledger.expectKept(pass.accounts)
            outcome.model.summary.ledger = try ledger.keep(
                harvest, ledger.reading(pass), result.findings, pass.judge?.book, outcome.model.summary, request,
                started: began, begun: begun
            ) { zone.startOfDay(containing: $0) }
        } else if request.isSimulation {
            outcome.model.news = news(pass, nil)
        }
        outcome.book = pass.judge?.book
        return outcome
    }

    private func news(_ pass: ScanPass, _ ledger: LedgerRun?) -> CaseNews? {
        guard let book = pass.judge?.book else { return nil }
        var news = book.news
        news.ledger = ledger?.use.path
        news.isDryRun = ledger?.use.isDryRun ?? false
        return news
    }

    static func twice(_ overlap: OverlapWatch.Overlap, _ names: [String]) -> ScanError {
        let from = CivilTime(milliseconds: overlap.from).rfc3339
        let to = CivilTime(milliseconds: overlap.to).rfc3339
        return ScanError(
            "\(names[Int(overlap.first)]) and \(names[Int(overlap.second)]) hold the same lines from \(from) to \(to) "
                + "(\(overlap.shared) of \(overlap.lines)), and a line that counts twice accuses falsely; "
                + "give only one of them, or --allow-overlap if they are different requests")
    }

    private func makePass(
        _ prepared: Preparation, _ lateness: Int64, _ ledger: LedgerRun?
    ) throws(ScanError) -> ScanPass {
        let settings = RunMaker.Settings(
            since: request.since ?? .min, until: request.until ?? .max, lateness: lateness,
            maxLine: request.maxLine, frontier: ledger?.frontier ?? .min, isSampled: ledger != nil,
            detection: detection)
        let pass = ScanPass(prepared.inputs, names: ledger?.names ?? request.names, request, options, settings)
        if let ledger {
            pass.add(ledger.held)
            ledger.file?.dropSpool()
            pass.putAway = { (detector: inout Detector?) throws(ScanError) in try ledger.putAway(&detector) }
        }
        pass.judge = try Self.makeJudge(request, ledger, zone)
        pass.pastInputs = ledger?.seenInputs ?? [:]
        return pass
    }

    /// Who judges the days of cases: in every run with a ledger, and where a simulation or a verification asks for it.
    static func makeJudge(
        _ request: ScanRequest, _ ledger: LedgerRun?, _ zone: TimeZoneRules
    ) throws(ScanError) -> DayJudge? {
        guard ledger != nil || request.isSimulation || request.watchesDays else { return nil }
        let past = try ledger?.file.map { file throws(ScanError) in try CasePast(file) } ?? CasePast()
        let setting = try CaseDesk.Setting(request.policy, isSimulation: request.isSimulation)
        let text = ledger?.use.policyText ?? request.policy.show()
        let grounds = LetterGrounds(
            policy: request.policy, version: ledger?.use.version ?? "", policyDigest: TextDigest.sha256(text))
        var book = CaseBook(setting, grounds, past, keep: setting.keeping(files: ledger?.names ?? request.names))
        if request.watchesDays { (book.watchedDays, book.spans) = ([:], request.spans) }
        return DayJudge(
            book, detection(request), zone: zone, limits: MemoryLimits(bytes: request.memory),
            faultHours: request.policy.notices.faultHours, ended: { () throws(ScanError) in try ledger?.ended() ?? [] },
            first: try ledger?.firstTime(), frontier: ledger?.frontier ?? .min)
    }

    private var detection: DetectionOptions { Self.detection(request) }

    /// The rules as they are asked for, and what the inputs hold for them.
    static func detection(_ request: ScanRequest) -> DetectionOptions {
        var options = request.policy.detection
        options.digest = SecretDigest.text
        options.hasPushLog = !request.pushLogs.isEmpty
        options.keepsRollUps = request.ledger != nil || request.keepsRollUps
        options.newKeySeconds =
            request.ledger == nil && !request.watchesDays && !request.isSimulation ? 0 : newKeyDays * 86_400
        return options
    }

    /// A detector that begins anew, or goes on from what earlier runs left behind.
    private func makeDetector(_ ledger: LedgerRun?) throws(ScanError) -> Detector {
        let limits = MemoryLimits(bytes: request.memory)
        guard let ledger, let snapshot = ledger.past.state?.snapshot else {
            let isAskedBefore = ledger != nil || request.isSimulation || request.watchesDays
            return Detector(detection, zone: zone, limits: limits, trace: trace, isSharded: !isAskedBefore)
        }
        do throws(SnapshotError) {
            return try Detector(from: snapshot, detection, zone: zone, limits: limits)
        } catch {
            throw LedgerRun.unusable(ledger.use.path, error)
        }
    }

    private var elapsed: Double { Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9 }

    private func progress(_ pass: ScanPass, _ total: Int64?) -> Progress {
        Progress(
            bytesRead: pass.bytesRead, bytesTotal: total, lines: pass.lines, reached: pass.reached,
            elapsed: elapsed)
    }

    private func outcome(
        _ result: DetectionResult, _ pass: ScanPass, _ prepared: Preparation, names: [String],
        firstPass: (late: Int64, lateness: Int64)?, bound: Int64
    ) -> Outcome {
        var summary = RunSummary(pass.tally, result)
        summary.files = pass.files
        summary.profile = request.policy.profile
        summary.bytesRead = pass.bytesRead
        summary.bytesInflated = pass.bytesDecoded
        summary.lateness = firstPass?.lateness ?? bound
        summary.isSecondPass = firstPass != nil
        summary.firstPassLate = firstPass?.late ?? 0
        summary.maxLateness = max(firstPass?.lateness ?? 0, pass.maxLateness)
        summary.elapsed = elapsed
        summary.problems = prepared.problems + pass.problems
        if !request.pushLogs.isEmpty { summary.pushLog = RunSummary.PushLog(pass.pushTally) }
        if isStopped() {
            summary.problems.append("stopped before the end: what follows rests on what was read until then")
        }
        if summary.late > 0 {
            let lines = summary.late == 1 ? "line counts" : "lines count"
            summary.inexact = "\(summary.late) late \(lines) in the totals only"
        }
        let forgotten = result.memory.sentence(result.keys.count)
        summary.inexact = [summary.inexact, forgotten].compactMap(\.self).joinedOrNil
        summary.stamps = prepared.stamps.sentence
        summary.tooShort = LogLength(result, request.policy.detection, zone).sentences
        summary.overload = result.overload
        let model = ReportModel(
            findings: result.findings,
            keys: result.keys.map(KeyTotals.init),
            summary: summary,
            partners: request.policy.partnerNames(of: result),
            routes: Dictionary(request.policy.detection.routes.map { ($0.match, $0) }) { first, _ in first },
            inputs: names)
        return Outcome(
            model: model, hasFaults: prepared.hasFaults || pass.hasFaults, isStopped: isStopped(),
            traces: result.traces)
    }
}

extension KeyTotals {
    init(_ count: DetectionResult.KeyCount) {
        self.init(
            key: count.key, requests: count.requests, bytes: count.bytes, serverMilliseconds: count.milliseconds)
        days = count.days
        score = count.score
    }
}

extension [String] {
    fileprivate var joinedOrNil: String? { isEmpty ? nil : joined(separator: "; ") }
}

extension RunSummary.PushLog {
    init(_ tally: LineTally) {
        self.init()
        (delivered, failed, late, outOfPeriod) = (tally.delivered, tally.failed, tally.late, tally.outOfPeriod)
        for reason in UnreadableReason.allCases {
            unreadable += tally.unreadable[Int(reason.rawValue)]
            unreadablePlaces += tally.unreadablePlaces[Int(reason.rawValue)]
        }
    }
}

extension RunSummary {
    init(_ tally: LineTally, _ result: DetectionResult) {
        self.init()
        lines = tally.lines
        identified = tally.identified
        unidentified = tally.unidentified
        outOfPeriod = tally.outOfPeriod
        (late, behind) = (tally.late, tally.behind)
        directives = tally.directives
        unreadable = UnreadableReason.allCases.map { reason in
            Unreadable(
                reason: reason == .tooLong ? "too_long" : "\(reason)", lines: tally.unreadable[Int(reason.rawValue)],
                places: tally.unreadablePlaces[Int(reason.rawValue)])
        }
        firstTime = result.firstTime
        lastTime = result.lastTime
        keys = result.keys.count
        gaps = result.gaps.map { Gap(from: $0.from, to: $0.to) }
        for hour in result.faultyHours {
            if faults.last?.to == hour.lowerBound {
                faults[faults.count - 1].to = hour.upperBound
            } else {
                faults.append(Gap(from: hour.lowerBound, to: hour.upperBound))
            }
        }
        unidentifiedSources = result.unidentified.map { UnidentifiedSource(network: $0.network, lines: $0.lines) }
    }
}
