/// Section `notices`: how letters are drafted and sent. This version writes none.
public struct NoticeOptions: Sendable, Equatable {
    /// Whether a person approves every letter.
    public enum Approval: String, Sendable, CaseIterable {
        /// Letters wait for a person.
        case manual
        /// Letters go out by themselves.
        case automatic
    }

    /// The shortest times between steps, seconds.
    public struct Grace: Sendable, Equatable {
        /// From the notice to the reminder.
        public var reminder = 7 * 86_400
        /// From the reminder to the final warning.
        public var final = 7 * 86_400
        /// From the final warning to a permitted closing.
        public var close = 14 * 86_400
    }

    /// Who lets letters go out.
    public var approval = Approval.manual
    /// The shortest times between the steps of a case.
    public var grace = Grace()
    /// The address that answers go to.
    public var replyTo: String?
    /// Days of a new ledger without letters.
    public var observeDays = 7
}

/// Whose public holidays deadlines step over. This version sets no deadlines.
public enum WorkCalendar: String, Sendable, CaseIterable {
    case norway, denmark, sweden
}

extension Sections {
    static let notices = Section(
        standard: NoticeOptions(),
        settings: [
            .scalar("approval", \.approval, .choice, "Whether a person approves every letter"),
            .section("grace", \.grace, grace, "The shortest times between the steps of a case"),
            .optional("reply_to", \.replyTo, .email, "The address that answers go to"),
            .scalar(
                "observe_days", \.observeDays, .integer(0...366), "Covered days of a new ledger that draft no letters"),
        ])

    private static let grace = Section(
        standard: NoticeOptions.Grace(),
        settings: [
            .scalar("reminder", \.reminder, .grace, "From the notice to the reminder"),
            .scalar("final", \.final, .grace, "From the reminder to the final warning"),
            .scalar("close", \.close, .grace, "From the final warning to a permitted closing"),
        ])
}

extension ScalarKind where Value == Int {
    fileprivate static var grace: ScalarKind { .seconds(86_400...366 * 86_400) }
}

extension ScalarKind where Value == String {
    /// An address of e-mail.
    static var email: ScalarKind {
        let schema: [(name: String, value: JSONNode)] = [("pattern", .text("^[^@\\s]+@[^@\\s]+$"))]
        return ScalarKind(shape: "an address such as hub@example.no", schema: schema, text: { $0 }) { text in
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            let isWord = text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value > 0x20 }
            let isAddress = isWord && parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            return isAddress ? .value(text) : .fault("\"\(text)\" is not an address; write one such as hub@example.no")
        }
    }
}
