/// Which of a format's fields fill the record where several could.
struct FieldChoice {
    private let fields: [PatternField]
    /// Whether the stamp is put together from pieces.
    let stampIsInPieces: Bool

    init(_ fields: [PatternField]) {
        self.fields = fields
        let pieces = Set(fields.lazy.map(\.piece))
        let clock: Set<StampPiece> = [.year, .day, .hour, .minute, .second]
        let hasDate = pieces.isSuperset(of: clock) && !pieces.isDisjoint(with: [.month, .monthName])
        stampIsInPieces =
            hasDate || !pieces.isDisjoint(with: [.epochSeconds, .epochMilliseconds, .epochMicroseconds])
    }

    /// Refuses a format without a stamp or a target.
    func check(format: String) throws(LogFormatError) {
        guard stampIsInPieces || has(.time) else {
            throw LogFormatError(
                format: format, column: nil,
                "it has no whole time stamp; add $time_local, $time_iso8601 or $msec (nginx), %t (Apache)"
            )
        }
        guard has(.request) || has(.target) || has(.path) else {
            throw LogFormatError(
                format: format, column: nil,
                "it has no request; add \"$request\" or $request_uri (nginx), \\\"%r\\\" or %U%q (Apache)"
            )
        }
    }

    /// Takes the role away from every field that another one outdoes.
    func apply(to fields: inout [PatternField]) {
        for index in fields.indices where !isChosen(index) { fields[index].role = .skipped }
    }

    private func has(_ role: FieldRole) -> Bool { fields.contains { $0.role == role } }

    private func isChosen(_ index: Int) -> Bool {
        let field = fields[index]
        if field.role == .time, stampIsInPieces { return false }
        if isOutdone(field.role) { return false }
        let group = FieldChoice.group(field.role)
        let rivals = fields.indices.filter { FieldChoice.group(fields[$0].role) == group }
        return field.role == .skipped || field.role == .extras || field.role == .identity
            || rivals.allSatisfy { $0 == index || outdoes(index, $0) }
    }

    private func outdoes(_ index: Int, _ rival: Int) -> Bool {
        let (mine, other) = (fields[index].preference, fields[rival].preference)
        return mine > other || mine == other && index < rival
    }

    /// A whole request makes its parts superfluous, a whole target its parts.
    private func isOutdone(_ role: FieldRole) -> Bool {
        switch role {
        case .method, .target: has(.request)
        case .path, .query: has(.request) || has(.target)
        default: false
        }
    }

    /// Roles that fill the same field of the record share a group.
    private static func group(_ role: FieldRole) -> FieldRole {
        switch role {
        case .milliseconds, .microseconds, .upstreamSeconds: .seconds
        case .certainAddress, .forwarded: .address
        case .proxyStatus: .status
        default: role
        }
    }
}
