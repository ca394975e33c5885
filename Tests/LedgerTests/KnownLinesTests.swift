import AccessLog
import Testing

@testable import Ledger

@Suite("Whether lines were read before")
struct KnownLinesTests {
    private func ledger(_ folder: LedgerFolder) throws -> LedgerFile {
        let ledger = try LedgerFile.open(folder.ledger, for: .writing)
        var commit = SampleCommit.number(2)
        commit.history = []
        commit.inputs = [SampleCommit.input(1, finished: 1), SampleCommit.input(2, finished: 2)]
        commit.samples = [
            InputSamples(ordinal: 1, lines: (1...10).map { .init(hash: UInt64($0) << 8, time: Int64($0)) }),
            InputSamples(ordinal: 2, lines: (9...12).map { .init(hash: UInt64.max - UInt64($0), time: Int64($0)) }),
        ]
        try ledger.commit(commit)
        return ledger
    }

    @Test func linesAreFoundByHashAndTime() throws {
        let folder = try LedgerFolder()
        let ledger = try ledger(folder)
        let known = try ledger.knownLines([
            .init(hash: 3 << 8, time: 3), .init(hash: 5 << 8, time: 5), .init(hash: 6 << 8, time: 7),
            .init(hash: .max - 12, time: 12), .init(hash: 99, time: 1),
        ])
        var expected = KnownLines(asked: 5, known: 3, holders: [])
        expected.holders = [.init(name: "access-1.log.gz", samples: 2), .init(name: "access-2.log.gz", samples: 1)]
        (expected.from, expected.to) = (3, 12)
        #expect(known == expected)
        #expect(
            known.sentence("b.log", span: { "t\($0)" })
                == "b.log repeats lines of access-1.log.gz from t3 to t12 that an earlier run has counted (3 of 5 looked "
                + "at), and a line that counts twice accuses falsely; give only what is new, or --allow-overlap if they are "
                + "different requests")
    }

    @Test(arguments: [
        (4, 3, 1000, true), (4, 2, 1000, false), (3, 3, 1000, false), (4, 3, 999, false), (100, 51, 25_600, true),
        (100, 50, 25_600, false), (0, 0, 5000, false),
    ]) func overlapIsMoreThanHalf(asked: Int, known: Int, lines: Int64, isOverlap: Bool) {
        #expect(KnownLines(asked: asked, known: known, holders: []).isOverlap(ofLines: lines) == isOverlap)
    }

    @Test func samplesGoWithTime() throws {
        let folder = try LedgerFolder()
        let ledger = try ledger(folder)
        var commit = SampleCommit.number(3)
        commit.history = []
        commit.samples = []
        commit.retention = Retention(now: 36 * SampleCommit.day) { $0 }
        try ledger.commit(commit)
        #expect(try ledger.knownLines([.init(hash: 3 << 8, time: 3)]).known == 0)
    }
}
