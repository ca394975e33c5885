/// A reference that is used without being counted. Counting is a locked operation, which waits for all that was written before it;
/// on the way of every line that is most of what a call costs.
@safe struct Uncounted<Object: AnyObject> {
    private let reference: Unmanaged<Object>

    /// Refers to what somebody else holds until after the last use.
    @inline(__always)
    init(_ object: Object) { unsafe reference = .passUnretained(object) }

    /// Calls `body` with the object.
    @inline(__always)
    func use<Result>(_ body: (Object) -> Result) -> Result {
        // Safe: whoever made the reference sees to it that the object is held meanwhile.
        unsafe reference._withUnsafeGuaranteedRef { body($0) }
    }
}
