import AccessLog
import Detection
import Testing

@testable import Ledger

/// Commits that follow one another: what is kept after the nth is known from n alone.
enum SampleCommit {
    static let hour: Int64 = 3_600_000
    static let day: Int64 = 86_400_000
    static let key = PartnerKey(login: "alfa-web", installation: "MSDEMO")
    static let other = PartnerKey(login: nil, installation: "MSNORD")

    /// The nth commit, from 1.
    static func number(_ n: Int, snapshotLength: Int = 700_000) -> RunCommit {
        var run = RunRecord(
            version: "0.1.0", policyDigest: "d\(n / 2)", policyText: "policy \(n / 2)",
            arguments: ["--ledger", "a b", "\(n)"], started: Int64(n) * hour, ended: Int64(n) * hour + 5)
        run.counts.lines = Int64(n)
        run.counts.identified = Int64(n)
        (run.firstTime, run.lastTime) = (Int64(n) * hour, Int64(n) * hour + 10)
        run.gaps = [RunRecord.Gap(from: Int64(n), to: Int64(n) + 1)]
        run.inexact = n % 2 == 0 ? nil : "a lower bound"
        var commit = RunCommit(run: run, state: state(n, snapshotLength))
        commit.inputs = [input(n, finished: n - 1), input(n, finished: n)].filter { $0.ordinal > 0 }
        commit.samples = [InputSamples(ordinal: Int32(n), lines: [.init(hash: UInt64(n) << 56, time: Int64(n) * hour)])]
        commit.findings = [finding(n, ended: nil), finding(n - 1, ended: Int64(n) * hour)]
        commit.rollUps = [key, other].map { key in
            HourlyRollUp(
                hour: 0, key: key, route: "GET /{installation}/Estates", counts: RollUpCounts(requests: 1, bytes: 10))
        }
        commit.minutes = [MinuteRollUp(minute: 60_000, requests: 2, serverErrors: 1)]
        commit.cases = [
            CaseRow(id: "C1", key: key, clause: 3, stage: "stage \(n)", opened: 1, updated: Int64(n), json: "{}")
        ]
        commit.letters = [
            LetterRow(
                id: "L\(n)", caseID: "C1", kind: "notice", stage: "draft", drafted: Int64(n), updated: 0, json: "{}")
        ]
        commit.history = [
            HistoryRow(
                number: Int64(n), caseID: "C1", time: Int64(n), kind: "drafted", json: "{\"n\":\(n)}",
                previous: n == 1 ? "" : "digest \(n - 1)", digest: "digest \(n)")
        ]
        return commit
    }

    static func state(_ n: Int, _ length: Int = 700_000) -> KeptState {
        KeptState(
            snapshot: bytes(n, length + n * 70_001 % 1_500_000), heldLines: bytes(n + 1, n * 1000),
            frontier: Int64(n) * hour, lateness: 10_000)
    }

    /// Bytes that differ from page to page and from number to number.
    static func bytes(_ n: Int, _ length: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: n &* 37), count: length)
        for place in stride(from: 0, to: length, by: 1021) {
            bytes[place] = UInt8(truncatingIfNeeded: place / 1021 &+ n)
        }
        return bytes
    }

    static func input(_ n: Int, finished: Int) -> InputRecord {
        InputRecord(
            ordinal: Int32(finished), name: "access-\(finished).log.gz",
            content: ContentIdentity(crc: .max - UInt32(finished), length: Int64(n) * 1000), lines: Int64(n),
            firstTime: 1, lastTime: 2, head: InputHead(length: 4096, crc: 7), tail: 9,
            prefixes: [ContentIdentity(crc: 3, length: 4 << 20)],
            isPlain: n % 2 == 0, members: [ContentIdentity(crc: 4, length: 5)],
            status: FileStatus(device: 1, inode: Int64(finished), size: 3, modified: 4),
            state: finished == n ? .growing : .finished)
    }

    static func finding(_ n: Int, ended: Int64?) -> KeptFinding {
        KeptFinding(
            id: "finding-\(n)", kind: .finding, rule: .polling, key: key, route: "GET /{installation}/Estates",
            target: "/MSDEMO/Estates", started: Int64(n) * hour, ended: ended, points: 30,
            days: [DayPoints(day: 0, points: 30), DayPoints(day: day, points: 15)], json: "{\"n\":\(n)}")
    }

    /// Whether a ledger holds exactly what the first n commits leave behind.
    static func expect(_ ledger: LedgerFile, after n: Int, snapshotLength: Int = 700_000) throws {
        let past = try ledger.past()
        #expect(past.runs == n)
        guard n > 0 else { return #expect(past == LedgerPast()) }
        #expect(past.state == state(n, snapshotLength))
        #expect(past.nextOrdinal == Int32(n + 1))
        #expect(past.inputs.map(\.ordinal) == (1...n).map(Int32.init))
        #expect(past.inputs.last == with(input(n, finished: n)) { $0.run = Int64(n) })
        #expect(past.inputs.dropLast().allSatisfy { $0.state == .finished })
        var findings: [KeptFinding] = []
        try ledger.findings { findings.append($0) }
        #expect(findings == (0..<n).map { finding($0, ended: Int64($0 + 1) * hour) } + [finding(n, ended: nil)])
        var rollUps: [HourlyRollUp] = []
        try ledger.hourly(in: 0..<hour) { rollUps.append($0) }
        #expect(
            rollUps.map(\.counts) == [
                RollUpCounts(requests: Int64(n), bytes: Int64(10 * n)),
                RollUpCounts(requests: Int64(n), bytes: Int64(10 * n)),
            ])
        #expect(rollUps.map(\.key) == [key, other])
        var minutes: [MinuteRollUp] = []
        try ledger.minutes(in: 0..<hour) { minutes.append($0) }
        #expect(minutes == [MinuteRollUp(minute: 60_000, requests: Int64(2 * n), serverErrors: Int64(n))])
        #expect(try ledger.cases() == number(n).cases)
        #expect(try ledger.letters(ofCase: "C1").map(\.id) == (1...n).map { "L\($0)" })
        var steps: [Int64] = []
        try ledger.history { steps.append($0.number) }
        #expect(steps == (1...n).map(Int64.init))
        #expect(try ledger.lastStep()?.digest == "digest \(n)")
        #expect(try ledger.runs() == (1...n).map { n in with(number(n).run) { $0.id = Int64(n) } })
        #expect(try ledger.lastRun()?.id == Int64(n))
    }

    static func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
        var value = value
        change(&value)
        return value
    }
}
