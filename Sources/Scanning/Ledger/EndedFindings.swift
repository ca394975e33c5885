internal import Detection
internal import Dispatch
internal import Foundation
internal import Ledger
internal import Reports
internal import Synchronization

/// The findings that ended in earlier runs: their texts are read at once, and understood beside whatever comes next.
final class EndedFindings: Sendable {
    /// What a ledger holds where there is none, or where everything is computed anew.
    static let none = EndedFindings([], path: "")

    /// Their identifiers.
    let identifiers: Set<String>
    private let outcome = Mutex<Result<[Finding], ScanError>?>(nil)
    private let done = DispatchGroup()

    /// Reads those of a ledger.
    ///
    /// - Throws: `ScanError` where it cannot be read.
    convenience init(_ file: LedgerFile) throws(ScanError) {
        var texts: [(identifier: String, json: String)] = []
        do throws(LedgerError) {
            try file.endedFindings { texts.append(($0, $1)) }
        } catch {
            throw ScanError(error.description, .ledger)
        }
        self.init(texts, path: file.path)
    }

    private init(_ texts: [(identifier: String, json: String)], path: String) {
        identifiers = Set(texts.map(\.identifier))
        if texts.isEmpty { return }
        DispatchQueue.global(qos: .userInitiated).async(group: done) { [self] in
            let found = Self.understand(texts, path)
            outcome.withLock { $0 = found }
        }
    }

    private static func understand(
        _ texts: [(identifier: String, json: String)], _ path: String
    ) -> Result<[Finding], ScanError> {
        let decoder = JSONDecoder()
        var (ended, unread): ([Finding], [String]) = ([], [])
        for text in texts {
            if let finding = try? decoder.decode(Finding.self, from: Data(text.json.utf8)) {
                ended.append(finding)
            } else {
                unread.append(text.identifier)
            }
        }
        guard let first = unread.first else { return .success(ended) }
        return .failure(
            ScanError(
                "\(path): \(unread.count) of its findings cannot be read, \(first) first; restore it from a copy", .ledger))
    }

    /// The findings, in the order of their starts; waits until they are understood.
    ///
    /// - Throws: `ScanError` where one of them cannot be read.
    func findings() throws(ScanError) -> [Finding] {
        done.wait()
        return try outcome.withLock { $0 }?.get() ?? []
    }
}
