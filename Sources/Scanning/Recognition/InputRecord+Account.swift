internal import AccessLog
internal import Ledger

extension InputRecord {
    /// The record of an input after it was read.
    ///
    /// - Parameters:
    ///   - account: what was read of it, from its first byte.
    ///   - ordinal: its number.
    ///   - name: its name in this run.
    ///   - known: what earlier runs knew of it, `nil` for a new one.
    ///   - status: how it lay on disk *before* it was read, so that what was written meanwhile is seen by the next run.
    ///   - firstTime: the first stamp that this run read of it.
    ///   - lastTime: the last one.
    ///   - isPlain: whether it is plain.
    ///   - hasFault: whether it broke off inside.
    ///   - path: a name by which its bytes can be looked at now, where that is not its own.
    init(
        _ account: InputAccount, ordinal: Int32, name: String, known: InputRecord?, status: FileStatus?,
        firstTime: Int64?, lastTime: Int64?, isPlain: Bool, hasFault: Bool, path: String? = nil
    ) {
        let head = account.head.map { InputHead(length: Int32($0.length), crc: $0.crc) }
        self.init(
            ordinal: ordinal, name: name, content: account.content, lines: account.lines,
            firstTime: Self.first(known?.firstTime, firstTime), lastTime: Self.last(known?.lastTime, lastTime),
            head: head, prefixes: Self.prefixes(account, known), isPlain: isPlain, members: account.members,
            status: status, state: hasFault ? .truncated : isPlain ? .growing : .finished, run: known?.run ?? 0)
        guard isPlain, status != nil else { return }
        tail = FileProbe.tail(path ?? name, before: content.length) ?? 0
        if head.map({ $0.length < InputHead.length }) ?? true {
            self.head = FileProbe.head(path ?? name, before: content.length) ?? head
        }
    }

    /// Checksums on the way: those of the account, those at the ends of gzip members, and the one at which an earlier run
    /// ended, so that a file which ends there is told.
    private static func prefixes(_ account: InputAccount, _ known: InputRecord?) -> [ContentIdentity] {
        var marks = account.prefixes
        var sum = ContentIdentity(crc: 0, length: 0)
        for member in account.members.prefix(mostMarks) {
            sum = sum.followed(by: member)
            marks.append(sum)
        }
        if let known, known.content.length > 0 {
            marks += [known.content] + known.prefixes.suffix(mostMarks)
        }
        var seen: Set<Int64> = []
        marks = marks.filter { 0 < $0.length && $0.length < account.content.length && seen.insert($0.length).inserted }
        return marks.sorted { $0.length < $1.length }
    }

    /// Checksums that are kept at the ends of members, and of those of earlier runs.
    private static let mostMarks = 256

    private static func first(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }

    private static func last(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return left ?? right }
        return max(left, right)
    }
}
