/// What is known of a line while its captures are read.
struct PatternReading {
    /// The first byte that is not read yet.
    var cursor: Int
    /// The line's end.
    let end: Int
    /// Whether the line holds a backslash at all.
    let hasEscapes: Bool
    /// Whether the stamp is good.
    var hasTime = false
    /// Whether the request was a request.
    var hasRequest = true
    /// Whether a number stood where one belongs.
    var hasShape = true
    var path = FieldRange.none
    var query = FieldRange.none
    var hasPath = false
    var pieces = StampPieces()
}
