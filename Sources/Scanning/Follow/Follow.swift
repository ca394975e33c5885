internal import AccessLog
public import Detection
internal import Foundation
internal import Ledger
public import Policy
public import Reports

/// A run over logs that are still written: verdicts come when event time reaches them.
///
/// It waits for nothing by itself and reads no clock: its caller steps, with the time of a clock that only goes forward, and
/// waits between steps. With a ledger every commit leaves behind what a run that ended there would.
public final class Follow {
    /// What one step brought.
    public struct Round: Sendable {
        /// Episodes that began (`ended` is `nil`), and those that ended, in the order of time.
        public var news: [Finding] = []
        /// Sentences on inputs.
        public var problems: [String] = []
        /// Whether there may be more to read at once.
        public var isBusy = false
        /// Whether no input can bring anything any more.
        public var isAtEnd = false
    }

    private(set) var request: ScanRequest
    let options: FollowOptions
    let isStopped: @Sendable () -> Bool
    let parserOptions: ParserOptions
    let zone: TimeZoneRules
    let stamps: StampAxis
    let named: LogFormat?
    let lateness: Int64
    let began = Date()
    private let beganAt: Int64

    var pass: FollowPass
    var detector: Detector?
    var ledger: LedgerRun?
    /// Who judges the days of cases, with a ledger; what it judged is kept with the next commit.
    private var judge: DayJudge?
    var places: [FollowedName] = []
    /// Formats by place, for the next file of the name.
    var formats: [Int: LogFormat] = [:]
    var problems: [String] = []
    private(set) var hasFaults = false
    /// Episodes that have begun and not ended, by their identifiers.
    private(set) var open: [String: Finding] = [:]
    /// Ends that lie behind the last line.
    private var comingEnds: [Finding] = []
    private var advanced = Int64.min
    private var lastCommit: Int64
    private(set) var commits = 0
    /// Lines that were kept.
    private var kept = LineTally()
    private var keptPush: Int64 = 0
    /// Sums that a change of the policy took out of a detector.
    private var pendingRollUps: (routes: [RouteRollUp], minutes: [MinuteTotals]) = ([], [])

    /// Opens what is to be followed.
    ///
    /// - Parameters:
    ///   - request: what is asked, as of a scan.
    ///   - options: how long is waited.
    ///   - now: the caller's clock, milliseconds.
    ///   - isStopped: asked often; once `true`, a step ends early.
    /// - Throws: `ScanError` where the run cannot begin.
    public init(
        _ request: ScanRequest, _ options: FollowOptions, now: Int64,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) throws(ScanError) {
        var request = request
        request.logFormat = request.logFormat ?? request.policy.logFormat
        self.request = request
        self.options = options
        self.isStopped = isStopped
        (beganAt, lastCommit) = (now, now)
        parserOptions = try Scan.parserOptions(request)
        zone = try Zones.zone(request.policy.timeZone)
        stamps = StampAxis([], said: request.policy.saidLogTime)
        do throws(LogFormatError) {
            named = try request.logFormat.map { (text) throws(LogFormatError) in try LogFormats.named(text) }
        } catch {
            throw ScanError("--log-format: \(error.description)")
        }
        let start = try FollowStart(request, parserOptions, isStopped: isStopped)
        ledger = start.ledger
        let past = start.ledger?.past.state
        lateness = request.lateness ?? max(Scan.lateness(isPipe: true), start.lateness, past?.lateness ?? 0)
        pass = FollowPass(
            names: start.names, frontier: start.ledger?.frontier ?? .min, lateness: lateness, idle: options.idle,
            memory: request.memory)
        problems = start.problems
        hasFaults = start.hasFaults
        if let held = start.ledger?.held { pass.takeBack(held) }
        detector = try makeDetector(past?.snapshot)
        judge = try Scan.makeJudge(request, ledger, zone)
        try takeOpenFindings()
        begin(start, now)
    }

    // MARK: - Steps

    /// Reads what there is, up to some megabytes, and judges what can be judged.
    ///
    /// - Parameter now: the caller's clock, milliseconds; never less than before.
    /// - Returns: what it brought.
    /// - Throws: `ScanError` where the run cannot go on.
    public func step(now: Int64) throws(ScanError) -> Round {
        var round = Round()
        look(now)
        for _ in 0..<32 {
            guard !isStopped(), let input = pass.next(now) else { break }
            read(input, now)
            if try pass.release(now, into: &detector, judge, ledger?.seenInputs ?? [:]) { advance(isBusy: true) }
            try ledger?.putAway(&detector)
            round.isBusy = true
        }
        round.isBusy = pass.inputs.contains(where: \.mayHaveMore) && pass.next(now) != nil
        endRetired(now)
        _ = try pass.release(now, into: &detector, judge, ledger?.seenInputs ?? [:])
        try refuseOverlaps()
        advance(isBusy: round.isBusy)
        round.news = takeNews()
        (round.problems, problems) = (problems, [])
        round.isAtEnd = places.isEmpty && pass.inputs.allSatisfy(\.isAtEnd)
        if ledger == nil { closeEnded() }
        if now - lastCommit >= options.commitEvery { try commitIfNew(now) }
        return round
    }

    /// Two inputs that hold the same lines end the run, as they end a scan; what was kept before stays.
    private func refuseOverlaps() throws(ScanError) {
        if !request.allowsOverlap, let overlap = pass.overlaps.first { throw Scan.twice(overlap, pass.names) }
    }

    /// Has what can be evaluated evaluated; less often while much is read.
    private func advance(isBusy: Bool) {
        let time = min(pass.released, pass.newest, request.until ?? .max)
        let distance: Int64 = isBusy ? 600_000 : 1000
        guard time > .min, time / distance != advanced / distance || !isBusy && time > advanced else { return }
        advanced = time
        detector?.advance(to: time)
    }

    private func takeNews() -> [Finding] {
        let fresh = comingEnds + (detector?.takeNews() ?? []) + endedPeriods()
        comingEnds = []
        let reached = detector?.reached ?? .min
        var told: [Finding] = []
        for finding in fresh {
            if let ended = finding.ended {
                if ended > reached {
                    comingEnds.append(finding)
                    continue
                }
                open[finding.identifier] = nil
            } else {
                open[finding.identifier] = finding
            }
            told.append(finding)
        }
        return told.sorted { ($0.ended ?? $0.started, $0.identifier) < ($1.ended ?? $1.started, $1.identifier) }
    }

    /// Calendar quotas whose period is over.
    private func endedPeriods() -> [Finding] {
        let time = min(pass.released, pass.newest)
        return open.values.compactMap { finding in
            guard case .quota(let figures) = finding.evidence, figures.period != nil, figures.windowEnd <= time else {
                return nil
            }
            var finding = finding
            finding.ended = figures.windowEnd
            return finding
        }
    }

    /// Episodes that were open when the ledger was last written are known already.
    private func takeOpenFindings() throws(ScanError) {
        guard let file = ledger?.file else { return }
        let decoder = JSONDecoder()
        do throws(LedgerError) {
            try file.findings { kept in
                guard kept.ended == nil else { return }
                if let finding = try? decoder.decode(Finding.self, from: Data(kept.json.utf8)) {
                    open[kept.id] = finding
                }
            }
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    // MARK: - The detector

    /// A detector that begins anew, or goes on from a snapshot.
    private func makeDetector(_ snapshot: [UInt8]?) throws(ScanError) -> Detector {
        let (rules, limits) = (Scan.detection(request), MemoryLimits(bytes: request.memory))
        var made: Detector
        if let snapshot {
            do throws(SnapshotError) {
                made = try Detector(from: snapshot, rules, zone: zone, limits: limits)
            } catch {
                throw LedgerRun.unusable(ledger?.use.path ?? "--follow", error)
            }
        } else {
            made = Detector(rules, zone: zone, limits: limits)
        }
        made.tellNews()
        return made
    }

    /// Judges by another policy from now on; the windows stay as they are.
    ///
    /// - Parameters:
    ///   - policy: the policy.
    ///   - text: every value of it, for the record of runs.
    /// - Throws: `ScanError` where its windows, keys or quotas are of another shape; then the old policy stays.
    public func take(_ policy: Policy, text: String) throws(ScanError) {
        guard let snapshot = detector?.snapshot() else { return }
        let before = request
        let held = pass.heldBack.encoded(before.policy.detection.routes)
        request.policy = policy
        do throws(ScanError) {
            let next = try makeDetector(snapshot)
            if let sums = detector?.takeRollUps() {
                pendingRollUps.routes += sums.routes
                pendingRollUps.minutes += sums.minutes
            }
            detector = consume next
        } catch {
            request = before
            throw error
        }
        if let held = try? HeldEvents(encoded: held, policy.detection.routes) { pass.takeBack(held) }
        for input in pass.inputs { input.take(Scan.detection(request)) }
        ledger?.take(policyText: text)
    }

    // MARK: - The ledger

    private func commitIfNew(_ now: Int64) throws(ScanError) {
        lastCommit = now
        guard ledger != nil, pass.tally.lines + pass.pushTally.lines > kept.lines + keptPush else { return }
        _ = try commit()
    }

    /// Keeps what a run that ended here would, and goes on from it.
    private func commit() throws(ScanError) -> (result: DetectionResult, note: RunSummary.LedgerNote)? {
        guard let ledger else { return nil }
        if !request.allowsOverlap { try ledger.refuseRepeats(behind) }
        let held = pass.heldBack
        var harvest = LedgerRun.Harvest(
            held: held, frontier: pass.released, lateness: lateness, &detector)
        harvest.snapshot = detector?.snapshot() ?? []
        harvest.rollUps.routes = pendingRollUps.routes + harvest.rollUps.routes
        harvest.rollUps.minutes = pendingRollUps.minutes + harvest.rollUps.minutes
        comingEnds += detector?.takeNews() ?? []
        pass.releaseAll(into: &detector)
        guard let result = detector.take()?.finish(earlier: try ledger.ended() + harvest.ended) else { return nil }
        let reading = LedgerRun.Reading(
            inputs: pass.inputs.compactMap { $0.record() }, samples: pass.inputs.compactMap { $0.takeSamples() })
        let zone = zone
        let note = try ledger.keep(
            harvest, reading, result.findings, judge?.book, summary(result, since: kept), request, started: began
        ) { zone.startOfDay(containing: $0) }
        self.ledger?.goOn(harvest)
        for (input, record) in zip(pass.inputs.filter { $0.record() != nil }, reading.inputs) { input.known = record }
        pendingRollUps = ([], [])
        (kept, keptPush) = (pass.tally, pass.pushTally.lines)
        commits += 1
        closeEnded()
        pass.takeBack(held)
        detector = try makeDetector(harvest.snapshot)
        judge = try Scan.makeJudge(request, self.ledger, zone)
        return (result, note)
    }

    private var behind: [(name: String, lines: Int64, samples: [InputSamples.Line])] {
        pass.inputs.filter { $0.behind > 0 }.map { ($0.name, $0.behind, $0.samplesBehind) }
    }

    private func closeEnded() {
        for input in pass.inputs where input.isAtEnd {
            if let fault = input.fault {
                problems.append(fault.description)
                hasFaults = true
            }
            pass.close(input)
        }
    }

    // MARK: - The end

    /// Ends: keeps everything, and says what was found in all.
    ///
    /// - Parameter now: the caller's clock, milliseconds.
    /// - Returns: what a scan over the same lines returns; `news` are episodes that begin only because the log ends here.
    /// - Throws: `ScanError` where the ledger cannot keep it.
    public func finish(now: Int64) throws(ScanError) -> (outcome: Scan.Outcome, news: [Finding]) {
        let isAtEnd = places.isEmpty && pass.inputs.allSatisfy(\.isAtEnd)
        var note: RunSummary.LedgerNote?
        let result: DetectionResult
        if ledger != nil {
            guard let kept = try commit() else { throw ScanError("the run ended without a result") }
            (result, note) = (kept.result, kept.note)
        } else {
            closeEnded()
            pass.releaseAll(into: &detector)
            guard let found = detector.take()?.finish() else { throw ScanError("the run ended without a result") }
            result = found
        }
        var summary = summary(result, since: LineTally())
        summary.ledger = note
        summary.elapsed = Double(now - beganAt) / 1000
        summary.problems = problems
        let model = ReportModel(
            findings: result.findings, keys: result.keys.map(KeyTotals.init), summary: summary,
            partners: request.policy.partnerNames(of: result), routes: routes, inputs: pass.names)
        let news = isAtEnd ? result.findings.filter { $0.ended == nil && open[$0.identifier] == nil } : []
        return (Scan.Outcome(model: model, hasFaults: hasFaults, isStopped: !isAtEnd), news)
    }

    private var routes: [String: RouteRule] {
        Dictionary(request.policy.detection.routes.map { ($0.match, $0) }) { first, _ in first }
    }

    /// A model that shows some findings alone.
    public func model(of findings: [Finding]) -> ReportModel {
        var summary = RunSummary()
        summary.lastTime = pass.newest > .min ? pass.newest : nil
        return ReportModel(
            findings: findings, keys: [], summary: summary,
            partners: request.policy.partnerNames(of: findings.compactMap(\.key.login)),
            routes: routes, inputs: pass.names)
    }

    private func summary(_ result: DetectionResult, since before: LineTally) -> RunSummary {
        var summary = RunSummary(pass.tally.since(before), result)
        summary.files = pass.files
        summary.profile = request.policy.profile
        summary.bytesRead = pass.bytesRead
        summary.bytesInflated = pass.bytesRead
        summary.lateness = lateness
        summary.maxLateness = pass.tally.maxLateness
        if !request.pushLogs.isEmpty { summary.pushLog = RunSummary.PushLog(pass.pushTally) }
        if summary.late > 0 {
            let lines = summary.late == 1 ? "line counts" : "lines count"
            summary.inexact = "\(summary.late) late \(lines) in the totals only"
        }
        return summary
    }

    /// How far it is.
    public func state(now: Int64) -> FollowState {
        let tally = pass.tally
        return FollowState(
            inputs: pass.inputs.filter { !$0.isAtEnd }.map { input in
                FollowState.Input(
                    name: input.name, position: input.position, unfinished: input.unfinished, lines: input.tally.lines,
                    newest: input.latest, silent: now - input.lastBytes, isReplaced: input.retiredAt != nil)
            },
            watermark: pass.released > .min ? pass.released : nil, newest: pass.newest > .min ? pass.newest : nil,
            lines: tally.lines, identified: tally.identified, unidentified: tally.unidentified,
            unreadable: tally.unreadable.reduce(0, +), late: tally.late, outOfPeriod: tally.outOfPeriod,
            keys: detector?.keyCount ?? 0, openFindings: open.values.count { $0.kind == .finding },
            openObservations: open.values.count { $0.kind == .observation }, heldBytes: pass.heldBytes,
            commits: commits)
    }
}
