internal import GRDB

extension LedgerFile {
    /// Says how many of an input's sampled lines earlier runs have read.
    ///
    /// - Parameter samples: of the lines that lie before the frontier; their number counts, so each is given once.
    /// - Returns: how many are known, and which inputs hold them.
    /// - Throws: `LedgerError`.
    public func knownLines(_ samples: [InputSamples.Line]) throws(LedgerError) -> KnownLines {
        try read { database in
            let find = try database.makeStatement(
                sql: "SELECT DISTINCT input FROM samples WHERE hash = ? AND time = ?")
            var known = KnownLines(asked: samples.count, known: 0, holders: [])
            var counts: [Int32: Int] = [:]
            for sample in samples {
                let inputs = try Int32.fetchAll(find, arguments: [Int64(bitPattern: sample.hash), sample.time])
                guard !inputs.isEmpty else { continue }
                known.from = known.known == 0 ? sample.time : min(known.from, sample.time)
                known.to = known.known == 0 ? sample.time : max(known.to, sample.time)
                known.known += 1
                for input in inputs { counts[input, default: 0] += 1 }
            }
            for (input, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                let name = try String.fetchOne(
                    database, sql: "SELECT name FROM inputs WHERE ordinal = ?", arguments: [input])
                if let name { known.holders.append(KnownLines.Holder(name: name, samples: count)) }
            }
            return known
        }
    }
}
