/// Answers by the hashes of what was asked, since the same comes again and again: one slot a hash, the newest stays.
struct HashMemo<Answer> {
    private var entries: [(hash: UInt64, answer: Answer?)]

    /// Remembers so many answers, a power of two.
    init(size: Int) { entries = Array(repeating: (0, nil), count: size) }

    /// What is remembered of a hash, `nil` for nothing.
    subscript(hash: UInt64) -> Answer? {
        @inline(__always) get {
            let entry = entries[slot(hash)]
            return entry.hash == hash ? entry.answer : nil
        }
        set { entries[slot(hash)] = (hash, newValue) }
    }

    @inline(__always)
    private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 40) & (entries.count - 1) }
}
