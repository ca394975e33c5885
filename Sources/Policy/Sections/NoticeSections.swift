import Cases
import Detection

extension Sections {
    static let notices = Section(
        standard: NoticeOptions(),
        settings: [
            .scalar("approval", \.approval, .choice, "Whether a person approves every letter"),
            .section("grace", \.grace, grace, "The shortest times between the steps of a case"),
            .optional("from", \.from, .email, "The address that letters come from; without it nothing is sent"),
            .optional("sender", \.sender, .text, "Who writes, as partners know them"),
            .optional("reply_to", \.replyTo, .email, "The address that answers go to", absent: "the address of from"),
            .optional("phone", \.phone, .text, "The telephone for questions, in quotes"),
            .scalars("operators", \.operators, .email, "The operator's own people, who get the daily digest"),
            .scalar("language", \.language, .choice, "The language of the digest"),
            .scalar("channel", \.channel, .channel, "Where letters go"),
            .scalar(
                "observe_days", \.observeDays, .integer(0...366), "Covered days of a new ledger that draft no letters"),
            .scalar(
                "fault_hours", \.faultHours, .integer(1...25),
                "Hours with over a tenth of 5xx that make a day count against nobody"),
            .scalar("hours", \.hours, .hours, "When the office is open on working days; deadlines are at its end"),
            .scalars("closed", \.closed, .monthDay, "Days on which it is closed beside the public holidays"),
            .optional(
                "templates", \.templates, .text, "A folder of texts and templates that replace the built-in ones",
                absent: "the built-in ones"),
            .inlineList(
                "suspend_without_notice", \.suspendWithoutNotice, of: suspension,
                "Severe breaches after which access may be suspended at once, by a person"),
        ])

    private static let suspension = Section(
        standard: NoticeOptions.Suspension(),
        settings: [
            .scalar("rule", \.rule, .choice, "The rule").required,
            .scalar("points", \.points, .integer(1...60), "The fewest points of a finding on a day"),
        ])

    static let contract = Section(
        standard: Contract(),
        settings: [
            .optional("title", \.title, .text, "The name of the agreement, as letters quote it"),
            .optional("clause_1", \.clause1, .text, "Its words on fetching again what one has"),
            .optional("clause_2", \.clause2, .text, "Its words on inefficient code that leads to overload"),
            .optional("clause_3", \.clause3, .text, "Its words on polling where push is possible"),
            .optional("quota", \.quota, .text, "Its words on quotas"),
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

extension ScalarKind where Value == DeliveryChannel {
    /// Where letters go.
    static var channel: ScalarKind {
        let shape = "a channel, such as maildir:outbox, sendmail or sendmail:/usr/sbin/sendmail"
        return ScalarKind(
            shape: shape, schema: [("pattern", .text("^(maildir:.+|sendmail(:/.+)?)$"))], text: { "\($0)" },
            read: reading(shape) { DeliveryChannel($0) })
    }
}

extension ScalarKind where Value == OpeningHours {
    /// Hours of a day.
    static var hours: ScalarKind {
        let shape = "opening hours, such as 08:30-16:30"
        let pattern = "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"
        return ScalarKind(
            shape: shape, schema: [("pattern", .text(pattern))], text: { "\($0)" },
            read: reading(shape) { OpeningHours($0) })
    }
}

extension ScalarKind where Value == MonthDay {
    /// A day of every year.
    static var monthDay: ScalarKind {
        let shape = "a day of the year, such as 12-24"
        return ScalarKind(
            shape: shape, schema: [("pattern", .text("^[01][0-9]-[0-3][0-9]$"))], text: { "\($0)" },
            read: reading(shape) { MonthDay($0) })
    }
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
