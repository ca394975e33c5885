/// What tells one content of a resource from another: the entity tag where the line has one, else the size.
enum ContentToken {
    /// The token of a delivered answer; `nil` where the line has no size, since then nothing proves a delivery. Never 0.
    static func of(_ event: RequestEvent) -> UInt64? {
        guard event.bytes >= 0 else { return nil }
        if event.entityTag != 0 { return StableHash.join(event.entityTag, 0x45) | 1 }
        return StableHash.join(UInt64(event.bytes), 0x53) | 1
    }
}
