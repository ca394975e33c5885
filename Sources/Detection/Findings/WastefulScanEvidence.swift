/// The figures of `wasteful_scan`: the 24 hours with the most of it.
public struct WastefulScanEvidence: Codable, Sendable, Equatable {
    /// What is wasteful; each kind is an episode of its own.
    public enum Kind: String, Codable, Sendable {
        /// Many small pages where one large page would do.
        case tinyPages = "tiny_pages"
        /// The whole list again and again where the changes would do.
        case fullScans = "full_scans"
    }

    /// What is wasteful.
    public var kind: Kind
    /// Tiny pages that were turned to, or all pages of the full scans.
    public var requests: Int64
    /// Full scans; 0 for tiny pages.
    public var scans: Int64
    /// The largest page that was asked for in the window, rows; `nil` for full scans.
    public var limit: Int64?
    /// The largest page that the route gives, rows; `nil` where the policy does not say.
    public var maxPage: Int64?
    /// Requests that larger pages, or one request for the changes a scan, would have saved, rounded down.
    public var saved: Int64
    /// The window, milliseconds since 1970 UTC.
    public var windowStart: Int64
    /// Where the window ends.
    public var windowEnd: Int64
}
