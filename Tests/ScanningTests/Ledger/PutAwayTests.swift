import Foundation
import ModelComparison
import ReferenceModel
import Testing

@testable import Scanning

/// Sums that are put away on disk while a first run goes on change no result.
extension LedgerScanTests {
    @Test("sums put away from any number on are the same sums", arguments: Rounds.of(2))
    func putAway(_ number: Int) throws {
        let seed = UInt64(number) + 1800
        // Lines behind the bound: the files are read twice, and what was put away of the first reading does not count.
        let sample = try SampleLog(seed: seed, size: 900, jitter: number == 0 ? 10_000 : 40_000)
        let folder = try LogFolder()
        let half = sample.text.count / 2
        let files = [
            try folder.write(Array(sample.text[..<half]), "1.log", .plain),
            try folder.write(Array(sample.text[half...]), "2.log", .best),
        ]
        var expected: (findings: [String], sums: [String])?
        for many in [Int.max, 1, 7, 60] {
            let ledger = folder.path + "/\(many).db"
            var request = request(files, sample, ledger: ledger)
            request.ledger?.manySums = many
            let found = findings(try Scan(request).run().model)
            let kept = try sums(ledger)
            #expect(kept.count > 60, "seed \(seed)")
            expect(found, expected?.findings ?? found, "from \(many) on, seed \(seed)")
            expect(kept, expected?.sums ?? kept, "sums from \(many) on, seed \(seed)")
            expected = (found, kept)
        }
    }
}
