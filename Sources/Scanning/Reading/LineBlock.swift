internal import AccessLog

/// A block of whole lines on its way from a reader to the run.
struct LineBlock: Sendable {
    var bytes: [UInt8] = []
    /// Bytes that hold lines.
    var count = 0
    /// Lines over the limit that were dropped before the first one, 0 or 1.
    var overlong = 0
}

/// How the reading of one input went.
struct ReadingState: Sendable {
    var bytesRead: Int64 = 0
    var bytesDecoded: Int64 = 0
    var fault: InputError?
    /// What was read until then, where a ledger wants to know.
    var account: InputAccount?
}
