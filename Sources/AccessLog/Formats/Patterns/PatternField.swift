/// What a name in a format's text stands for, before it is known which of several sources wins.
struct PatternField: Sendable {
    /// The names by which a policy may ask for the field.
    var names: [String]
    var shape = PatternStep.Shape.text
    var role: FieldRole
    /// Of two sources of the same thing the higher one is taken, of equals the first.
    var preference = 0
    var piece = StampPiece.literal
    /// How the format's text spells it, for messages.
    var spelling = ""
    /// Where in the format's text it stands, counted from 1.
    var column = 0

    init(_ names: [String], _ role: FieldRole, shape: PatternStep.Shape = .text, preference: Int = 0) {
        self.names = names
        self.role = role
        self.shape = shape
        self.preference = preference
    }

    /// Whether the field may hold several texts with commas and spaces between them.
    var isList: Bool {
        switch role {
        case .forwarded, .certainAddress, .upstreamSeconds: true
        default: names.contains { $0.hasPrefix("upstream_") }
        }
    }

    /// Whether the field's end is told by what it looks like.
    var endsByItself: Bool { shape == .stampPiece || shape == .word }
}
