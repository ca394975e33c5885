import Foundation
import Testing

@testable import AccessLog

/// A record with its texts taken out of the block, for comparison as a whole.
struct Reading: Equatable, CustomStringConvertible {
    var outcome = LineOutcome.record
    var time: Int64 = 0
    var duration: Int64 = -1
    var bytes: Int64 = -1
    var status: UInt16 = 0
    var method = ""
    var target = ""
    var user = ""
    var address = ""
    var agent = ""
    var entityTag = ""
    var custom = ["", "", "", ""]

    var description: String {
        "\(outcome) time \(time) duration \(duration) bytes \(bytes) status \(status) \(method) |\(target)| user |\(user)| "
            + "address |\(address)| agent |\(agent)| tag |\(entityTag)| custom \(custom)"
    }
}

/// What stands before and behind the line in the block, so that a parser that reads beyond its line is found out.
private let before = Array("9.9.9.9 - x [\n".utf8)
private let behind = Array("\n\" 200 7 \"-\" \"-\"\\\"}],17/May/2015:10:05:03 +0000 \"GET / HTTP/1.1\"".utf8)

extension LineParser {
    /// Reads one line that lies in the middle of a block.
    mutating func read(_ line: String) -> Reading { read(Array(line.utf8)) }

    /// Reads one line that lies in the middle of a block, and checks that nothing around it was changed.
    mutating func read(_ line: [UInt8], inMiddle: Bool = true) -> Reading {
        let (head, tail) = inMiddle ? (before, behind) : ([], [])
        var bytes = head + line + tail
        var record = AccessRecord()
        record.custom = .init(repeating: FieldRange(start: 1, count: 2))
        var block = bytes.mutableSpan
        let outcome = parse(head.count..<head.count + line.count, in: &block, into: &record)
        #expect(
            bytes.starts(with: head) && bytes.suffix(tail.count).elementsEqual(tail), "bytes around the line changed")
        return Reading(outcome, record, bytes, head.count..<head.count + line.count)
    }
}

extension Reading {
    init(_ outcome: LineOutcome, _ record: AccessRecord, _ bytes: [UInt8], _ line: Range<Int>) {
        func text(_ field: FieldRange) -> String {
            if field.isEmpty { return "" }
            #expect(field.range.lowerBound >= line.lowerBound && field.range.upperBound <= line.upperBound)
            return String(decoding: bytes[field.range], as: UTF8.self)
        }
        self.outcome = outcome
        (time, duration, self.bytes, status) = (record.time, record.duration, record.bytes, record.status)
        (method, target, user) = (text(record.method), text(record.target), text(record.user))
        (address, agent, entityTag) = (text(record.address), text(record.agent), text(record.entityTag))
        custom = (0..<4).map { text(record.custom[$0]) }
    }
}

/// Milliseconds since 1970 of an RFC 3339 text, by Foundation.
func instant(_ text: String) -> Int64 {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions =
        text.contains(".") ? [.withInternetDateTime, .withFractionalSeconds] : [.withInternetDateTime]
    guard let date = formatter.date(from: text) else { return .min }
    return Int64((date.timeIntervalSince1970 * 1000).rounded())
}

/// A parser of a format as `--log-format` names it.
func parser(_ format: String, _ change: (inout ParserOptions) -> Void = { _ in }) throws -> any LineParser {
    var options = ParserOptions()
    change(&options)
    return try LogFormats.named(format).makeParser(options)
}

/// The formats as messages list them.
let knownFormats =
    "cloudfront, aspnet-w3c, w3c, azure-appgw, azure-apim, caddy, ecs, traefik, envoy, nginx-json, json, alb, elb, "
    + "haproxy, vhost, combined, common, nginx:<log_format>, apache:<LogFormat>"

/// Random numbers that a seed repeats (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
