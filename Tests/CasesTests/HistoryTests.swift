import AccessLog
import Foundation
import Testing

@testable import Cases

@Suite struct HistoryTests {
    private func chain() throws -> [HistoryStep] {
        let steps: [CaseStep] = [
            .opened, .drafted(letter: "2026-1-1", kind: .notice), .recorded(.approved(letter: "2026-1-1")),
            .recorded(.sent(letter: "2026-1-1", via: "sendmail", reference: "æ <x@y>\n\"q\"")),
            .recorded(.closed(reason: "why", isConfirmed: true)), .resolved,
        ]
        var rows: [HistoryStep] = []
        for (index, step) in steps.enumerated() {
            rows.append(
                try HistoryChain.step(step, of: "2026-1", at: Int64(index) * 1000, by: "kari", after: rows.last))
        }
        return rows
    }

    @Test func aWholeChainHasNoFault() throws {
        let rows = try chain()
        #expect(HistoryChain.firstFault(rows) == nil)
        #expect(HistoryChain.firstFault(rows, last: rows[5].digest) == nil)
        #expect(rows[0].previous == HistoryStep.origin && rows[1].what.contains("notice"))
        // The digest by another program: sha256sum of the fields, each after its length.
        #expect(rows[0].what == "{\"opened\":{}}")
        let text = "1:1" + "1:0" + "4:kari" + "6:2026-1" + "13:{\"opened\":{}}" + "64:" + HistoryStep.origin
        #expect(try shell("sha256sum", input: text).prefix(64) == rows[0].digest)
    }

    /// Every byte of every field of every row.
    @Test func anyChangedByteIsFound() throws {
        let rows = try chain()
        let fields: [WritableKeyPath<HistoryStep, String>] = [\.by, \.id, \.what, \.previous, \.digest]
        for row in rows.indices {
            for field in fields {
                for byte in rows[row][keyPath: field].utf8.indices {
                    var text = Array(rows[row][keyPath: field].utf8)
                    let place = rows[row][keyPath: field].utf8.distance(
                        from: rows[row][keyPath: field].utf8.startIndex, to: byte)
                    text[place] ^= 1
                    guard let changed = String(validating: text, as: UTF8.self) else { continue }
                    var copy = rows
                    copy[row][keyPath: field] = changed
                    let fault = HistoryChain.firstFault(copy)
                    #expect(fault.map { $0.number <= Int64(row) + 2 } ?? false, "row \(row)")
                }
            }
            var copy = rows
            copy[row].at += 1
            #expect(HistoryChain.firstFault(copy)?.fact == "row \(row + 1) was changed")
            copy = rows
            copy.remove(at: row)
            let isLast = row == rows.count - 1
            #expect(HistoryChain.firstFault(copy, last: rows.last?.digest) != nil)
            #expect((HistoryChain.firstFault(copy) == nil) == isLast)
        }
        var swapped = rows
        swapped.swapAt(1, 2)
        #expect(HistoryChain.firstFault(swapped)?.fact == "row 2 is missing")
    }

    @Test func aPackIsVerifiedBySha256sum() throws {
        let folder = try Folder()
        let letter = LetterSamples.letter(.notice, [LetterSamples.findings[2].finding], .nb)
        let words = try Rendering.renderer().render(letter)
        let pack = try EvidencePack(
            letter, words: words,
            inputs: [EvidencePack.Input(name: "access-13.log.gz", digest: "sha256:00", lines: 12)],
            policy: "profile: vitec-hub\n", history: try chain())
        let path = folder.path + "/pack"
        try pack.write(to: path)
        #expect(
            try folder.names("pack") == [
                "SHA256SUMS", "command.txt", "findings.json", "history.json", "inputs.json", "letter.html",
                "letter.json",
                "letter.txt", "policy.yaml", "program.txt", "samples.txt",
            ])
        #expect(try shell("sha256sum", "-c", "--strict", "SHA256SUMS", in: path).contains("samples.txt: OK"))
        let kept = try Data(contentsOf: URL(fileURLWithPath: path + "/letter.json"))
        #expect(try JSONDecoder().decode(Letter.self, from: kept) == letter)
        #expect(throws: DeliveryError("\(path): is not empty; name a new folder")) { try pack.write(to: path) }
        try folder.write("pack/policy.yaml", "profile: triage\n")
        #expect(throws: (any Error).self) { try shell("sha256sum", "-c", "--strict", "SHA256SUMS", in: path) }
    }
}

/// Runs a program with an input, and returns what it printed; a status other than 0 throws.
func shell(_ program: String, _ arguments: String..., input: String = "", in folder: String? = nil) throws -> String {
    try runProgram(program, arguments, input: input, in: folder)
}

struct ProgramFailure: Error {
    var status: Int32
    var output: String
}

private func runProgram(_ program: String, _ arguments: [String], input: String, in folder: String?) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let (standardInput, output) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self)
    guard process.terminationStatus == 0 else {
        throw ProgramFailure(status: process.terminationStatus, output: text)
    }
    return text
}
