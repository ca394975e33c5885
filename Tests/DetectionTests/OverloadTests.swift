import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

@Suite("Overload")
struct OverloadTests {
    private static func log(_ number: Int) -> (seed: UInt64, lines: [ModelLine], options: ModelOptions) {
        let seed = UInt64(number) &* 0x9e37_79b9 &+ 23
        let (lines, options) = RandomLog.makeWithOverload(seed: seed, size: 300)
        return (seed, lines, options)
    }

    @Test("is found as the slow model finds it, on random logs", arguments: Rounds.of(24))
    func randomLog(_ number: Int) throws {
        let (seed, lines, options) = Self.log(number)
        let expected = ReferenceModel.overloadFindings(lines: lines, options: options).map(\.description)
        let found = try DetectorRun(lines, options).findings.filter { $0.rule == .overload }.map(\.modelText)
        let missing = expected.filter { !found.contains($0) }
        let invented = found.filter { !expected.contains($0) }
        #expect(
            found == expected,
            "seed \(seed): missing\n\(missing.joined(separator: "\n"))\ninvented\n\(invented.joined(separator: "\n"))")
    }
}

extension OverloadTests {
    @Test("is only observed of a key that is new", arguments: Rounds.of(8))
    func newKeys(_ number: Int) throws {
        let (seed, lines, known) = Self.log(number + 300)
        var options = known
        options.newKey = [1_800_000, 20_000_000, 1 << 40][number % 3]
        let expected = ReferenceModel.overloadFindings(lines: lines, options: options).map(\.description)
        let found = try DetectorRun(lines, options).findings.filter { $0.rule == .overload }
        #expect(found.map(\.modelText) == expected, "seed \(seed)")
        if number % 3 == 2 { #expect(found.allSatisfy { $0.kind == .observation }, "seed \(seed)") }
    }

    @Test("is excused by pushes as in the slow model, on random logs", arguments: Rounds.of(6))
    func pushes(_ number: Int) throws {
        let (seed, lines, options) = Self.log(number + 200)
        var random = SeededGenerator(seed: seed)
        let paths = ["/MSDEMO/Estates/17", "/B2/Employees", "/Account/Methods"]
        let pushes = lines.filter { $0.user != Array("-".utf8) && !$0.user.isEmpty }.prefix(400).map { line in
            ModelPush(
                time: line.time + Int64.random(in: -700_000...60_000, using: &random),
                login: String(decoding: line.user, as: UTF8.self), path: paths.randomElement(using: &random) ?? "",
                isDelivered: Bool.random(using: &random) || Bool.random(using: &random))
        }
        let expected = ReferenceModel.overloadFindings(lines: lines, pushes: pushes, options: options)
        let found = try DetectorRun(lines, pushes: pushes, options).findings.filter { $0.rule == .overload }
        #expect(found.map(\.modelText) == expected.map(\.description), "seed \(seed)")
    }

    @Test func randomLogsReachTheBranches() {
        var seen: Set<String> = []
        for number in 0..<60 {
            let (_, lines, options) = Self.log(number)
            let found = ReferenceModel.overloadFindings(lines: lines, options: options)
            let last = lines.map(\.time).max()
            for finding in found {
                seen.insert("\(finding.kind)\(finding.ended == nil ? "" : " ended")")
                if finding.kind == .finding, finding.threshold == options.overload.dayMinutes { seen.insert("day") }
                if finding.text("share_of") == "requests" { seen.insert("requests") }
                if finding.text("share_of") == "server_time" { seen.insert("server time") }
                for sign in ["over_workers", "over_max_rps", "with_errors"] where finding.integer(sign) ?? 0 > 0 {
                    seen.insert(sign)
                }
                if finding.started == last, finding.kind == .observation { seen.insert("at max τ") }
                if finding.integer("requests") == 0 { seen.insert("only reached") }
                if finding.firstSeen ?? .max < finding.started { seen.insert("seen earlier") }
                if finding.installation == nil { seen.insert("no base") }
                let again = found.contains { $0.login == finding.login && $0.started > finding.started }
                if finding.ended != nil, again { seen.insert("again") }
                let (start, end) = (finding.integer("window_start") ?? 0, finding.integer("window_end") ?? 0)
                if options.overload.maintenance.contains(where: { $0.overlaps(start..<end) }) {
                    seen.insert("maintenance")
                }
            }
        }
        let wanted: Set = [
            "finding", "finding ended", "observation", "observation ended", "day", "requests", "server time",
            "over_workers", "over_max_rps", "with_errors", "at max τ", "only reached", "seen earlier", "no base",
            "again", "maintenance",
        ]
        #expect(wanted.subtracting(seen) == [])
    }
}

extension OverloadTests {
    /// The same lines in another order of equal stamps; nothing but the sort that the rules ask for tells them apart.
    @Test("does not depend on the order of lines", arguments: Rounds.of(4))
    func permutations(_ number: Int) throws {
        let (seed, lines, options) = Self.log(number * 7 + 3)
        let stamped = lines.map { line in
            var line = line
            line.time = line.time / 20_000 * 20_000
            return line
        }
        let expected = ReferenceModel.overloadFindings(lines: stamped, options: options).map(\.description)
        var random = SeededGenerator(seed: seed)
        var first: [Finding]?
        for _ in 0..<3 {
            let run = try DetectorRun(stamped.shuffled(using: &random), options)
            let found = run.findings.filter { $0.rule == .overload }.map { finding in
                var finding = finding
                // The place of a line in the input is all that a shuffle may change.
                finding.examples = finding.examples.map { example in
                    var example = example
                    example.line = 0
                    return example
                }
                return finding
            }
            #expect(found.map(\.modelText) == expected, "seed \(seed)")
            #expect(found == first ?? found, "seed \(seed)")
            first = found
        }
    }
}
