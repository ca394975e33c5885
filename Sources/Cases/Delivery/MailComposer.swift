import AccessLog
import Foundation

/// Makes messages of letters: one a contact and day, however many letters there are.
///
/// The Message-ID follows from the letters and the recipient, so that a retry after a crash makes the same message. All
/// messages of a case refer to one root, so that mail programs show them as one thread.
public struct MailComposer: Sendable {
    /// Letters with their words.
    public typealias Written = (letter: Letter, words: RenderedLetter)

    private let notices: NoticeOptions
    private let renderer: LetterRenderer
    private let calendar: CaseCalendar

    /// Makes a composer.
    public init(notices: NoticeOptions, renderer: LetterRenderer, calendar: CaseCalendar) {
        self.notices = notices
        self.renderer = renderer
        self.calendar = calendar
    }

    /// The message of one or more letters to one person.
    ///
    /// - Parameters:
    ///   - letters: at least one; several become a digest.
    ///   - contact: whom it goes to.
    ///   - files: what goes with it.
    ///   - attempt: 2 and more for a message that goes again because the one before came back.
    ///   - instant: its date, milliseconds since 1970 UTC.
    /// - Returns: the message.
    /// - Throws: what is wrong with an address, or that a letter is a simulation.
    public func message(
        _ letters: [Letter], to contact: Contact, files: [MailFile] = [], attempt: Int = 1, at instant: Int64
    ) throws(DeliveryError) -> MailMessage {
        if let simulation = letters.first(where: \.isSimulation) {
            throw DeliveryError("\(simulation.id): is a simulation and is never sent; run without --simulate")
        }
        let words = digest(letters, at: instant)
        let part =
            letters.map(\.id).sorted().joined(separator: "+") + (attempt > 1 ? ".\(attempt)" : "")
        let domain = try sender().domain
        let recipient = try address(contact.email, of: "contact \(contact.email)")
        let id = "\(letters.count == 1 ? part : "digest." + hash(part)).\(hash(recipient.text))@\(domain)"
        let roots = Set(letters.map(\.caseNumber)).sorted().map { "<case.\($0).\(hash(recipient.text))@\(domain)>" }
        var headers = try envelope(to: contact, recipient, at: instant)
        headers += [
            MailHeader.text("Subject", words.subject), "Message-ID: <\(id)>",
            MailHeader.tokens("In-Reply-To", Array(roots.prefix(1))), MailHeader.tokens("References", roots),
            "MIME-Version: 1.0", "Content-Language: \(letters.first?.language.rawValue ?? "nb")",
        ]
        return MailMessage(
            id: id, recipient: recipient.text, bytes: bytes(headers, body(words, files), seed: hash(id)))
    }

    /// The address that a message to a person goes to, `nil` where mail cannot go there.
    public static func recipient(_ contact: Contact) -> String? { MailAddress(contact.email)?.text }

    /// The operator's own digest, to one of its people.
    public func message(
        _ digest: OperatorDigest, to address: String, at instant: Int64
    ) throws(DeliveryError) -> MailMessage {
        try internalMessage("operator.\(digest.date.text)", renderer.render(digest), digest.language, address, instant)
    }

    /// What cannot wait, to one of the operator's people.
    public func message(
        _ alert: OperatorAlert, to address: String, at instant: Int64
    ) throws(DeliveryError) -> MailMessage {
        try internalMessage("alert.\(alert.finding)", renderer.render(alert), alert.language, address, instant)
    }

    private func internalMessage(
        _ name: String, _ words: RenderedLetter, _ language: LetterLanguage, _ address: String, _ instant: Int64
    ) throws(DeliveryError) -> MailMessage {
        let recipient = try self.address(address, of: "notices.operators")
        let id = "\(name).\(hash(recipient.text))@\(try sender().domain)"
        var headers = try envelope(to: Contact(name: nil, email: address), recipient, at: instant)
        headers += [
            MailHeader.text("Subject", words.subject), "Message-ID: <\(id)>", "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0", "Content-Language: \(language.rawValue)",
        ]
        return MailMessage(id: id, recipient: recipient.text, bytes: bytes(headers, body(words, []), seed: hash(id)))
    }

    private func envelope(
        to contact: Contact, _ recipient: MailAddress, at instant: Int64
    ) throws(DeliveryError) -> [String] {
        var headers = [
            "Date: \(MailDate.text(instant, zone: calendar.zone))",
            MailHeader.addresses("From", [(notices.sender, try sender().text)]),
            MailHeader.addresses("To", [(contact.name, recipient.text)]),
        ]
        if let reply = notices.replyTo {
            headers.append(MailHeader.addresses("Reply-To", [(nil, try address(reply, of: "notices.reply_to").text)]))
        }
        return headers
    }

    private func sender() throws(DeliveryError) -> MailAddress {
        guard let from = notices.from else {
            throw DeliveryError("notices.from is not set; set the address that letters come from")
        }
        return try address(from, of: "notices.from")
    }

    private func address(_ text: String, of place: String) throws(DeliveryError) -> MailAddress {
        guard let address = MailAddress(text) else {
            throw DeliveryError(
                "\(place): the address is not one that mail can go to; write it as name@example.no, in ASCII")
        }
        return address
    }

    private func body(_ words: RenderedLetter, _ files: [MailFile]) -> MIMEPart {
        let shown = files.filter { $0.contentID != nil }
        let html = MIMEPart.text(words.html, subtype: "html")
        let rich = shown.isEmpty ? html : .multipart("related", [html] + shown.map(MIMEPart.file))
        let alternative = MIMEPart.multipart("alternative", [.text(words.text, subtype: "plain"), rich])
        let attached = files.filter { $0.contentID == nil }
        return attached.isEmpty ? alternative : .multipart("mixed", [alternative] + attached.map(MIMEPart.file))
    }

    private func bytes(_ headers: [String], _ body: MIMEPart, seed: String) -> [UInt8] {
        Array(((headers + body.lines(seed: seed)).joined(separator: "\n") + "\n").utf8)
    }

    /// Several letters one after the other, below a sentence that says so.
    private func digest(_ letters: [Letter], at instant: Int64) -> RenderedLetter {
        let all = letters.map(renderer.render)
        guard all.count > 1, let first = letters.first else {
            return all.first ?? RenderedLetter(subject: "", text: "", html: "")
        }
        let head = renderer.digest(all.count, in: first.language, on: calendar.date(of: instant))
        let line = "\n" + String(repeating: "=", count: LetterWrapping.width) + "\n\n"
        let text = LetterWrapping.wrapped(head.intro) + line + all.map(\.text).joined(separator: line)
        return RenderedLetter(
            subject: head.subject.replacing("\u{A0}", with: " "), text: text,
            html: HTMLJoin.joined(all.map(\.html), below: head.intro))
    }

    private func hash(_ text: String) -> String {
        ContentDigest.hex(text.utf8, bytes: 8)
    }
}

/// Joins documents into one: what stands between their body tags.
enum HTMLJoin {
    /// One document; `intro` is a plain sentence that stands before all of them.
    static func joined(_ documents: [String], below intro: String) -> String {
        guard let first = documents.first, let open = bodyStart(first), let close = first.range(of: "</body>") else {
            return documents.joined(separator: "\n")
        }
        let bodies = documents.map { document in
            guard let start = bodyStart(document), let end = document.range(of: "</body>") else { return document }
            return String(document[start..<end.lowerBound])
        }
        let sentence = intro.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        let style = "margin:0;padding:16px 20px 0;font-family:Arial,Helvetica,sans-serif;font-size:15px;color:#1c2430;"
        return first[..<open] + "\n<p style=\"\(style)\">\(sentence)</p>" + bodies.joined(separator: "<hr>\n")
            + first[close.lowerBound...]
    }

    private static func bodyStart(_ document: String) -> String.Index? {
        document.range(of: "<body").flatMap { body in
            document[body.upperBound...].firstIndex(of: ">").map { document.index(after: $0) }
        }
    }
}

/// The date of a message (RFC 5322, 3.3): `Fri, 20 Nov 2026 09:00:00 +0100`.
enum MailDate {
    static func text(_ instant: Int64, zone: TimeZoneRules) -> String {
        let seconds = instant.flooredSeconds
        let offset = zone.offset(atUTC: seconds)
        let local = seconds + offset
        let date = CivilDate(daysSince1970: local / 86_400)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let rest = Int(local % 86_400)
        let clock = OpeningHours.clock(rest / 60) + (rest % 60 < 10 ? ":0" : ":") + String(rest % 60)
        let shift = OpeningHours.clock(Int(abs(offset) / 60), separator: "")
        return "\(days[date.weekday]), \(date.day) \(months[date.month - 1]) \(date.year) \(clock) "
            + (offset < 0 ? "-" : "+") + shift
    }
}
