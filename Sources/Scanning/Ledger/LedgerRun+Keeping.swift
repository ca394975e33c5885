internal import Detection
internal import Foundation
internal import Ledger
internal import Policy
internal import Reports

/// What a run leaves behind.
extension LedgerRun {
    /// Everything that is to be kept, beside what the pass knows of its inputs.
    struct Harvest {
        var held = HeldEvents()
        var frontier: Int64?
        var lateness: Int64 = 0
        var ended: [Finding] = []
        var snapshot: [UInt8] = []
        var rollUps: (routes: [RouteRollUp], minutes: [MinuteTotals]) = ([], [])

        /// Takes what a pass came to, before what waits is judged for the report.
        init(_ pass: ScanPass, _ detector: inout Detector?, _ rules: [RouteRule], into begun: OpenCommit?) {
            self.init(held: pass.heldBack, frontier: pass.frontier, lateness: pass.lateness, &detector)
            begun?.put(.sums(hours, minutes))
            detector?.snapshot { piece in
                if let begun { begun.put(.windows(piece)) } else { snapshot += piece }
            }
            begun?.put(.waiting(state(rules)))
        }

        /// The same of what any reading came to, but for the windows: `held` waits, and everything before `frontier` was
        /// judged.
        init(held: HeldEvents, frontier: Int64, lateness: Int64, _ detector: inout Detector?) {
            self.held = held
            self.frontier = frontier == .min ? nil : frontier
            self.lateness = lateness
            // What has ended by now is kept as ended, also of keys that are silent since.
            let last = held.events.reduce(detector?.reached ?? .min) { max($0, $1.time) }
            if frontier > .min { detector?.advance(to: min(frontier, last)) }
            ended = detector?.takeEnded() ?? []
            rollUps = detector?.takeRollUps() ?? ([], [])
        }

        /// Where the next run goes on.
        func state(_ rules: [RouteRule]) -> KeptState {
            KeptState(snapshot: snapshot, heldLines: held.encoded(rules), frontier: frontier, lateness: lateness)
        }

        var hours: [HourlyRollUp] { rollUps.routes.map(HourlyRollUp.init) }

        var minutes: [MinuteRollUp] {
            rollUps.minutes.map {
                MinuteRollUp(minute: $0.minute, requests: $0.requests, serverErrors: $0.serverErrors)
            }
        }
    }

    /// Refuses lines that earlier runs have counted.
    func refuseRepeats(_ behind: [(name: String, lines: Int64, samples: [InputSamples.Line])]) throws(ScanError) {
        guard let file else { return }
        for input in behind {
            let known: KnownLines
            do throws(LedgerError) {
                known = try file.knownLines(input.samples)
            } catch {
                throw ScanError(error.description, .ledger)
            }
            if known.isOverlap(ofLines: input.lines) {
                throw ScanError(known.sentence(input.name) { CivilTime(milliseconds: $0).rfc3339 })
            }
        }
    }

    /// Refuses inputs with gzip members that others hold.
    private func refuseMembers(_ inputs: [InputRecord]) throws(ScanError) {
        let before = Dictionary(
            entries.compactMap { entry in entry?.rest.map { (entry?.ordinal ?? 0, $0.offset) } }
        ) { first, _ in first }
        // What is computed anew was looked at when it was read.
        var members = RepeatedMembers(replacement == nil ? past.inputs : [])
        if let fault = members.fault(inputs, before: before) { throw ScanError(fault) }
    }

    /// Sums from which on they are put away.
    private static let manySums = 1 << 14

    /// Puts the sums of a detector away until the commit, where there are many: what a first run over many days holds does
    /// not grow with them.
    func putAway(_ detector: inout Detector?) throws(ScanError) {
        guard detector?.rollUpCount ?? 0 >= Self.manySums, let sums = detector?.takeFullRollUps() else { return }
        guard !use.isDryRun, let file else { return }
        do throws(LedgerError) {
            try file.spool(sums.map(HourlyRollUp.init))
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// What was read of the inputs.
    struct Reading {
        var inputs: [InputRecord] = []
        var samples: [InputSamples] = []
    }

    /// What a pass read of its inputs.
    func reading(_ pass: ScanPass) -> Reading { Reading(inputs: records(pass), samples: pass.samples) }

    /// Begins to keep a run, beside what follows; `nil` where it is kept all at once, or not at all.
    func begin() throws(ScanError) -> OpenCommit? {
        guard !use.isDryRun, replacement == nil, let file else { return nil }
        do throws(LedgerError) {
            return try file.begin()
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// Keeps everything in one transaction: in `begun`, where it was begun, which has the windows and sums of the harvest.
    ///
    /// - Returns: what the summary says of it.
    /// - Throws: `ScanError` with status `ledger` where it cannot be kept.
    func keep(
        _ harvest: Harvest, _ reading: Reading, _ findings: [Finding], _ book: CaseBook?, _ summary: RunSummary,
        _ request: ScanRequest, started: Date, begun: OpenCommit? = nil, zone: @escaping @Sendable (Int64) -> Int64
    ) throws(ScanError) -> RunSummary.LedgerNote {
        if !request.allowsOverlap { try refuseMembers(reading.inputs) }
        var note = RunSummary.LedgerNote(path: use.path, run: past.runs + 1, waiting: harvest.held.events.count)
        note.frontier = harvest.frontier
        let findings = kept(harvest.ended, findings)
        let effect = try effect(on: findings)
        if let effect { tell(effect, &note) }
        guard !use.isDryRun, let file else {
            note.isDryRun = true
            return note
        }
        var commit = RunCommit(run: record(summary, request, started), state: nil)
        if begun == nil {
            commit.state = harvest.state(request.policy.detection.routes)
            (commit.rollUps, commit.minutes) = (harvest.hours, harvest.minutes)
        }
        commit.inputs = reading.inputs + moved
        commit.samples = reading.samples
        commit.findings = findings
        var book = book
        if let replacement, let effect {
            commit.removed = replacement.targets.map(\.record.ordinal)
            commit.run.replaced = replacement.names
            book?.note(
                recomputedWithout: replacement.names, run: note.run, cases: effect.cases.map(\.id),
                at: Self.milliseconds(Date()))
        }
        if let book {
            (commit.cases, commit.letters) = (book.caseRows, book.letterRows)
            (commit.history, commit.days) = (book.history, book.judged)
        }
        commit.isSimulation = request.isSimulation
        if let now = harvest.frontier {
            let kept = request.policy.ledger
            commit.retention = Retention(
                now: now, keepHours: Int64(kept.keepHours) * 1000, keepAll: Int64(kept.retention) * 1000,
                keepSamples: Int64(kept.keepSamples) * 1000, startOfDay: zone)
        }
        do throws(LedgerError) {
            if let begun { try file.commit(begun, commit) } else { try file.commit(commit) }
            return note
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    private func record(_ summary: RunSummary, _ request: ScanRequest, _ started: Date) -> RunRecord {
        var run = RunRecord(
            version: use.version, policyDigest: TextDigest.sha256(use.policyText), policyText: use.policyText,
            arguments: use.arguments, started: Self.milliseconds(started), ended: Self.milliseconds(Date()))
        run.counts.lines = summary.lines
        run.counts.identified = summary.identified
        run.counts.unidentified = summary.unidentified
        run.counts.outOfPeriod = summary.outOfPeriod
        run.counts.unreadable = summary.unreadable.reduce(0) { $0 + $1.lines }
        run.counts.late = summary.late
        run.counts.directives = summary.directives
        (run.firstTime, run.lastTime) = (summary.firstTime, summary.lastTime)
        run.gaps = summary.gaps.map { RunRecord.Gap(from: $0.from, to: $0.to) }
        (run.lateness, run.maxLateness, run.inexact) = (summary.lateness, summary.maxLateness, summary.inexact)
        return run
    }

    private static func milliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    /// What is known of the inputs that were read, whole or in part.
    private func records(_ pass: ScanPass) -> [InputRecord] {
        let byOrdinal = Dictionary(entries.compactMap { $0 }.map { ($0.ordinal, $0) }) { first, _ in first }
        return pass.accounts.compactMap { read in
            guard let entry = byOrdinal[read.ordinal] else { return nil }
            // What was not read to its end must be looked at again, though it lies as it did.
            var record = InputRecord(
                read.account, ordinal: entry.ordinal, name: entry.name, known: entry.known,
                status: read.isAtEnd ? entry.status : nil, firstTime: read.first, lastTime: read.last,
                isPlain: entry.isPlain, hasFault: read.hasFault || !read.isAtEnd)
            record.isPush = entry.isPush
            return record
        }
    }

    /// Findings that ended, as they were handed out, and those that are open, as they are now. What ended only by the lines
    /// that wait is open still: the next run will see them again.
    private func kept(_ ended: [Finding], _ all: [Finding]) -> [KeptFinding] {
        let old = endedBefore.identifiers.union(endedSince.map(\.identifier))
        let closed = Dictionary(ended.map { ($0.identifier, $0) }) { first, _ in first }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return all.compactMap { finding in
            let identifier = finding.identifier
            if old.contains(identifier) { return nil }
            var finding = finding
            if closed[identifier] == nil { finding.ended = nil }
            guard let json = try? encoder.encode(closed[identifier] ?? finding) else { return nil }
            return KeptFinding(finding, id: identifier, json: String(decoding: json, as: UTF8.self))
        }
    }
}

extension HourlyRollUp {
    fileprivate init(_ rollUp: RouteRollUp) {
        let sums = rollUp.sums
        self.init(
            hour: rollUp.hour, key: rollUp.key, route: rollUp.route,
            counts: RollUpCounts(
                requests: sums.requests, bytes: sums.bytes, serverMilliseconds: sums.serverMilliseconds,
                notModified: sums.notModified, clientErrors: sums.clientErrors, serverErrors: sums.serverErrors,
                throttled: sums.throttled, excess: sums.excess, excessBytes: sums.excessBytes))
    }
}
