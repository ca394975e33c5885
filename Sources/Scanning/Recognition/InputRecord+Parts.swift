internal import AccessLog
internal import Ledger

extension InputRecord {
    /// The beginning of an input that is put together of others: what is known of them, one behind the other.
    init(_ parts: [InputRecord], ordinal: Int32, name: String) {
        var content = ContentIdentity(crc: 0, length: 0)
        var prefixes: [ContentIdentity] = []
        for part in parts {
            content = content.followed(by: part.content)
            prefixes.append(content)
        }
        self.init(
            ordinal: ordinal, name: name, content: content, lines: parts.reduce(0) { $0 + $1.lines },
            firstTime: parts.compactMap(\.firstTime).min(), lastTime: parts.compactMap(\.lastTime).max(),
            head: parts.first?.head, prefixes: prefixes.dropLast())
    }
}
