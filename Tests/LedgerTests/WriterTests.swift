import Foundation
import Testing

@testable import Ledger

@Suite("One writer, many readers")
struct WriterTests {
    @Test func aSecondWriterIsToldWhoHoldsIt() throws {
        let folder = try LedgerFolder()
        let first = try LedgerFile.open(folder.ledger, for: .writing)
        try folder.shell("ln -s a.ledger other.ledger")
        for name in [
            folder.ledger, folder.path + "/other.ledger", folder.path + "/../" + folder.path.lastPart + "/a.ledger",
        ] {
            let fault = #expect(throws: LedgerError.self) { try LedgerFile.open(name, for: .writing) }
            let holder = try #require(LedgerFile.holder(of: folder.ledger))
            #expect(holder.process == getpid())
            #expect(holder.host == ProcessInfo.processInfo.hostName)
            #expect(holder.since.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
            #expect(
                fault?.description
                    == "\(name): is held by process \(getpid()) on \(holder.host) since \(holder.since); "
                    + "wait until that run ends, or give another --ledger")
            #expect(fault?.code == .held)
        }
        withExtendedLifetime(first) {}
    }

    @Test func theLockEndsWithItsHolder() throws {
        let folder = try LedgerFolder()
        for _ in 0..<3 { _ = try LedgerFile.open(folder.ledger, for: .writing) }
        #expect(LedgerFile.holder(of: folder.ledger) == nil)
        // What a killed run leaves in the side file means nothing without the lock.
        try folder.write("a.ledger-lock", "4711 elsewhere 2020-01-01T00:00:00Z\n")
        #expect(LedgerFile.holder(of: folder.ledger) == nil)
        _ = try LedgerFile.open(folder.ledger, for: .writing)
    }

    @Test func aReaderSeesTheOldStateDuringAWrite() throws {
        let folder = try LedgerFolder()
        let writer = try LedgerFile.open(folder.ledger, for: .writing)
        try writer.commit(SampleCommit.number(1))
        let reader = try LedgerFile.open(folder.ledger, for: .reading)
        var seen: [String] = []
        try reader.findings { finding in
            // The second commit is made, while the first one is read.
            if seen.isEmpty { try writer.commit(SampleCommit.number(2)) }
            seen.append(finding.id)
        }
        #expect(seen == ["finding-0", "finding-1"])
        try SampleCommit.expect(reader, after: 2)
    }

    @Test func aReaderChangesNothing() throws {
        let folder = try LedgerFolder()
        do {
            let writer = try LedgerFile.open(folder.ledger, for: .writing)
            try writer.commit(SampleCommit.number(1))
        }
        let reader = try LedgerFile.open(folder.ledger, for: .reading)
        let fault = #expect(throws: LedgerError.self) { try reader.commit(SampleCommit.number(2)) }
        #expect(
            fault?.description
                == "\(folder.ledger): was opened for reading only; open it for writing to change it")
    }
}

extension String {
    fileprivate var lastPart: String { String(split(separator: "/").last ?? "") }
}
