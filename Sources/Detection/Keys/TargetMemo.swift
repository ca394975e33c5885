internal import CMemory

/// What the canonical URL, template and route of a request come to, remembered by its method and target as sent.
///
/// Partners ask for the same URLs again and again, so most lines need no parsing of theirs. Each has a choice of four slots, that
/// two which come again all the time do not drive each other out. Fingerprints lie together, since many are looked for in vain; they
/// are seeded per process, so nobody can make two targets share one.
@safe struct TargetMemo: ~Copyable {
    /// The part of an event that follows from method and target alone.
    struct Answer: BitwiseCopyable {
        var resource: UInt64 = 0
        var base: UInt64 = 0
        var collection: UInt64 = 0
        var object: UInt64 = 0
        var path: UInt64 = 0
        var template: UInt64 = 0
        var route: Int16 = -1
        var flags: RequestEvent.Flags = []
        var depth: UInt8 = 0
        /// The quotas that count it, one bit each.
        var quotas: UInt64 = 0

        @inline(__always)
        func fill(_ event: inout RequestEvent) {
            event.resource = resource
            event.target = resource
            event.base = base
            event.collection = collection
            event.object = object
            event.path = path
            event.template = template
            event.route = route
            event.flags = flags
            event.depth = depth
            event.quotas = quotas
        }
    }

    private let size: Int
    private let answers: UnsafeMutablePointer<Answer>
    /// Those of the answers, 0 for none.
    private let fingerprints: UnsafeMutablePointer<UInt64>
    private let seed = UInt64.random(in: .min ... .max)
    /// Slots to choose from, and which of them gives way next where all are taken.
    private static var ways: Int { 4 }
    private var next = 0

    /// Remembers so many targets, a power of two.
    init(size: Int) {
        self.size = max(Self.ways, size.nextPowerOfTwo)
        let bytes = self.size * MemoryLayout<Answer>.stride
        guard let memory = unsafe abuse_scan_aligned(bytes) else { preconditionFailure("no memory to remember URLs") }
        // Safe: the memory is long enough, and written before it is read.
        unsafe answers = memory.bindMemory(to: Answer.self, capacity: self.size)
        unsafe fingerprints = .allocate(capacity: self.size)
        // Safe: the memory is as long.
        unsafe fingerprints.initialize(repeating: 0, count: self.size)
    }

    deinit {
        // Safe: allocated in `init` with this length.
        unsafe abuse_scan_free(answers, size * MemoryLayout<Answer>.stride)
        unsafe fingerprints.deallocate()
    }

    /// The fingerprint of a method and a target; never 0.
    @inline(__always)
    func fingerprint(_ method: Span<UInt8>, _ target: Span<UInt8>) -> UInt64 {
        StableHash.hash(target, seed: StableHash.hash(method, seed: seed)) | 1
    }

    @inline(__always)
    private func firstSlot(_ fingerprint: UInt64) -> Int {
        Int(truncatingIfNeeded: fingerprint >> 40) & (size - Self.ways)
    }

    /// The slot that remembers a fingerprint.
    @inline(__always)
    func find(_ fingerprint: UInt64) -> Int? {
        let first = firstSlot(fingerprint)
        for slot in first..<first + Self.ways {
            // Safe: the slot is below the size, a multiple of the ways.
            if unsafe fingerprints[slot] == fingerprint { return slot }
        }
        return nil
    }

    /// The answer in a slot.
    @inline(__always)
    subscript(slot: Int) -> Answer {
        precondition(slot >= 0 && slot < size)
        // Safe: checked above.
        return unsafe answers[slot]
    }

    /// Remembers an answer that is not there yet, perhaps in place of another.
    mutating func remember(_ answer: Answer, _ fingerprint: UInt64) {
        let first = firstSlot(fingerprint)
        var slot = first + next
        // Safe: these slots and the one chosen are below the size.
        if let free = (first..<first + Self.ways).first(where: { unsafe fingerprints[$0] == 0 }) {
            slot = free
        } else {
            next = (next + 1) & (Self.ways - 1)
        }
        unsafe answers[slot] = answer
        unsafe fingerprints[slot] = fingerprint
    }
}

/// Whether it is worth it to look among what is remembered: where hardly any of the last targets was there, the next ones are not
/// looked for, and then it is tried again. Answers do not depend on it.
struct MemoTrial {
    private static let (trial, pause) = (1024, 8192)

    private var asked = 0
    private var found = 0
    private var left = 0

    /// Whether the next target is to be looked for.
    @inline(__always)
    mutating func wantsNext() -> Bool {
        if left == 0 { return true }
        left -= 1
        return false
    }

    /// Notes whether a target was there. Looking for it costs about an eighth of finding out what is remembered of it.
    @inline(__always)
    mutating func note(found isFound: Bool) {
        asked += 1
        if isFound { found += 1 }
        guard asked == Self.trial else { return }
        if 8 * found < asked { left = Self.pause }
        (asked, found) = (0, 0)
    }
}
