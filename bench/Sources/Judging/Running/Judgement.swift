import Foundation
import Workloads

/// Makes workloads, runs the program on them and scores what it prints.
public struct Judgement {
    /// What is asked for.
    public struct Order: Sendable {
        /// The seeds; each makes two workloads, one around each change of the clocks.
        public var seeds: [UInt64] = [1]
        /// Local days of a workload, at least 14.
        public var days = 60
        /// Keys of a workload.
        public var keys = 500
        /// Where logs are written.
        public var folder: String
        /// Whether logs stay there.
        public var keepsLogs = false
        /// How often the determinism of a seed is tried.
        public var permutations = 200

        /// Lines that stand behind the judged policy, to see what other thresholds would do.
        public var policyAddition = ""

        /// The usual order, with logs in a folder.
        public init(folder: String) { self.folder = folder }
    }

    private let program: Program
    private let order: Order
    private let say: (String) -> Void
    /// What was found out.
    public private(set) var score = Score()

    /// A judgement that reports its progress by `say`.
    public init(_ program: Program, _ order: Order, say: @escaping (String) -> Void) {
        self.program = program
        self.order = order
        self.say = say
    }

    /// Does all of it.
    ///
    /// - Throws: ``JudgeError`` if the program does not run, ``WorkloadError`` if there is no room for logs.
    public mutating func run() throws {
        try FileManager.default.createDirectory(atPath: order.folder, withIntermediateDirectories: true)
        let policy = order.folder + "/policy.yaml"
        try Data((JudgedPolicy.text + order.policyAddition).utf8).write(to: URL(fileURLWithPath: policy))
        for seed in order.seeds {
            for name in Season.Name.allCases {
                try judge(name, seed, policy)
            }
            try permute(seed, policy)
        }
    }

    private mutating func judge(_ name: Season.Name, _ seed: UInt64, _ policy: String) throws {
        let folder = "\(order.folder)/\(name.rawValue)-\(seed)"
        try? FileManager.default.removeItem(atPath: folder)
        let clock = ContinuousClock()
        let began = clock.now
        let workload = try Workload.make(name, seed: seed, days: order.days, keys: order.keys, into: folder)
        defer { if !order.keepsLogs { try? FileManager.default.removeItem(atPath: folder) } }
        let made = clock.now
        let json = try program.scan(workload.files, of: workload, policy: policy, format: "json")
        let ran = clock.now
        if order.keepsLogs { try json.write(to: URL(fileURLWithPath: folder + "/output.json")) }
        let output = try ProgramOutput(json: json, rules: program.rules)
        guard output.lines == workload.lines else {
            throw JudgeError(
                "\(folder): \(workload.lines) lines were written once and one file twice, but the program read "
                    + "\(output.lines); is the copy counted?")
        }
        score.hasPushLog = program.readsPushLogs
        score.take(workload, output)
        // The whole log once more, in another order and with one thread.
        var random = SeededRandom(seed, 19)
        let again = try program.scan(
            workload.files.shuffled(using: &random), of: workload, policy: policy, format: "json", threads: 1)
        score.determinism.runs += 1
        if Self.findings(json) != Self.findings(again) { score.determinism.differences.append("\(folder): all of it") }
        say(
            "seed \(seed) \(name.rawValue): \(workload.lines) lines, \(workload.files.count) files, made in "
                + "\(Self.seconds(made - began)) s, scanned in \(Self.seconds(ran - made)) s")
    }

    private mutating func permute(_ seed: UInt64, _ policy: String) throws {
        guard order.permutations > 0 else { return }
        let folder = "\(order.folder)/permuted-\(seed)"
        try? FileManager.default.removeItem(atPath: folder)
        defer { if !order.keepsLogs { try? FileManager.default.removeItem(atPath: folder) } }
        let name = seed % 2 == 0 ? Season.Name.autumn : .spring
        let workload = try Workload.make(name, seed: seed, days: 3, keys: 1, into: folder, isLight: true)
        var runs = try Permutations(program, policy: policy, workload: workload, folder: folder, seed: seed)
        try runs.run(order.permutations, into: &score.determinism)
        say("seed \(seed): \(order.permutations) permutations of \(workload.lines) lines")
    }

    /// The findings of a document, without its account of files.
    private static func findings(_ json: Data) -> Data {
        guard let from = json.range(of: Data(#""findings":["#.utf8)) else { return json }
        return json[from.lowerBound...]
    }

    private static func seconds(_ time: Duration) -> Int64 { time.components.seconds }
}
