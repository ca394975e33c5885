import AccessLog
import Foundation

/// A letter in words.
public struct RenderedLetter: Sendable, Equatable {
    /// One line.
    public var subject: String
    /// Plain text of at most 72 columns.
    public var text: String
    /// A whole HTML document: no script, no outside request, no picture that a mail program would hold back.
    public var html: String

    /// Makes a letter of its parts.
    public init(subject: String, text: String, html: String) {
        self.subject = subject
        self.text = text
        self.html = html
    }
}

/// Puts letters into words, in any of the languages.
///
/// The picture is made of table cells with a background: mail programs show neither SVG nor scripts, and hold back images
/// until the reader asks for them, but all of them draw tables.
public struct LetterRenderer: Sendable {
    private let texts: [LetterLanguage: LetterTexts]
    let calendar: CaseCalendar

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - folder: texts and layouts that take the place of the built-in ones, `nil` for none.
    ///   - calendar: the contract's zone and the opening hours.
    /// - Throws: what is wrong with the texts in the folder.
    public init(folder: String? = nil, calendar: CaseCalendar) throws(LetterTextError) {
        var texts: [LetterLanguage: LetterTexts] = [:]
        for language in LetterLanguage.allCases { texts[language] = try LetterTexts(language, folder: folder) }
        self.texts = texts
        self.calendar = calendar
    }

    /// Puts a letter into words.
    public func render(_ letter: Letter) -> RenderedLetter {
        guard let texts = texts[letter.language] else { return RenderedLetter(subject: "", text: "", html: "") }
        let forms = LanguageForms(language: letter.language, zone: calendar.zone)
        return LetterWords(letter: letter, texts: texts, forms: forms, calendar: calendar).rendered
    }

    /// Puts the operator's own digest into words.
    public func render(_ digest: OperatorDigest) -> RenderedLetter {
        guard let texts = texts[digest.language] else { return RenderedLetter(subject: "", text: "", html: "") }
        return DigestWords(texts: texts, forms: LanguageForms(language: digest.language, zone: calendar.zone)).rendered(
            digest)
    }

    /// Puts what cannot wait into words.
    public func render(_ alert: OperatorAlert) -> RenderedLetter {
        guard let texts = texts[alert.language] else { return RenderedLetter(subject: "", text: "", html: "") }
        return DigestWords(texts: texts, forms: LanguageForms(language: alert.language, zone: calendar.zone)).rendered(
            alert)
    }

    /// The words that a digest to a partner puts before its letters: the subject, and a sentence.
    func digest(_ count: Int, in language: LetterLanguage, on date: CivilDate) -> (subject: String, intro: String) {
        guard let texts = texts[language] else { return ("", "") }
        let forms = LanguageForms(language: language, zone: calendar.zone)
        let values: [String: Any] = ["count": forms.number(Int64(count)), "date": forms.date(date)]
        return (texts("subject.digest", values), texts("digest.intro", values))
    }
}

/// One part of a letter: a heading, and what stands under it.
struct LetterBlock {
    var heading = ""
    var paragraphs: [String] = []
    var rows: [(label: String, value: String)] = []
    var bars: [Bar] = []
    var items: [String] = []
    var samples: [Sample] = []
    var code: [String] = []

    /// A bar of the picture.
    struct Bar {
        var label: String
        var value: String
        /// 0 to 100.
        var percent: Int
        var isAbove: Bool
        var note: String
    }

    /// A line of the log.
    struct Sample {
        var stamp: String
        var method: String
        var target: String
        var status: String
        var bytes: String
        var place: String
    }

    var isEmpty: Bool {
        paragraphs.isEmpty && rows.isEmpty && bars.isEmpty && items.isEmpty && samples.isEmpty && code.isEmpty
    }
}

extension LetterBlock {
    /// Columns of the labels in the text part.
    private static let column = 34
    /// Columns of a full bar.
    private static let barColumns = 40

    /// What the layouts see.
    var values: [String: Any] {
        var values: [String: Any] = ["paragraphs": paragraphs, "items": items]
        if !heading.isEmpty {
            values["heading"] = heading
            values["underline"] = String(repeating: "-", count: min(heading.count, LetterWrapping.width))
        }
        values["rows"] = rows.map { row in
            [
                "label": row.label, "value": row.value,
                "text": LetterWrapping.row(row.label, row.value, column: Self.column),
            ]
        }
        values["code"] = code.map { ["plain": $0, "text": LetterWrapping.command($0)] }
        values["bars"] = bars.map(\.values)
        values["samples"] = samples.map(\.values)
        if !rows.isEmpty { values["table"] = true }
        if !bars.isEmpty { values["picture"] = true }
        if !items.isEmpty { values["list"] = true }
        if !samples.isEmpty { values["lines"] = true }
        return values
    }
}

extension LetterBlock.Bar {
    fileprivate var values: [String: Any] {
        let marks = String(repeating: isAbove ? "#" : "=", count: (percent * 40 + 99) / 100)
        let padded = label.replacing("\u{A0}", with: " ")
        let name = padded + String(repeating: " ", count: max(1, 9 - padded.count))
        let picture = note.isEmpty ? marks + String(repeating: " ", count: 41 - marks.count) : "(\(note)) "
        var values: [String: Any] = [
            "label": label, "value": value, "note": note, "color": isAbove ? "#b3401e" : "#7a8798",
            "text": "\(name)\(picture)\(value)",
        ]
        if percent > 0 { values["width"] = String(percent) }
        if note.isEmpty { values["note"] = nil }
        return values
    }
}

extension LetterBlock.Sample {
    fileprivate var values: [String: Any] {
        let line = "\(stamp)  \(method) \(status) \(bytes)"
        return [
            "stamp": stamp, "method": method, "target": target, "status": status, "bytes": bytes, "place": place,
            "text": [line, "  " + target, "  " + place].joined(separator: "\n"),
        ]
    }
}
