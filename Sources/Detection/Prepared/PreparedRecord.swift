/// One line of prepared input: a request that was understood, as text that any sort puts into canonical order.
///
///     group    16 hex    the installation, or what requests without one share; 0…0 for the totals
///     time     20        milliseconds since 1970 UTC; 0 for state that was carried over
///     class    1         0 push, 1 write, 2 other; 3 and 4 the same of a request that counts for its login's quotas alone
///     key      0 or 1 (whether the request counts for a key) and the login; then its second part
///     …                  resource, method, status, bytes, request time, entity tag, target, client, file, line, and texts
///
/// Fields are separated by tabs and ASCII throughout (see ``PreparedText``). A group is all that its findings depend on,
/// beside ``LogTotals``.
public enum PreparedRecord {
    /// The form that is written and read.
    public static let version = 1
    /// Characters of a group.
    public static let groupLength = 16
    /// The group of totals, before all others.
    public static let totalsGroup: UInt64 = 0
    /// The group of requests without an installation. They are one, since what one login writes forgives another.
    static let commonGroup: UInt64 = 1
    /// Characters of a time.
    static let timeLength = 20

    /// What stands behind group and time.
    public enum Class: UInt8, Sendable {
        /// A delivery by push.
        case push = 0
        /// A request that changed something.
        case write = 1
        /// Any other request.
        case other = 2
        /// A write that counts for the quotas of its login alone.
        case writeOfLogin = 3
        /// Any other request that counts for the quotas of its login alone.
        case otherOfLogin = 4
    }
}
