/// Text of a block, read only where a rule meets something for the first time.
enum Text {
    /// The bytes of a range as text, repaired where they are not UTF-8.
    static func string(_ block: Span<UInt8>, _ range: Range<Int>) -> String {
        // Safe: the buffer is not kept.
        unsafe block.extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    /// Appends a copy of some bytes.
    package mutating func append(copying bytes: Span<UInt8>) {
        // Safe: the buffer is copied inside the call.
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Makes the array so long that bytes before `end` can be written over.
    @inline(__always)
    mutating func makeRoom(upTo end: Int) {
        if end > count { append(contentsOf: repeatElement(0, count: Swift.max(end, capacity) - count)) }
    }

    /// Writes copies of two pieces, one behind the other, over what stands at a place, where there must be room.
    @inline(__always)
    mutating func write(_ first: Span<UInt8>, _ second: Span<UInt8>, at place: Int) {
        write(first, at: place)
        write(second, at: place + first.count)
    }

    /// Writes a copy of a piece over what stands at a place, where there must be room.
    @inline(__always)
    mutating func write(_ piece: Span<UInt8>, at place: Int) {
        precondition(place >= 0 && place + piece.count <= count)
        unsafe withUnsafeMutableBytes { bytes in
            // Safe: the piece ends within the array, as was checked, and does not lie in it, since it is written to.
            unsafe piece.withUnsafeBytes { piece in
                guard let start = bytes.baseAddress, let from = piece.baseAddress else { return }
                unsafe (start + place).copyMemory(from: from, byteCount: piece.count)
            }
        }
    }

    /// Writes a value over what stands at a place, where there must be room.
    mutating func write<Value: BitwiseCopyable>(_ value: Value, at place: Int) {
        precondition(place >= 0 && place + MemoryLayout<Value>.size <= count)
        // Safe: the value ends within the array, as was checked.
        unsafe withUnsafeMutableBytes { unsafe $0.storeBytes(of: value, toByteOffset: place, as: Value.self) }
    }

    /// Moves bytes to another place.
    mutating func move(_ range: Range<Int>, to place: Int) {
        precondition(range.upperBound <= count && place + range.count <= count && place >= 0)
        unsafe withUnsafeMutableBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            // Safe: both places lie within the array, as was checked; they may overlap.
            unsafe (start + place).copyMemory(from: start + range.lowerBound, byteCount: range.count)
        }
    }
}
