import Foundation
import Testing
import Workloads

/// What workloads promise of themselves.
@Suite struct WorkloadTests {
    @Test func bothChangesOfTheClocksLieInside() {
        let spring = Season(.spring, days: 60)
        let autumn = Season(.autumn, days: 60)
        #expect(CivilDate.text(spring.firstDay + 30) == "2026-03-29")
        #expect(spring.starts[30] == 1_774_738_800)
        #expect(spring.starts[31] - spring.starts[30] == 23 * 3600)
        #expect(CivilDate.text(autumn.firstDay + 30) == "2026-10-25")
        #expect(autumn.starts[30] == 1_792_879_200)
        #expect(autumn.starts[31] - autumn.starts[30] == 25 * 3600)
    }

    @Test func everyArchetypeIsThere() throws {
        let workload = try JudgedRun.shared.get().workload
        let kinds = Dictionary(grouping: workload.keys, by: \.label).mapValues { Set($0.map(\.archetype)).count }
        #expect(kinds[.good] == 12)
        #expect(kinds[.nearMiss] ?? 0 >= 16)
        #expect(kinds[.abusive] ?? 0 >= 14)
    }

    @Test func theSameSeedGivesTheSameTruth() throws {
        let first = try JudgedRun.shared.get().workload
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("judge-again-\(getpid())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let second = try Workload.make(.spring, seed: 3, days: 14, keys: 1, into: folder, isLight: true)
        #expect(second.lines == first.lines)
        #expect(second.truths.map(\.requests) == first.truths.map(\.requests))
        #expect(second.truths.map(\.abuseDays) == first.truths.map(\.abuseDays))
        for (one, other) in zip(first.files, second.files).prefix(4) {
            #expect(FileManager.default.contentsEqual(atPath: one, andPath: other), "\(one) \(other)")
        }
    }
}
