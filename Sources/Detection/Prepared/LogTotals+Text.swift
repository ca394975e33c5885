/// Totals as lines of prepared input: they sort before everything else.
///
///     0000000000000000 ⇥ minute or hour (20 digits) ⇥ kind ⇥ four sums ⇥ first stamp ⇥ last stamp
extension LogTotals {
    private static let fields = 9

    /// Appends the totals, a line a sum, in their order.
    public func write(to lines: inout [UInt8]) {
        for kind in Kind.allCases {
            for (place, row) in rows(kind) {
                PreparedText.append(hex: PreparedRecord.totalsGroup, to: &lines)
                lines.append(PreparedText.separator)
                PreparedText.append(place, width: PreparedRecord.timeLength, to: &lines)
                lines.append(PreparedText.separator)
                lines += kind.rawValue.utf8
                for number in [row.sums.a, row.sums.b, row.sums.c, row.sums.d, row.first, row.last] {
                    lines.append(PreparedText.separator)
                    lines += String(number).utf8
                }
                lines.append(UInt8(ascii: "\n"))
            }
        }
    }

    /// Adds what a line says; sums of one kind and place may come in many lines.
    ///
    /// - Returns: whether it is a line of totals.
    public mutating func add(_ line: Range<Int>, in block: Span<UInt8>) -> Bool {
        guard PreparedReader.group(of: line, in: block) == PreparedRecord.totalsGroup,
            let place = PreparedReader.time(of: line, in: block)
        else { return false }
        var ends: [Int] = []
        PreparedText.split(line, block, into: &ends)
        let parts = zip(ends, ends.dropFirst()).map { $0 + 1..<$1 }
        guard parts.count == Self.fields, parts[2].count == 1,
            let kind = Kind(rawValue: String(UnicodeScalar(block[parts[2].lowerBound])))
        else { return false }
        let numbers = parts[3...].compactMap { PreparedText.decimal($0, in: block) }
        guard numbers.count == 6 else { return false }
        var row = Row()
        (row.sums.a, row.sums.b, row.sums.c, row.sums.d) = (numbers[0], numbers[1], numbers[2], numbers[3])
        (row.first, row.last) = (numbers[4], numbers[5])
        add(row, kind, at: place)
        return true
    }
}
