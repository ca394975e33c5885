import Foundation
import Ledger
import ModelComparison
import ReferenceModel
import Reports
import Testing

@testable import Scanning

#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What came through a pipe is known afterwards, as what was read from a file is.
extension LedgerScanTests {
    /// A named pipe with a writer at its other end.
    private func pipe(_ file: String, _ folder: LogFolder) throws -> String {
        let name = folder.path + "/pipe-" + UUID().uuidString
        // Safe: the string lives for the call.
        #expect(unsafe mkfifo(name, 0o600) == 0)
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: "/bin/sh")
        writer.arguments = ["-c", "cat \"$0\" > \"$1\"", file, name]
        try writer.run()
        return name
    }

    @Test("what came through a pipe is known in a file, and what lay in a file is known in a pipe")
    func pipes() throws {
        let sample = try SampleLog(seed: 1930, size: 900, jitter: 10_000)
        let folder = try LogFolder()
        let third = sample.text.count / 3
        let files = try (0..<3).map { part in
            let lines = part == 2 ? sample.text[(2 * third)...] : sample.text[part * third..<(part + 1) * third]
            return try folder.write(Array(lines), "\(part).log", part == 0 ? .best : .plain)
        }
        let whole = try folder.write(sample.text, "whole.log", .plain)
        let (once, ledger) = (folder.path + "/once.db", folder.path + "/l.db")
        let expected = findings(try scan([whole], sample, ledger: once))
        _ = try scan([try pipe(files[0], folder)], sample, ledger: ledger)
        // Nothing new, but lines of the pipe wait.
        let known = try scan([files[0]], sample, ledger: ledger)
        #expect(known.summary.lines == 0)
        #expect(known.summary.problems.first?.contains("was read by an earlier run, as \(folder.path)/pipe-") == true)
        _ = try scan([try pipe(files[1], folder)], sample, ledger: ledger)
        let model = try scan([files[2]], sample, ledger: ledger)
        expect(findings(model), expected, "two pipes and a file")
        expect(try sums(ledger), try sums(once), "sums")
        let inputs = try LedgerFile.open(ledger, for: .reading).past().inputs
        #expect(inputs.map(\.lines) == [third, third, sample.text.count - 2 * third].map(Int64.init))
        let again = try scan(files, sample, ledger: ledger)
        #expect(again.summary.lines == 0)
        expect(try sums(ledger), try sums(once), "sums after the same files")
    }

    @Test("a pipe that repeats what was read ends the run")
    func repeatingPipe() throws {
        let lines = (0..<3000).map { second in
            let time = String(format: "%02d:%02d:%02d", 8 + second / 3600, second / 60 % 60, second % 60)
            return #"192.0.2.1 - alfa [21/Nov/2026:\#(time) +0000] "GET /MSDEMO/Estates/\#(second) HTTP/1.1" 200 5"#
        }
        let sample = try SampleLog(seed: 1, size: 10)
        let folder = try LogFolder()
        let file = try folder.write(lines, "a.log", .plain)
        let (through, ledger) = (try pipe(file, folder), folder.path + "/l.db")
        func scan(_ name: String) throws -> ReportModel {
            try self.scan([name], sample) { request in
                (request.since, request.until, request.ledger) = (nil, nil, LedgerUse(path: ledger))
            }
        }
        #expect(try scan(file).summary.identified == 3000)
        let before = try sums(ledger)
        let error = #expect(throws: ScanError.self) { try scan(through) }
        #expect(error?.description.hasPrefix("\(through) repeats lines of \(file) from 2026-11-21T08:0") == true)
        #expect(try sums(ledger) == before)
    }
}
