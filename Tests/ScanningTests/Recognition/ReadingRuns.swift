import AccessLog
import Foundation
import Ledger

@testable import Scanning

/// Runs that follow one another and read only what no run before has read, as a scan with a ledger does.
final class ReadingRuns {
    let folder: LogFolder
    private(set) var known: [InputRecord] = []
    /// The numbers of all lines read, in the order of reading.
    private(set) var lines: [Int] = []
    /// What the last run said of its files.
    private(set) var answers: [Recognition] = []

    init() throws { folder = try LogFolder() }

    /// Prints lines from one number to another; the words of the test scripts.
    private static let words = """
        cd "$D"
        l() { seq -f '192.0.2.1 - a [21/Nov/2026:10:00:00 +0000] "GET /MSDEMO/Estates/%06g HTTP/1.1" 200 4225' $1 $2; }

        """

    /// Runs shell words in the folder, then reads the files named.
    func run(_ script: String, _ names: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-ec", Self.words + script]
        process.environment = ProcessInfo.processInfo.environment.merging(["D": folder.path]) { $1 }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ScriptError(script: script) }
        try read(names.map { folder.path + "/" + $0 })
    }

    struct ScriptError: Error { let script: String }

    private func read(_ names: [String]) throws {
        let recognizer = Recognizer(known)
        let found = try recognizer.recognize(names).map { try $0.get() }
        answers = found
        for (name, answer) in zip(names, found) {
            let status = FileProbe.status(name)
            switch answer {
            case .new, .replaced:
                let ordinal = (known.map(\.ordinal).max() ?? -1) + 1
                try read(name, ordinal, status, nil, isPlain: FileProbe.isPlain(name), takesUnfinished: nil)
            case .grown(let rest):
                try read(
                    name, rest.ordinal, status, rest, isPlain: rest.isPlain, takesUnfinished: rest.takesUnfinishedLine)
            case .assembled(_, let rest?):
                try read(
                    name, rest.ordinal, status, rest, isPlain: rest.isPlain, takesUnfinished: rest.takesUnfinishedLine)
            case .same, .part, .assembled, .undecided, .twice: break
            }
        }
    }

    private func read(
        _ name: String, _ ordinal: Int32, _ status: FileStatus?, _ rest: Recognition.Rest?, isPlain: Bool,
        takesUnfinished: Bool?
    ) throws {
        var reader = LineReader(ByteStream(try ByteSource.open(name)), blockSize: 1000, maxLine: 400)
        let before = known.first { $0.ordinal == ordinal }
        reader.account = InputAccount()
        if let before, isPlain {
            let head = before.head.map { ContentIdentity(crc: $0.crc, length: Int64($0.length)) }
            reader.account = InputAccount(
                after: before.content, lines: before.lines, head: head, prefixes: before.prefixes)
        }
        reader.takesUnfinishedLine = takesUnfinished ?? !isPlain
        _ = reader.skip(to: rest?.offset ?? 0)
        var (bytes, count, overlong): ([UInt8], Int, Int) = ([], 0, 0)
        while reader.next(into: &bytes, count: &count, overlong: &overlong) {
            for line in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") { take(line) }
        }
        let record = InputRecord(
            reader.account ?? InputAccount(), ordinal: ordinal, name: name, known: before, status: status,
            firstTime: nil, lastTime: nil, isPlain: isPlain, hasFault: reader.stream.fault != nil)
        known.removeAll { $0.ordinal == ordinal }
        known.append(record)
    }

    private func take(_ line: Substring) {
        guard let match = line.firstMatch(of: /Estates\/(\d+)/), let number = Int(match.1) else { return }
        lines.append(number)
    }
}
