/// Makes one target of a path and a query that stand apart in a line, by moving bytes within the line.
enum TargetJoin {
    /// Makes the record's target of path and query, with `?` between them.
    ///
    /// Neighbours with one byte between them only get the `?`; otherwise the query moves next to the path and what lies
    /// between them moves aside, with the record's ranges.
    static func join(
        path: FieldRange, query: FieldRange, in block: inout MutableSpan<UInt8>, _ record: inout AccessRecord
    ) {
        var query = query
        if !query.isEmpty, block[query.range.lowerBound] == UInt8(ascii: "?") {
            query = FieldRange(query.range.lowerBound + 1..<query.range.upperBound)
        }
        if query.isEmpty || path.isEmpty {
            record.target = path
        } else if path.range.upperBound < query.range.lowerBound {
            bringBack(query.range, behind: path.range, in: &block, &record)
        } else if query.range.upperBound < path.range.lowerBound {
            bringForward(query.range, behind: path.range, in: &block, &record)
        } else {
            record.target = path
        }
    }

    /// `path␠between␠query` becomes `path?query␠between`.
    private static func bringBack(
        _ query: Range<Int>, behind path: Range<Int>, in block: inout MutableSpan<UInt8>, _ record: inout AccessRecord
    ) {
        let gap = path.upperBound..<query.lowerBound
        if gap.count > 1 {
            // The last byte of the gap becomes the first, so that the `?` has a place.
            rotateRight(gap.lowerBound..<query.upperBound, by: query.count + 1, in: &block)
            let between = gap.lowerBound..<gap.upperBound - 1
            record.moveTexts(in: between, by: query.count + 1, and: query, by: gap.lowerBound + 1 - query.lowerBound)
        }
        block[path.upperBound] = UInt8(ascii: "?")
        record.target = FieldRange(path.lowerBound..<path.upperBound + 1 + query.count)
    }

    /// `query␠between␠path` becomes `between␠path?query`; the byte behind the query is the one that the `?` takes.
    private static func bringForward(
        _ query: Range<Int>, behind path: Range<Int>, in block: inout MutableSpan<UInt8>, _ record: inout AccessRecord
    ) {
        let whole = query.lowerBound..<path.upperBound
        rotateRight(query.lowerBound..<query.upperBound + 1, by: 1, in: &block)
        rotateRight(whole, by: whole.count - query.count - 1, in: &block)
        let mark = whole.upperBound - query.count - 1
        block[mark] = UInt8(ascii: "?")
        let rest = query.upperBound + 1..<path.upperBound
        record.moveTexts(in: rest, by: -(query.count + 1), and: query, by: mark + 1 - query.lowerBound)
        record.target = FieldRange(path.lowerBound - query.count - 1..<whole.upperBound)
    }

    /// Turns a range so that its last `count` bytes come first.
    private static func rotateRight(_ range: Range<Int>, by count: Int, in block: inout MutableSpan<UInt8>) {
        reverse(range, in: &block)
        reverse(range.lowerBound..<range.lowerBound + count, in: &block)
        reverse(range.lowerBound + count..<range.upperBound, in: &block)
    }

    private static func reverse(_ range: Range<Int>, in block: inout MutableSpan<UInt8>) {
        var low = range.lowerBound
        var high = range.upperBound - 1
        while low < high {
            block.swapAt(low, high)
            low += 1
            high -= 1
        }
    }
}

extension AccessRecord {
    /// Moves the texts that lie in one of two runs of bytes along with them.
    fileprivate mutating func moveTexts(in first: Range<Int>, by distance: Int, and second: Range<Int>, by other: Int) {
        func moved(_ text: FieldRange) -> FieldRange {
            let range = text.range
            if text.isEmpty { return text }
            if first.lowerBound <= range.lowerBound, range.upperBound <= first.upperBound {
                return FieldRange(range.lowerBound + distance..<range.upperBound + distance)
            }
            if second.lowerBound <= range.lowerBound, range.upperBound <= second.upperBound {
                return FieldRange(range.lowerBound + other..<range.upperBound + other)
            }
            return text
        }
        method = moved(method)
        user = moved(user)
        address = moved(address)
        agent = moved(agent)
        entityTag = moved(entityTag)
        for index in 0..<4 { custom[index] = moved(custom[index]) }
    }
}
