import Foundation
import Workloads

/// Runs the program on one log many times: its files in other orders, cut elsewhere, packed or not, with 1 and 2 threads.
struct Permutations {
    let program: Program
    let policy: String
    let workload: Workload
    /// For each file of the log, some sets of files that hold the same lines.
    private var forms: [[[String]]] = []
    private let copy: String
    private var random: SeededRandom

    init(_ program: Program, policy: String, workload: Workload, folder: String, seed: UInt64) throws {
        self.program = program
        self.policy = policy
        self.workload = workload
        random = SeededRandom(seed, 17)
        // The copy of a file is one only where neither is cut.
        copy = workload.files.last ?? ""
        for (number, file) in workload.files.dropLast().enumerated() {
            var sets = [[file]]
            for form in 0..<2 {
                sets.append(try cut(file, into: "\(folder)/cut-\(number)-\(form)", pieces: 2 + 2 * form))
            }
            forms.append(sets)
        }
    }

    /// The same lines in files of their own, cut between any two lines, some gzipped.
    private mutating func cut(_ file: String, into name: String, pieces: Int) throws -> [String] {
        let bytes = try Self.unpacked(file)
        let ends = bytes.indices.filter { bytes[$0] == 0x0A }
        guard ends.count >= pieces else { return [file] }
        let cuts = (1..<pieces).map { _ in ends[random.below(ends.count)] + 1 }.sorted()
        var paths: [String] = []
        for (piece, range) in zip([0] + cuts, cuts + [bytes.count]).enumerated() where range.0 < range.1 {
            let path = "\(name)-\(piece).log"
            try bytes[range.0..<range.1].write(to: URL(fileURLWithPath: path))
            if random.happens(0.5) {
                try Self.shell("/bin/gzip", ["-1", path])
                paths.append(path + ".gz")
            } else {
                paths.append(path)
            }
        }
        return paths
    }

    /// Runs `count` times and notes what was printed otherwise than at first.
    mutating func run(_ count: Int, into repetitions: inout Repetitions) throws {
        let first = try program.scan(
            forms.flatMap { $0[0] } + [copy], of: workload, policy: policy, format: "ndjson")
        let expected = Self.withoutPlaces(first)
        for number in 0..<count {
            let isUncut = number % 3 == 0
            var files = forms.flatMap { isUncut ? $0[0] : $0[random.below($0.count)] }
            if isUncut { files.append(copy) }
            files.shuffle(using: &random)
            let threads = 1 + random.below(2)
            let seen = try program.scan(files, of: workload, policy: policy, format: "ndjson", threads: threads)
            repetitions.runs += 1
            // Uncut files must give every byte; others tell where a line lay, and that alone may differ.
            let isEqual = isUncut ? seen == first : Self.withoutPlaces(seen) == expected
            if !isEqual {
                repetitions.differences.append("run \(number), \(threads) threads: \(files.joined(separator: " "))")
            }
        }
    }

    /// Output without `"file":…,"line":…` of examples.
    static func withoutPlaces(_ output: Data) -> String {
        String(decoding: output, as: UTF8.self)
            .replacing(#/"file":"[^"]*","line":[0-9]+,/#, with: "")
    }

    private static func unpacked(_ file: String) throws -> Data {
        guard file.hasSuffix(".gz") else { return try Data(contentsOf: URL(fileURLWithPath: file)) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/gzip")
        process.arguments = ["-dc", file]
        process.standardOutput = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return bytes
    }

    private static func shell(_ path: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
    }
}
