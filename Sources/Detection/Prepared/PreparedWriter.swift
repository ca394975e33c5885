internal import AccessLog

/// Writes events as lines of prepared input.
public struct PreparedWriter {
    /// The quotas that are counted for a login over all its installations.
    private let loginQuotas: UInt64
    private let keepsPlaces: Bool

    /// A writer for a policy.
    ///
    /// - Parameters:
    ///   - options: the policy.
    ///   - keepsPlaces: whether file and line are written; without them nothing depends on how the log was cut.
    public init(_ options: DetectionOptions, keepsPlaces: Bool) {
        loginQuotas = Self.loginQuotas(options.quotas)
        self.keepsPlaces = keepsPlaces
    }

    /// The bits of the quotas whose scope is the login.
    static func loginQuotas(_ quotas: [Quota]) -> UInt64 {
        quotas.prefix(Quota.most).enumerated().reduce(0) { bits, quota in
            quota.element.scope == .login ? bits | 1 << UInt64(quota.offset) : bits
        }
    }

    /// Writes one event of the period, as one line or two.
    ///
    /// - Parameters:
    ///   - event: an event that is more than a stamp.
    ///   - block: the bytes that its texts lie in.
    ///   - file: the name of its input.
    ///   - lines: what is appended to, with a line feed behind each.
    /// - Returns: the number of lines.
    public func write(_ event: RequestEvent, _ block: Span<UInt8>, file: String, to lines: inout [UInt8]) -> Int {
        let group = event.flags.contains(.hasInstallation) ? max(2, event.base) : PreparedRecord.commonGroup
        write(event, block, file, group, event.order.rawValue, to: &lines)
        guard event.key != 0, event.quotas & loginQuotas != 0 else { return 1 }
        write(event, block, file, loginGroup(event, block), event.order.rawValue + 2, to: &lines)
        return 2
    }

    /// Requests of one login, wherever they go.
    private func loginGroup(_ event: RequestEvent, _ block: Span<UInt8>) -> UInt64 {
        let first = StableHash.hash(block.extracting(event.login.range), seed: 2)
        return max(2, StableHash.hash(block.extracting(event.secondLogin.range), seed: first))
    }

    private func write(
        _ event: RequestEvent, _ block: Span<UInt8>, _ file: String, _ group: UInt64, _ rank: UInt8,
        to line: inout [UInt8]
    ) {
        func separate() { line.append(PreparedText.separator) }
        func text(_ range: FieldRange) {
            separate()
            PreparedText.append(block.extracting(range.range), to: &line)
        }
        func number(_ value: Int64) {
            separate()
            PreparedText.append(number: value, to: &line)
        }
        PreparedText.append(hex: group, to: &line)
        separate()
        PreparedText.append(event.time, width: PreparedRecord.timeLength, to: &line)
        separate()
        line.append(UInt8(ascii: "0") + rank)
        separate()
        PreparedText.append(hex: event.resource, to: &line)
        separate()
        line.append(event.key == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
        PreparedText.append(block.extracting(event.login.range), to: &line)
        text(event.secondLogin)
        text(event.method)
        number(Int64(event.status))
        number(event.bytes)
        number(Int64(event.duration))
        separate()
        if event.entityTag != 0 { PreparedText.append(hex: event.entityTag, to: &line) }
        text(event.requestTarget)
        separate()
        PreparedText.append(hex: event.client(in: block), to: &line)
        separate()
        if keepsPlaces { PreparedText.append(Array(file.utf8).span, to: &line) }
        number(keepsPlaces ? event.line : -1)
        text(event.address)
        text(event.agent)
        number(Int64(event.retryAfter))
        for place in event.custom.indices {
            separate()
            if event.quotas != 0 { PreparedText.append(block.extracting(event.custom[place].range), to: &line) }
        }
        line.append(UInt8(ascii: "\n"))
    }
}
