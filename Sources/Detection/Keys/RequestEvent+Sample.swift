extension RequestEvent {
    /// One line of 256 has a sample: a hash that tells the same line again in another file and another run, whatever the
    /// policy makes of it. `nil` for the others, and for lines that hold no request.
    public var sample: UInt64? {
        guard !flags.contains(.isStampOnly), order != .push else { return nil }
        let figures = UInt64(bitPattern: bytes) ^ UInt64(status) << 48 ^ UInt64(UInt32(bitPattern: duration)) << 16
        let hash = StableHash.join(StableHash.join(UInt64(bitPattern: time), resource), figures)
        return hash & 0xff == 0 ? hash : nil
    }
}
