import ModelComparison
import ReferenceModel
import Testing

@testable import Detection

/// Laws that hold whatever the log is: what may be added, taken away or moved without anybody being accused of more.
@Suite("Laws")
struct MetamorphicTests {
    private static let runs = Rounds.of(8)

    private func seed(_ number: Int) -> UInt64 { UInt64(number) &* 0x9e37_79b9 &+ 5 }

    /// The largest of a figure by key, route and target, over all findings and observations of a rule.
    private func largest(_ findings: [Finding], _ rule: RuleName, _ figure: (Finding) -> Int64) -> [String: Int64] {
        let pairs = findings.filter { $0.rule == rule }.map { finding in
            let key = "\(finding.key.login ?? "-") \(finding.key.installation ?? "-")"
            return ("\(key) \(finding.route) \(finding.target ?? "-")", figure(finding))
        }
        return Dictionary(pairs) { max($0, $1) }
    }

    /// Where the second run has more than the first.
    private func raised(_ before: [String: Int64], _ after: [String: Int64]) -> [String] {
        after.filter { $0.value > before[$0.key] ?? 0 }.map { "\($0.key): \(before[$0.key] ?? 0) to \($0.value)" }
            .sorted()
    }

    /// The root lies above every installation, so what is written anywhere forgives a fetch of it; keys without an
    /// installation are left out.
    @Test("a key of another installation changes nothing", arguments: runs)
    func anotherInstallation(_ number: Int) throws {
        let (lines, options) = RandomLog.make(seed: seed(number), size: 400)
        let times = lines.map(\.time).sorted()
        let others = lines.enumerated().filter { $0.offset % 2 == 0 && $0.element.time > times[0] }.map {
            var line = $0.element
            line.user = Array("omega".utf8)
            line.target = Array("/ZZOTHER".utf8) + line.target
            line.status = $0.offset % 8 == 0 ? 204 : line.status
            line.method = $0.offset % 8 == 0 ? "PUT" : line.method
            return line
        }
        func texts(_ lines: [ModelLine]) throws -> [String] {
            let findings = try DetectorRun(lines, options).findings
            return findings.filter { $0.key.login != "omega" && $0.key.installation != nil }.map(\.modelText)
        }
        #expect(try texts(lines + others) == (try texts(lines)), "seed \(seed(number))")
    }

    @Test("a write or a delivery never raises repeated fetches", arguments: runs)
    func writesAndDeliveries(_ number: Int) throws {
        var (lines, options) = RandomLog.make(seed: seed(number), size: 400)
        (options.excess, options.sharePercent) = (1, 1)
        let paths = lines.filter { $0.method == "GET" }.map { line in
            String(decoding: line.target.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }, as: UTF8.self)
        }
        let times = lines.map(\.time).sorted()
        let chosen = stride(from: number % 5, to: paths.count, by: 9).map { (times[$0 % times.count], paths[$0]) }
        let writes = chosen.map {
            ModelLine(time: $0.0 + 1, status: 200, method: "PUT", target: $0.1, user: "writer")
        }.filter { $0.time <= times[times.count - 1] }
        let pushes = chosen.map { ModelPush(time: $0.0, path: $0.1) }
        func excess(_ lines: [ModelLine], _ pushes: [ModelPush]? = nil) throws -> [String: Int64] {
            let findings = try DetectorRun(lines, pushes: pushes, options).findings
            return largest(findings.filter { $0.key.login != "writer" }, .repeatedFetch) { $0.waste.requests }
        }
        let before = try excess(lines)
        #expect(raised(before, try excess(lines + writes)) == [], "seed \(seed(number)), writes")
        #expect(raised(before, try excess(lines, pushes)) == [], "seed \(seed(number)), deliveries")
    }

    @Test("a failed delivery never raises polling", arguments: runs)
    func failures(_ number: Int) throws {
        let (lines, pushes, options) = RandomLog.makeWithPushes(seed: seed(number), size: 300)
        let failures = pushes.enumerated().filter { $0.offset % 3 == 0 }.map {
            ModelPush(time: $0.element.time, login: $0.element.login, path: $0.element.path, isDelivered: false)
        }
        func blocks(_ pushes: [ModelPush]) throws -> [String: Int64] {
            largest(try DetectorRun(lines, pushes: pushes, options).findings, .polling) {
                guard case .polling(let figures) = $0.evidence else { return 0 }
                return figures.regularBlocks
            }
        }
        #expect(raised(try blocks(pushes), try blocks(pushes + failures)) == [], "seed \(seed(number))")
    }

    @Test("fewer lines of a key never raise its quotas", arguments: runs)
    func fewerLines(_ number: Int) throws {
        let (lines, options) = RandomLog.makeWithQuotas(seed: seed(number), size: 400)
        let times = lines.map(\.time).sorted()
        let fewer = lines.enumerated().filter { line in
            line.offset % 4 != 0 || line.element.time == times[0] || line.element.time == times[times.count - 1]
        }.map(\.element)
        for figure in [\QuotaEvidence.peak, \.above] {
            func use(_ lines: [ModelLine]) throws -> [String: Int64] {
                largest(try DetectorRun(lines, options).findings, .quota) {
                    guard case .quota(let evidence) = $0.evidence else { return 0 }
                    return evidence[keyPath: figure]
                }
            }
            #expect(raised(try use(lines), try use(fewer)) == [], "seed \(seed(number))")
        }
    }

    @Test("a log a week later makes the report of a week later", arguments: runs)
    func aWeekLater(_ number: Int) throws {
        var (lines, options) = RandomLog.make(seed: seed(number), size: 400)
        let week: Int64 = 7 * 86_400_000
        // A zone without changes of clocks, and blocks of which a week holds a whole number.
        options.timeZone = "Asia/Kathmandu"
        options.minIntervalSeconds = [60, 120, 300][number % 3]
        options.routes = options.routes.map { route in
            var route = route
            route.minIntervalSeconds = nil
            return route
        }
        (options.since, options.until) = (nil, nil)
        let now = try DetectorRun(lines, options).findings
        for index in lines.indices { lines[index].time += week }
        let later = try DetectorRun(lines, options).findings
        #expect(later.map { Self.times($0, -week) } == now.map { Self.times($0, 0) }, "seed \(seed(number))")
        #expect(later.map(\.waste) == now.map(\.waste) && later.map(\.points) == now.map(\.points))
    }

    /// What a finding says, with its moments moved.
    private static func times(_ finding: Finding, _ by: Int64) -> String {
        let moments = [finding.started, finding.ended, finding.firstSeen].map { $0.map { String($0 + by) } ?? "-" }
        let examples = finding.examples.map { String($0.time + by) }
        let head = "\(finding.kind) \(finding.rule) \(finding.key) \(finding.route) \(finding.target ?? "-")"
        return "\(head) \(moments) \(finding.observed) \(examples)"
    }
}
