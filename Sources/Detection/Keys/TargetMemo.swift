/// What the canonical URL, template and route of a request come to, remembered by its method and target as sent.
///
/// Partners ask for the same URLs again and again, so most lines need no parsing of theirs. One slot a fingerprint, the
/// newest stays; fingerprints are seeded per process, so nobody can make two targets share one.
struct TargetMemo {
    /// The part of an event that follows from method and target alone.
    struct Answer {
        var fingerprint: UInt64 = 0
        var resource: UInt64 = 0
        var target: UInt64 = 0
        var base: UInt64 = 0
        var quotas: UInt64 = 0
        var template: UInt64 = 0
        var route: Int16 = -1
        var flags: RequestEvent.Flags = []
        /// Whether a 2xx answer means that something changed.
        var writes = false
    }

    private static let size = 1 << 15
    private var answers = [Answer](repeating: Answer(), count: size)
    private let seed = UInt64.random(in: .min ... .max)

    /// The fingerprint of a method and a target; never 0.
    @inline(__always)
    func fingerprint(_ method: Span<UInt8>, _ target: Span<UInt8>) -> UInt64 {
        StableHash.hash(target, seed: StableHash.hash(method, seed: seed)) | 1
    }

    /// The answer that is remembered, or the one that took its place.
    @inline(__always)
    subscript(fingerprint: UInt64) -> Answer {
        get { answers[Int(truncatingIfNeeded: fingerprint >> 40) & (Self.size - 1)] }
        set { answers[Int(truncatingIfNeeded: fingerprint >> 40) & (Self.size - 1)] = newValue }
    }
}
