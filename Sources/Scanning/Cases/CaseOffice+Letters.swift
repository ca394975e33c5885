internal import AccessLog
public import Cases
internal import Foundation
public import Ledger
internal import Policy

extension CaseOffice {
    /// The message of a letter: as it went, or as it would go now to the first contact.
    public func message(_ letter: Letter, _ renderer: LetterRenderer) throws(ScanError) -> [UInt8] {
        do throws(LedgerError) {
            let kept = try file.outbox().last {
                $0.letters.contains(letter.id) && $0.state != .dropped && !$0.bytes.isEmpty
            }
            if let kept { return kept.bytes }
        } catch {
            throw ScanError(error.description, .ledger)
        }
        let state = try self.letter(letter.id).state
        guard let contact = setting.partner(of: state.key)?.contacts.first ?? letter.contacts.first else {
            throw ScanError("\(letter.id): the partner has no contact person; add one to partners")
        }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let composer = MailComposer(
            notices: setting.policy.notices, renderer: renderer, calendar: setting.ladder.calendar)
        do throws(DeliveryError) {
            return try composer.message([setting.ladder.sending(letter, at: now)], to: contact, at: now).bytes
        } catch {
            throw ScanError(error.description)
        }
    }

    /// The evidence pack of a letter.
    public func evidence(_ letter: Letter, _ words: RenderedLetter) throws(ScanError) -> EvidencePack {
        do {
            let inputs = try file.past().inputs.filter { letter.files.contains($0.name) }.map { input in
                EvidencePack.Input(
                    name: input.name,
                    digest: "crc32:\(String(input.content.crc, radix: 16)) length:\(input.content.length)",
                    lines: input.lines)
            }
            guard let policy = try file.policyText(letter.reproduction.policyDigest) else {
                throw ScanError("\(letter.id): the policy that it rests on is not in the ledger any more", .ledger)
            }
            var steps: [HistoryStep] = []
            try file.history(ofCase: letter.caseNumber) { row in
                if let step = row.step { steps.append(step) }
            }
            var pack = try EvidencePack(letter, words: words, inputs: inputs, policy: policy, history: steps)
            pack.files["inputs.txt"] = Array(letter.files.map { $0 + "\n" }.joined().utf8)
            return pack
        } catch let error as ScanError {
            throw error
        } catch let error as LedgerError {
            throw ScanError(error.description, .ledger)
        } catch {
            throw ScanError("\(letter.id): \(error)")
        }
    }

    /// Messages of a letter that were planned or went, to be given up because it came back.
    public func messagesToDrop(_ letter: String) throws(ScanError) -> [OutboxRow] {
        do throws(LedgerError) {
            return try file.outbox().filter { $0.letters.contains(letter) && $0.state != .dropped }.map { row in
                var row = row
                row.state = .dropped
                return row
            }
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }
}
