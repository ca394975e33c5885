/// Compiles `%t` and `%{…}t`, a `strftime` text or one of Apache's own words, into pieces.
enum ApacheStamp {
    static func append(_ directive: ApacheFormat.Directive, to builder: inout PatternBuilder) throws(LogFormatError) {
        guard var text = directive.argument, !text.isEmpty else {
            builder.literal("[".utf8)
            var field = PatternField(["%t"], .time, shape: .commonLogStamp)
            (field.column, field.spelling) = (directive.column, directive.spelling)
            builder.field(field)
            return builder.literal("]".utf8)
        }
        for prefix in ["begin:", "end:"] where text.hasPrefix(prefix) { text.removeFirst(prefix.count) }
        if let piece = word(text) {
            append(piece, directive, to: &builder)
        } else {
            try appendPieces(text, directive, to: &builder)
        }
    }

    /// Apache's own words.
    private static func word(_ text: String) -> StampPiece? {
        switch text {
        case "sec": .epochSeconds
        case "msec": .epochMilliseconds
        case "usec": .epochMicroseconds
        case "msec_frac": .fraction
        case "usec_frac": .microFraction
        default: nil
        }
    }

    private static func append(
        _ piece: StampPiece, _ directive: ApacheFormat.Directive, to builder: inout PatternBuilder
    ) {
        var field = PatternField([directive.spelling], .skipped, shape: .stampPiece)
        (field.piece, field.column, field.spelling) = (piece, directive.column, directive.spelling)
        builder.field(field)
    }

    private static func appendPieces(
        _ text: String, _ directive: ApacheFormat.Directive, to builder: inout PatternBuilder
    ) throws(LogFormatError) {
        var reader = FormatText(text)
        while let byte = reader.take() {
            guard byte == UInt8(ascii: "%") else {
                builder.literal([byte])
                continue
            }
            let letter = reader.take() ?? UInt8(ascii: " ")
            guard let parts = parts(letter) else {
                throw LogFormatError(
                    format: builder.format, column: directive.column,
                    "%\(Character(Unicode.Scalar(letter))) inside of \(directive.spelling) is not read here; "
                        + "use %Y %m %b %d %e %H %M %S %F %T %z or %s"
                )
            }
            for part in parts {
                switch part {
                case .text(let literal): builder.literal(literal.utf8)
                case .piece(let piece): append(piece, directive, to: &builder)
                }
            }
        }
    }

    private enum Part {
        case text(String)
        case piece(StampPiece)
    }

    /// What a letter of `strftime` writes.
    private static func parts(_ letter: UInt8) -> [Part]? {
        switch letter {
        case UInt8(ascii: "Y"): [.piece(.year)]
        case UInt8(ascii: "m"): [.piece(.month)]
        case UInt8(ascii: "b"), UInt8(ascii: "h"): [.piece(.monthName)]
        case UInt8(ascii: "d"), UInt8(ascii: "e"): [.piece(.day)]
        case UInt8(ascii: "H"): [.piece(.hour)]
        case UInt8(ascii: "M"): [.piece(.minute)]
        case UInt8(ascii: "S"): [.piece(.second)]
        case UInt8(ascii: "z"): [.piece(.zone)]
        case UInt8(ascii: "s"): [.piece(.epochSeconds)]
        case UInt8(ascii: "F"): [.piece(.year), .text("-"), .piece(.month), .text("-"), .piece(.day)]
        case UInt8(ascii: "T"): [.piece(.hour), .text(":"), .piece(.minute), .text(":"), .piece(.second)]
        case UInt8(ascii: "%"): [.text("%")]
        default: nil
        }
    }
}
