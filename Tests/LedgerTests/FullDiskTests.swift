import Foundation
import Testing

@testable import Ledger

@Suite("A full disk")
struct FullDiskTests {
    @Test func leavesTheOldLedger() throws {
        let folder = try LedgerFolder()
        guard try folder.shell("mkdir disk && mount -t tmpfs -o size=4m tmpfs disk").status == 0 else {
            return print("skipped: only root can mount a small disk")
        }
        defer { _ = try? folder.shell("umount disk") }
        let name = folder.path + "/disk/a.ledger"
        do {
            let ledger = try LedgerFile.open(name, for: .writing)
            try ledger.commit(SampleCommit.number(1, snapshotLength: 100_000))
            for _ in 0..<3 {
                let fault = #expect(throws: LedgerError.self) {
                    try ledger.commit(SampleCommit.number(2, snapshotLength: 9_000_000))
                }
                #expect(
                    fault?.description
                        == "\(name): the disk is full; nothing of this run was kept; free some space and run again")
                #expect(fault?.code == .full)
                let begun = try ledger.begin()
                begun.put(.windows(SampleCommit.bytes(2, 9_000_000)))
                let rest = SampleCommit.with(SampleCommit.number(2)) { $0.state = nil }
                let later = #expect(throws: LedgerError.self) { try ledger.commit(begun, rest) }
                #expect(later?.description == fault?.description)
                try SampleCommit.expect(ledger, after: 1, snapshotLength: 100_000)
            }
        }
        let ledger = try LedgerFile.open(name, for: .writing)
        try SampleCommit.expect(ledger, after: 1, snapshotLength: 100_000)
        try ledger.commit(SampleCommit.number(2, snapshotLength: 100_000))
        try SampleCommit.expect(ledger, after: 2, snapshotLength: 100_000)
    }

    @Test func isSaidWhereNotEvenTheTablesFit() throws {
        let folder = try LedgerFolder()
        guard try folder.shell("mkdir disk && mount -t tmpfs -o size=64k tmpfs disk").status == 0 else {
            return print("skipped: only root can mount a small disk")
        }
        defer { _ = try? folder.shell("umount disk") }
        let name = folder.path + "/disk/a.ledger"
        let fault = #expect(throws: LedgerError.self) { try LedgerFile.open(name, for: .writing) }
        #expect(
            fault?.description
                == "\(name): the disk is full; nothing of this run was kept; free some space and run again")
    }
}
