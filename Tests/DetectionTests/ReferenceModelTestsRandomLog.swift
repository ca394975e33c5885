import ReferenceModel
import Testing

/// What random logs are good for: they must reach the rules' branches, and the model must not depend on the lines' order.
@Suite struct ReferenceModelTestsRandomLog {
    @Test(arguments: 1...12) func `The order of lines does not matter`(seed: UInt64) {
        let (lines, options) = RandomLog.make(seed: seed, size: 1_200)
        var random = SeededGenerator(seed: seed)
        let found = ReferenceModel.findings(lines: lines, options: options)
        #expect(
            found == ReferenceModel.findings(lines: lines.shuffled(using: &random), options: options), "seed \(seed)")
        #expect(found == ReferenceModel.findings(lines: lines.reversed(), options: options), "seed \(seed)")
    }

    @Test func `The same seed gives the same log`() {
        #expect(RandomLog.make(seed: 7, size: 600) == RandomLog.make(seed: 7, size: 600))
        #expect(RandomLog.make(seed: 7, size: 600).lines != RandomLog.make(seed: 8, size: 600).lines)
        #expect(RandomTarget.make(seed: 7, count: 50) == RandomTarget.make(seed: 7, count: 50))
    }

    @Test func `Canonical forms are their own, whatever the target`() {
        // A stray percent sign may become an escape when what follows it is decoded: `%4%41` is `%4A`, which is no longer stray.
        let strays = ["%4", "%zz", "%%"]
        for target in RandomTarget.make(seed: 1, count: 3_000) {
            let text = String(decoding: target, as: UTF8.self)
            if strays.contains(where: { text.replacing("%41", with: "").contains($0) }) || text.hasSuffix("%") {
                continue
            }
            let canonical = ReferenceModel.canonical(target)
            #expect(ReferenceModel.canonical(canonical) == canonical, "\(text)")
        }
    }

    /// A law of the rules: the lines of another installation, written by its own keys alone, change nothing.
    @Test(arguments: 21...26) func `Another installation changes nothing`(seed: UInt64) {
        let (lines, options) = RandomLog.make(seed: seed, size: 1_000)
        let times = lines.map(\.time)
        let stranger = times.map { ModelLine(time: $0, target: "/STRANGER/Estates", user: "stranger") }
        let found = ReferenceModel.findings(lines: lines + stranger, options: options)
        #expect(
            found.filter { $0.login != "stranger" } == ReferenceModel.findings(lines: lines, options: options),
            "seed \(seed)")
    }

    /// Another law: a write never raises A.
    @Test(arguments: 31...36) func `Writes only forgive`(seed: UInt64) {
        var (lines, options) = RandomLog.make(seed: seed, size: 1_000)
        options.routes = options.routes.filter { !$0.isSafePost }
        func excess() -> Int64 {
            ReferenceModel.findings(lines: lines, options: options)
                .filter { $0.rule == "repeated_fetch" }.map(\.waste.requests).reduce(0, +)
        }
        let before = excess()
        for time in lines.map(\.time) {
            lines.append(ModelLine(time: time, status: 204, method: "PUT", target: "/MSDEMO/Estates", user: "-"))
        }
        #expect(excess() <= before, "seed \(seed)")
    }

    /// Over some dozens of logs, everything that can happen to an episode happens.
    @Test func `Random logs reach the branches`() {
        var seen: [String: Int] = [:]
        func note(_ what: String, if holds: Bool = true) { seen[what, default: 0] += holds ? 1 : 0 }
        for seed in UInt64(100)..<160 {
            let (lines, options) = RandomLog.make(seed: seed, size: 1_500)
            let found = ReferenceModel.findings(lines: lines, options: options)
            note("nothing", if: found.isEmpty)
            for (finding, next) in zip(found, found.dropFirst() + found.prefix(1)) {
                let name = "\(finding.kind) \(finding.rule)"
                note(name)
                note(name + " cleared", if: finding.ended != nil)
                note(name + " seen earlier", if: finding.firstSeen != finding.started && finding.firstSeen != nil)
                let isSame = finding.login == next.login && finding.installation == next.installation
                note(
                    name + " again",
                    if: isSame && finding.rule == next.rule && finding.route == next.route
                        && finding.target == next.target
                        && finding.kind == next.kind && finding.started < next.started)
                note("by " + (finding.text("fingerprint") ?? finding.text("detector") ?? "days"))
                note("without installation", if: finding.installation == nil)
                note("content changes", if: finding.integer("changes") ?? 0 > 0)
                note("at max τ", if: finding.integer("window_end") == lines.map(\.time).max())
            }
        }
        let wanted = [
            "nothing", "finding repeated_fetch", "finding repeated_fetch cleared",
            "finding repeated_fetch seen earlier",
            "finding repeated_fetch again", "observation repeated_fetch", "observation repeated_fetch cleared",
            "finding polling",
            "finding polling cleared",
            "finding polling seen earlier", "finding polling again", "observation polling",
            "observation polling cleared",
            "observation polling again", "observation round_the_clock", "observation round_the_clock cleared", "by D1",
            "by D2", "by etag", "by size", "without installation", "content changes", "at max τ",
        ]
        for name in wanted { #expect(seen[name, default: 0] > 0, "no log had: \(name)") }
    }

    @Test func `A line renders as nginx writes it`() {
        var line = ModelLine(
            time: 1_772_434_937_678, duration: 1_052, bytes: nil, status: 304, target: "/MSDEMO/Estates?q=\"æ\\",
            user: "", agent: "Alfa\tSync")
        #expect(
            line.combinedText == "192.0.2.1 - - [02/Mar/2026:07:02:17 +0000] "
                + "\"GET /MSDEMO/Estates?q=\\x22\\xC3\\xA6\\x5C HTTP/1.1\" 304 - \"-\" \"Alfa\\x09Sync\" rt=1.052")
        line.duration = nil
        #expect(line.combinedText.hasSuffix("\"Alfa\\x09Sync\" rt=-"))
        #expect(line.asRead.time == 1_772_434_937_000 && line.asRead.bytes == 0)
    }
}
