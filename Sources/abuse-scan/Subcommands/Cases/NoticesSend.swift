import ArgumentParser
import Cases
import Dispatch
import Foundation
import Ledger
import Policy
import Scanning
import Synchronization

/// `notices send`
struct NoticesSend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Sends approved letters, inside opening hours and one message a contact and day; never one twice.",
        usage: "abuse-scan notices send [<options>] [<letters> ...]",
        discussion: """
            abuse-scan notices send --ledger hub.ledger
            abuse-scan notices send --to maildir:/var/spool/letters
            The addresses of notices.operators get a digest with it, one a day inside
            opening hours, where there is anything to tell, and at once an alert
            where one key takes most of an overloaded API; not where letters are
            named.
            """)

    @OptionGroup var options: CaseOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "Numbers of letters, or their beginnings; all that are approved otherwise.")
    var letters: [String] = []

    @Flag(name: .long, help: "Also while the office is closed.")
    var now = false

    @Flag(name: .long, help: "Also what was being handed to a mail program when this one was killed.")
    var again = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where to, in place of notices.channel: maildir:PATH, sendmail or sendmail:PATH.", valueName: "channel"))
    var to: String?

    func run() throws {
        let office = try options.office(for: .writing)
        let ids = try letters.map { text in
            try Failure.ofScan { () throws(ScanError) in try office.findLetter(text).id }
        }
        var run = SendRun(
            office: office, channel: try channel(), at: try act.instant(office), isNow: now, by: act.author)
        run.isAgain = again
        run.options = options
        try run.send(ids.isEmpty ? nil : ids)
    }

    private func channel() throws -> DeliveryChannel? {
        guard let to else { return nil }
        guard let channel = DeliveryChannel(to) else {
            throw Failure("--to \(to) is no channel; write maildir:PATH, sendmail or sendmail:/PATH")
        }
        return channel
    }
}

/// One try at sending letters, and what is told of it.
struct SendRun {
    var office: CaseOffice
    var channel: DeliveryChannel?
    var at: Int64
    var isNow: Bool
    var by: String
    var isAgain = false
    var options: CaseOptions?

    /// Sends some letters, or all that are approved; status 5 where a channel refused one.
    func send(_ ids: [String]?) throws {
        let renderer = try NoticesCommand.renderer(for: office.setting.policy)
        let target = channel ?? office.setting.policy.notices.channel
        let sending = try Failure.ofScan { () throws(ScanError) in
            try Sending(office, target, renderer, at: at, isNow: isNow, isAgain: isAgain, by: by)
        }
        let report = try Self.wait { try await sending.run(ids) }
        try show(report, target)
        for failure in report.failures { Terminal.warn(failure) }
        if !report.failures.isEmpty { throw Failure.delivery }
    }

    private func show(_ report: Sending.Report, _ target: DeliveryChannel) throws {
        var lines = report.sent.flatMap { sent in
            CaseText.wrapped(
                "\(sent.letters.joined(separator: ", ")) to \(sent.recipient): \(sent.reference)", hanging: 2)
        }
        lines += report.told.flatMap { told in
            CaseText.wrapped("\(told.what) to \(told.recipient): \(told.reference)", hanging: 2)
        }
        lines += report.waiting.flatMap { CaseText.wrapped("\($0.letter) waits: \($0.why)", hanging: 2) }
        if report.sent.isEmpty, report.told.isEmpty, report.waiting.isEmpty, report.failures.isEmpty {
            lines.append("Nothing to send.")
        }
        if !report.sent.isEmpty {
            lines += CaseText.wrapped("Once one has arrived: abuse-scan notices record N --delivered REF", hanging: 2)
        }
        let text = lines.map { $0 + "\n" }.joined()
        let answer = Answer(
            sent: report.sent.map { .init(letters: $0.letters, recipient: $0.recipient, reference: $0.reference) },
            told: report.told.map { .init(what: $0.what, recipient: $0.recipient, reference: $0.reference) },
            waiting: report.waiting.map { .init(letter: $0.letter, why: $0.why) }, failures: report.failures,
            channel: "\(target)")
        if let options { return try options.show(text, answer) }
        Terminal.warn(text)
    }

    private struct Answer: Encodable {
        struct Sent: Encodable {
            var letters: [String]
            var recipient: String
            var reference: String
        }

        struct Told: Encodable {
            var what: String
            var recipient: String
            var reference: String
        }

        struct Waiting: Encodable {
            var letter: String
            var why: String
        }

        var sent: [Sent]
        var told: [Told]
        var waiting: [Waiting]
        var failures: [String]
        var channel: String
    }

    /// Waits for work that other threads do.
    private static func wait<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let box = Mutex<Result<Value, any Error>?>(nil)
        let shared = Shared(box)
        Task {
            let result: Result<Value, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            shared.put(result)
            done.signal()
        }
        done.wait()
        do {
            guard let value = try shared.take()?.get() else { throw Failure("the sending ended without a result") }
            return value
        } catch let error as ScanError {
            throw Failure(error.description, status: error.kind == .ledger ? Failure.ledger : Failure.usage)
        }
    }

    /// A result on its way between threads.
    private final class Shared<Value: Sendable>: Sendable {
        private let box: Mutex<Value?>

        init(_ box: consuming sending Mutex<Value?>) { self.box = box }

        func put(_ value: Value) { box.withLock { $0 = value } }

        func take() -> Value? { box.withLock { $0 } }
    }
}
