internal import AccessLog
internal import Ledger

/// Where reading of an input begins in a run with a ledger, and what is told of it afterwards.
struct Continuation: Sendable {
    /// Decoded bytes that were read before.
    let offset: Int64
    /// Lines in them.
    let lines: Int64
    /// What begins to be told of the bytes.
    let account: InputAccount
    /// Whether the last line is read though its end is missing.
    let takesUnfinishedLine: Bool

    /// A whole input of a run without a ledger, of which an account is kept.
    init() { (offset, lines, account, takesUnfinishedLine) = (0, 0, InputAccount(), true) }

    init(_ entry: LedgerRun.Entry) {
        offset = entry.rest?.offset ?? 0
        lines = entry.rest?.lines ?? 0
        takesUnfinishedLine = entry.rest?.takesUnfinishedLine ?? (entry.status == nil || !entry.isPlain)
        if let known = entry.known, let rest = entry.rest, rest.isPlain, rest.offset > 0 {
            let head = known.head.map { ContentIdentity(crc: $0.crc, length: Int64($0.length)) }
            account = InputAccount(after: known.content, lines: known.lines, head: head, prefixes: known.prefixes)
        } else {
            account = InputAccount()
        }
    }
}
