internal import CMemory

/// Numbered elements that never move: pieces of 256, so that it grows without copying and a line's update needs no check
/// of who else holds the storage.
@safe struct Slab<Element>: ~Copyable {
    private static var pieceBits: Int { 8 }
    private static var pieceSize: Int { 1 << pieceBits }

    /// From one element to the next: those longer than a cache line begin on one.
    private static var stride: Int {
        let stride = MemoryLayout<Element>.stride
        return stride > 64 ? (stride + 63) & ~63 : stride
    }

    private var pieces: UnsafeMutablePointer<UnsafeMutableRawPointer>
    private var room = 16
    /// Elements in use; they have the numbers below it.
    private(set) var count = 0

    init() {
        unsafe pieces = .allocate(capacity: room)
    }

    deinit {
        for piece in 0..<(count + Self.pieceSize - 1) >> Self.pieceBits {
            for number in piece << Self.pieceBits..<min(count, (piece + 1) << Self.pieceBits) {
                unsafe pointer(number).deinitialize(count: 1)
            }
            // Safe: pieces up to the last element exist; what they held is gone.
            unsafe pieces[piece].deallocate()
        }
        unsafe pieces.deallocate()
    }

    /// Adds an element; it gets the number `count`.
    mutating func append(_ element: consuming Element) {
        let piece = count >> Self.pieceBits
        if count & (Self.pieceSize - 1) == 0 {
            if piece == room { grow() }
            // Safe: `grow` made room for one more piece.
            unsafe pieces[piece] = .allocate(byteCount: Self.stride * Self.pieceSize, alignment: 64)
        }
        count += 1
        // Safe: the piece was allocated when its first element came; this place is not initialized yet.
        unsafe pointer(count - 1).initialize(to: element)
    }

    private mutating func grow() {
        let more = UnsafeMutablePointer<UnsafeMutableRawPointer>.allocate(capacity: 2 * room)
        // Safe: both hold at least `room` pointers and do not overlap.
        unsafe more.update(from: pieces, count: room)
        unsafe pieces.deallocate()
        unsafe pieces = more
        room *= 2
    }

    /// The element of a number.
    @inline(__always)
    subscript(number: Int) -> Element {
        unsafeAddress {
            // Safe: checked by `pointer`.
            unsafe UnsafePointer(pointer(number))
        }
        unsafeMutableAddress {
            // Safe: checked by `pointer`.
            unsafe pointer(number)
        }
    }

    /// Where an element lies as long as there is one of that number; looked up once for what is done with it.
    @inline(__always)
    @unsafe func address(_ number: Int) -> UnsafeMutablePointer<Element> { unsafe pointer(number) }

    /// Asks for cache lines of an element, from its byte `first` on.
    @inline(__always)
    func prefetch(_ number: Int, from first: Int = 0, lines: Int) {
        let element = unsafe UnsafeRawPointer(pointer(number)) + first
        // Safe: prefetching reads nothing.
        for line in 0..<lines { unsafe abuse_scan_prefetch(element + 64 * line) }
    }

    /// The address that stands in an element, which is only asked for.
    @inline(__always)
    func word(_ number: Int, at offset: Int) -> UnsafeRawPointer? {
        precondition(offset >= 0 && offset + MemoryLayout<Int>.size <= MemoryLayout<Element>.size)
        // Safe: the number and the offset were checked.
        return unsafe UnsafeRawPointer(pointer(number)).load(fromByteOffset: offset, as: UnsafeRawPointer?.self)
    }

    /// The numbers in use.
    var indices: Range<Int> { 0..<count }

    @inline(__always)
    private func pointer(_ number: Int) -> UnsafeMutablePointer<Element> {
        precondition(number >= 0 && number < count)
        // Safe: the number was checked to be that of an element, and places are as far apart as elements are long, or more.
        let place = unsafe pieces[number >> Self.pieceBits] + Self.stride * (number & (Self.pieceSize - 1))
        return unsafe place.assumingMemoryBound(to: Element.self)
    }
}
