internal import AccessLog

/// Finds inputs that hold the same bytes, under whatever name and compression.
struct DoctorTwins {
    private var originals: [String: String] = [:]

    /// Compares first blocks, and the whole of those that begin alike.
    init(_ names: [String]) {
        var alike: [[UInt8]: [String]] = [:]
        for name in names where !ByteSource.isPipe(name) && alike.values.allSatisfy({ !$0.contains(name) }) {
            guard let stream = try? InputDoor.open(name) else { continue }
            var reader = LineReader(stream, blockSize: Preparation.headBlock, maxLine: Preparation.headLine)
            var block = LineBlock()
            _ = reader.next(into: &block.bytes, count: &block.count, overlong: &block.overlong)
            if block.count > 0 { alike[Array(block.bytes[..<block.count]), default: []].append(name) }
        }
        for names in alike.values where names.count > 1 {
            var seen: [ContentIdentity: String] = [:]
            for name in names.sorted() {
                guard let stream = try? InputDoor.open(name) else { continue }
                let identity = ContentIdentity(of: stream)
                if let other = seen[identity] { originals[name] = other } else { seen[identity] = name }
            }
        }
    }

    /// The input of which this one holds the bytes again.
    func original(of name: String) -> String? { originals[name] }
}
