internal import AccessLog
public import Cases
internal import Ledger
internal import Policy

/// Sends approved letters: inside opening hours, one message a contact and day, and never one twice.
///
/// The operator's own people get their digest the same way, see `Sending+Operators.swift`.
///
///     approved ──► planned (kept with its bytes) ──► handed ──► sent, or failed with what the channel said
///
/// Killed at any moment, the next try goes on from what was kept. A Maildir tells by the Message-ID whether a message lies
/// there already; of a mail program nobody can know, so what was being handed to one is not handed over again.
public struct Sending: Sendable {
    /// What became of it.
    public struct Report: Sendable {
        /// Messages that went: their letters and recipients.
        public var sent: [(letters: [String], recipient: String, reference: String)] = []
        /// Mail to the operator's own people that went: what it is, and to whom.
        public var told: [(what: String, recipient: String, reference: String)] = []
        /// Letters that wait, and why.
        public var waiting: [(letter: String, why: String)] = []
        /// What the channel refused, whole sentences.
        public var failures: [String] = []
    }

    var office: CaseOffice
    let channel: DeliveryChannel
    let at: Int64
    let isNow: Bool
    private let isAgain: Bool
    private let by: String
    let composer: MailComposer
    var rows: [OutboxRow]
    var report = Report()

    /// Makes ready for sending.
    ///
    /// - Parameters:
    ///   - office: the cases.
    ///   - channel: where letters go.
    ///   - renderer: the words.
    ///   - at: when, milliseconds since 1970 UTC.
    ///   - isNow: also while the office is closed.
    ///   - isAgain: also what was being handed to a mail program when the program was killed.
    ///   - by: who.
    /// - Throws: `ScanError` where nothing can be sent.
    public init(
        _ office: CaseOffice, _ channel: DeliveryChannel, _ renderer: LetterRenderer, at: Int64, isNow: Bool,
        isAgain: Bool = false, by: String
    ) throws(ScanError) {
        guard !office.setting.ladder.isSimulation else {
            throw ScanError("\(office.file.path): is the ledger of a simulation, of which nothing is ever sent")
        }
        guard office.setting.policy.notices.from != nil else {
            throw ScanError("notices.from is not set; set the address that letters come from")
        }
        self.office = office
        self.channel = channel
        self.at = at
        self.isNow = isNow
        self.isAgain = isAgain
        self.by = by
        composer = MailComposer(
            notices: office.setting.policy.notices, renderer: renderer, calendar: office.setting.ladder.calendar)
        do throws(LedgerError) {
            rows = try office.file.outbox()
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// Sends some letters, or all that are approved.
    public consuming func run(_ wanted: [String]? = nil) async throws -> Report {
        var sending = self
        try sending.settle()
        try sending.dropOutdated()
        try sending.plan(wanted)
        try await sending.hand(sending.rows.indices, wanted)
        // Last, so that a digest tells what became of the letters.
        if wanted == nil {
            let kept = sending.rows.count
            try sending.planForOperators()
            try await sending.hand(kept..<sending.rows.count, wanted)
        }
        return sending.report
    }

    private mutating func hand(_ places: Range<Int>, _ wanted: [String]?) async throws {
        for place in places where mayGo(rows[place], wanted) { try await hand(place) }
    }

    private func isWanted(_ letters: [String], _ wanted: [String]?) -> Bool {
        wanted.map { !Set($0).isDisjoint(with: letters) } ?? true
    }

    private func status(_ letter: String) -> CaseLetter.Status? { try? office.letter(letter).letter.status }

    /// Records letters whose messages all went before the program was ended.
    private mutating func settle() throws(ScanError) {
        for row in rows where row.state == .sent {
            let receipt = DeliveryReceipt(channel: row.channel, reference: row.message, exitStatus: nil, output: "")
            try noteSent(row.letters, receipt)
        }
    }

    /// Gives up messages with a letter that does not wait any more, and those of days before that no channel took: their
    /// letters are dated anew.
    private mutating func dropOutdated() throws(ScanError) {
        for place in rows.indices {
            let row = rows[place]
            guard row.state == .planned || row.state == .failed || (row.state == .handed && isRepeatable(row)) else {
                continue
            }
            let isOutdated = row.letters.contains { id in
                switch status(id) {
                case .withdrawn, .delivered, nil: true
                case .drafted, .approved, .sent, .bounced: false
                }
            }
            let isOld = row.state != .handed && row.date != office.date(of: at).text
            if isOutdated || isOld { try set(.dropped, place, output: row.output) }
        }
    }

    private func isRepeatable(_ row: OutboxRow) -> Bool { row.channel.hasPrefix("maildir:") }

    /// Whether a kept message is to be handed over now.
    private mutating func mayGo(_ row: OutboxRow, _ wanted: [String]?) -> Bool {
        guard isWanted(row.letters, wanted) else { return false }
        switch row.state {
        case .planned where row.isDigest, .failed where row.isDigest: return isNow || isOpen
        case .planned, .failed:
            let why = row.letters.compactMap { office.letters[$0].flatMap(whyNot) }.first
            if let why { for letter in row.letters { wait(letter, why) } }
            return why == nil
        case .handed where row.bytes.isEmpty:
            report.failures.append(
                "\(row.name): was forgotten while it was being handed to \(row.channel); record what became of it")
            return false
        case .handed:
            if isRepeatable(row) || isAgain { return true }
            report.failures.append(
                "\(row.name): was being handed to \(row.channel) for \(row.recipient) when "
                    + "the program ended; look for <\(row.message)> in the log of the mail program, then record it, "
                    + "or send --again")
            return false
        case .sent, .dropped: return false
        }
    }

    // MARK: Planning

    private mutating func plan(_ wanted: [String]?) throws(ScanError) {
        var byContact: [Contact: [Letter]] = [:]
        let approved = office.letters.values.filter { status($0.id) == .approved && isWanted([$0.id], wanted) }
        for letter in approved.sorted(by: { $0.id < $1.id }) {
            guard let (state, _) = try? office.letter(letter.id) else { continue }
            let partner = office.setting.partner(of: state.key)
            guard let partner, !partner.contacts.isEmpty else {
                wait(letter.id, "the partner has no contact person; add one to partners")
                continue
            }
            if let why = whyNot(letter) {
                wait(letter.id, why)
                continue
            }
            var dated = office.setting.ladder.sending(letter, at: at)
            dated.contacts = partner.contacts
            dated.language = partner.language
            for contact in partner.contacts where !isUnderWay(letter.id, contact) {
                byContact[contact, default: []].append(dated)
            }
        }
        try keepPlans(byContact)
    }

    /// Whether the office is open.
    var isOpen: Bool { office.setting.ladder.calendar.isOpen(at: at) }

    private mutating func wait(_ letter: String, _ why: String) { report.waiting.append((letter, why)) }

    private func whyNot(_ letter: Letter) -> String? {
        let calendar = office.setting.ladder.calendar
        guard !isNow, !letter.kind.isUrgent, !isOpen else { return nil }
        let opens = calendar.date(of: calendar.nextOpen(from: at)).text
        return "the office is closed until \(opens) \(OpeningHours.clock(calendar.hours.opens)); --now sends it at once"
    }

    private func isUnderWay(_ letter: String, _ contact: Contact) -> Bool {
        rows.contains { $0.state != .dropped && $0.letters.contains(letter) && $0.recipient == address(contact) }
    }

    private func address(_ contact: Contact) -> String { MailComposer.recipient(contact) ?? contact.email }

    private mutating func keepPlans(_ byContact: [Contact: [Letter]]) throws(ScanError) {
        let today = office.date(of: at).text
        var planned: [OutboxRow] = []
        var dated: [String: Letter] = [:]
        for contact in byContact.keys.sorted(by: { $0.email < $1.email }) {
            var letters = byContact[contact] ?? []
            let hasMail = rows.contains {
                !$0.letters.isEmpty && $0.recipient == address(contact) && $0.date == today
                    && ($0.state == .sent || $0.state == .handed)
            }
            if hasMail {
                for letter in letters where !letter.kind.isUrgent {
                    wait(letter.id, "\(contact.email) got a message today already, and gets one a day")
                }
                letters.removeAll { !$0.kind.isUrgent }
            }
            guard !letters.isEmpty, let row = message(letters, contact, today) else { continue }
            planned.append(row)
            for letter in letters { dated[letter.id] = letter }
        }
        guard !planned.isEmpty else { return }
        var commit = CaseCommit()
        commit.outbox = planned
        var book = try office.book()
        for letter in dated.values.sorted(by: { $0.id < $1.id }) { book.put(letter, at: at) }
        try office.keep(&commit, book)
        rows += planned
    }

    private mutating func message(_ letters: [Letter], _ contact: Contact, _ today: String) -> OutboxRow? {
        let before = rows.filter { row in
            row.recipient == address(contact) && !Set(row.letters).isDisjoint(with: letters.map(\.id))
        }
        do throws(DeliveryError) {
            let message = try composer.message(letters, to: contact, attempt: before.count + 1, at: at)
            return OutboxRow(
                message: message.id, recipient: message.recipient, letters: letters.map(\.id), date: today, time: at,
                bytes: message.bytes, channel: "\(channel)")
        } catch {
            report.failures.append("\(letters.map(\.id).joined(separator: ", ")): \(error.description)")
            return nil
        }
    }

    // MARK: Handing over

    private mutating func set(_ state: OutboxRow.State, _ place: Int, output: String) throws(ScanError) {
        rows[place].state = state
        rows[place].output = output
        var commit = CaseCommit()
        commit.outbox = [rows[place]]
        do throws(LedgerError) {
            try office.file.commit(commit)
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    private mutating func hand(_ place: Int) async throws {
        // What a Maildir may hold already must go to the same one again.
        let isBegun = rows[place].state == .handed
        if !isBegun { rows[place].channel = "\(channel)" }
        let target = DeliveryChannel(rows[place].channel) ?? channel
        try set(.handed, place, output: "")
        let row = rows[place]
        let message = MailMessage(id: row.message, recipient: row.recipient, bytes: row.bytes)
        do {
            let receipt = try await MailDelivery(target).send(message)
            try note(receipt, place)
        } catch let error as ScanError {
            throw error
        } catch {
            let said = (error as? DeliveryError)?.description ?? "\(target): \(error)"
            report.failures.append("\(row.name): \(said)")
            try set(.failed, place, output: said)
            for id in row.letters {
                let state = try office.letter(id).state
                try office.record(
                    CaseEvent(at: at, by: by, action: .failed(letter: id, via: "\(target)", output: said)), of: state.id
                )
            }
        }
    }

    private mutating func note(_ receipt: DeliveryReceipt, _ place: Int) throws(ScanError) {
        try set(.sent, place, output: receipt.output.isEmpty ? receipt.reference : receipt.output)
        let row = rows[place]
        guard !row.letters.isEmpty else {
            return report.told.append((row.name, row.recipient, receipt.reference))
        }
        report.sent.append((row.letters, row.recipient, receipt.reference))
        try noteSent(row.letters, receipt)
    }

    /// A letter is sent when all its messages are.
    private mutating func noteSent(_ letters: [String], _ receipt: DeliveryReceipt) throws(ScanError) {
        for id in letters where status(id) == .approved {
            let own = rows.filter { $0.letters.contains(id) && $0.state != .dropped }
            guard own.allSatisfy({ $0.state == .sent }) else { continue }
            let state = try office.letter(id).state
            try office.record(
                CaseEvent(
                    at: at, by: by, action: .sent(letter: id, via: receipt.channel, reference: receipt.reference)),
                of: state.id)
        }
    }
}
