import Foundation
import Ledger
import ReferenceModel
import Reports
import Testing

@testable import Scanning

/// Files that somebody put together of others with `cat`, which gzip allows.
extension LedgerScanTests {
    /// Four parts of a log, packed by gzip(1), and pigz(1) where it is installed.
    private func parts(_ folder: LogFolder, _ sample: SampleLog) throws -> [String] {
        let size = sample.text.count / 4
        return try (0..<4).map { number in
            let lines = Array(sample.text[number * size..<(number + 1) * size])
            let file = try folder.write(lines, "\(number).gz", number == 2 ? .members : .best)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = [
                "-c", "if command -v pigz; then gunzip -c \(file) | pigz -c > \(file).p; mv \(file).p \(file); fi",
            ]
            process.standardOutput = Pipe()
            if number == 1 {
                try process.run()
                process.waitUntilExit()
            }
            return file
        }
    }

    private func join(_ files: [String], _ name: String, _ folder: LogFolder) throws -> String {
        let all = try files.reduce(into: Data()) { $0 += try Data(contentsOf: URL(fileURLWithPath: $1)) }
        try all.write(to: URL(fileURLWithPath: folder.path + "/" + name))
        return folder.path + "/" + name
    }

    @Test("a gzip file put together of known ones counts only what is new in it", arguments: 0..<2)
    func joined(_ number: Int) throws {
        let sample = try SampleLog(seed: UInt64(number) + 1800, size: 500, jitter: 10_000)
        let folder = try LogFolder()
        let files = try parts(folder, sample)
        let (ledger, chain) = (folder.path + "/l.db", folder.path + "/chain.db")
        for file in files { _ = try scan([file], sample, ledger: chain) }
        for file in files[..<2] { _ = try scan([file], sample, ledger: ledger) }
        for order in [[0, 1], [1, 0]] {
            let both = try join(order.map { files[$0] }, "both.gz", folder)
            let summary = try scan([both], sample, ledger: ledger).summary
            #expect(summary.lines == 0)
            #expect(
                summary.problems == [
                    "\(both): is put together of \(files[order[0]]), \(files[order[1]]), which earlier runs read; left out, "
                        + "so that nothing counts twice"
                ])
        }
        let three = try join(Array(files[..<3]), "three.gz", folder)
        let model = try scan([three], sample, ledger: ledger)
        #expect(model.summary.lines == Int64(sample.text.count / 4))
        // A member of a known one, and the whole of it, are nothing new; what is appended to it is.
        let again = try scan([three, files[2]], sample, ledger: ledger).summary
        #expect(again.lines == 0)
        let four = try join([three, files[3]], "three.gz", folder)
        let grown = try scan([four], sample, ledger: ledger)
        #expect(
            grown.summary.problems.first?.hasPrefix("\(four): goes on behind what an earlier run read of it") == true)
        expect(findings(grown), findings(try scan([files[3]], sample, ledger: chain)), "seed \(number)")
        expect(try sums(ledger), try sums(chain), "sums of seed \(number)")
        let part = try scan([files[3]], sample, ledger: ledger).summary
        #expect(part.lines == 0)
        #expect(part.problems.first?.contains(": is a part of \(four), which an earlier run read; left out") == true)
        let inputs = try LedgerFile.open(ledger, for: .reading).past().inputs
        #expect(inputs.map(\.members.count) == [1, 1, 5])
    }

    @Test("known members behind new ones end the run")
    func behindNewOnes() throws {
        let sample = try SampleLog(seed: 1810, size: 500, jitter: 10_000)
        let folder = try LogFolder()
        let files = try parts(folder, sample)
        let ledger = folder.path + "/l.db"
        _ = try scan([files[0]], sample, ledger: ledger)
        let mixed = try join([files[1], files[0]], "mixed.gz", folder)
        let error = #expect(throws: ScanError.self) { try scan([mixed], sample, ledger: ledger) }
        #expect(
            error?.description
                == "\(mixed): its gzip member 2 holds what \(files[0]) holds, and a line that counts twice accuses falsely; give "
                + "only what is new, or --allow-overlap if they are different requests")
        // Likewise in one run.
        let both = try join([files[2], files[3]], "both.gz", folder)
        #expect(throws: ScanError.self) { try scan([both, files[3]], sample, ledger: ledger) }
        #expect(try LedgerFile.open(ledger, for: .reading).past().inputs.count == 1)
    }
}
