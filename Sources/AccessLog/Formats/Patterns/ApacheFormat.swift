/// Compiles the text of an Apache `LogFormat`.
///
/// Directives are `%` + conditions (`!200,304`, `<`, `>`) + `{argument}` + a letter; backslashes are read as Apache reads them
/// in its configuration (`\"`, `\t`).
enum ApacheFormat {
    /// A directive with its argument.
    struct Directive {
        var letters: String
        var argument: String?
        var isFinal: Bool
        var column: Int
        var spelling: String { "%\(isFinal ? ">" : "")\(argument.map { "{\($0)}" } ?? "")\(letters)" }
    }

    static func pattern(_ text: some StringProtocol, customFields: [String]) throws(LogFormatError) -> Pattern {
        var builder = PatternBuilder(format: "apache:\(text)")
        var reader = FormatText(text)
        var before = ""
        while let byte = reader.next {
            switch byte {
            case UInt8(ascii: "%"):
                let directive = try directive(&reader, builder.format)
                try append(directive, behind: before, to: &builder)
                before = directive.letters
                continue
            case UInt8(ascii: "\\"): builder.literal([escaped(&reader)])
            default: builder.literal([byte])
            }
            before = ""
            _ = reader.take()
        }
        return try builder.build(customFields: customFields)
    }

    /// What the stamps of a format are: `%t` is when the request came in, unless it says `end:`.
    static func stamp(_ text: some StringProtocol) -> LogFormat.StampMeaning { text.contains("%{end:") ? .end : .start }

    /// Steps over a backslash and gives the byte that the one behind it stands for; the reader stands on that one.
    private static func escaped(_ reader: inout FormatText) -> UInt8 {
        _ = reader.take()
        switch reader.next {
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case .some(let byte): return byte
        case nil: return UInt8(ascii: "\\")
        }
    }

    private static func directive(_ reader: inout FormatText, _ format: String) throws(LogFormatError) -> Directive {
        let column = reader.column
        _ = reader.take()
        if reader.take("%") { return Directive(letters: "%", argument: nil, isFinal: false, column: column) }
        let conditions = reader.take(while: { Digits.isDigit($0) || "!,<>".utf8.contains($0) })
        var argument: String?
        if reader.take("{") {
            argument = reader.take(while: { $0 != UInt8(ascii: "}") })
            guard reader.take("}") else {
                throw LogFormatError(
                    format: format, column: column, "the brace is not closed; write %{\(argument ?? "")}…")
            }
        }
        var letters = reader.take("^") ? "^" : ""
        for _ in 0..<(letters.isEmpty ? 1 : 2) {
            if let letter = reader.next, (letter | 0x20) &- 97 < 26 {
                letters.unicodeScalars.append(Unicode.Scalar(letter))
                _ = reader.take()
            }
        }
        guard letters.last?.isLetter == true else {
            throw LogFormatError(
                format: format, column: column, "a letter is missing behind the percent sign; write %% for it")
        }
        return Directive(letters: letters, argument: argument, isFinal: conditions.contains(">"), column: column)
    }

    private static func append(
        _ directive: Directive, behind before: String, to builder: inout PatternBuilder
    ) throws(LogFormatError) {
        switch directive.letters {
        case "%": builder.literal([UInt8(ascii: "%")])
        case "t": try ApacheStamp.append(directive, to: &builder)
        // The query brings its own `?` along, so the two make one target.
        case "q" where before == "U": builder.replaceLast { $0.role = .target }
        default:
            var field = field(directive)
            field.column = directive.column
            field.spelling = directive.spelling
            builder.field(field)
        }
    }

    private static func field(_ directive: Directive) -> PatternField {
        let names = directive.argument.map { [$0] } ?? [directive.spelling]
        switch directive.letters {
        case "h", "a": return PatternField(names, .address)
        case "u": return PatternField(names, .user)
        case "r": return PatternField(names, .request)
        case "m": return PatternField(names, .method)
        case "U": return PatternField(names, .path)
        case "q": return PatternField(names, .query)
        case "s": return PatternField(names, .status, preference: directive.isFinal ? 1 : 0)
        case "b", "B": return PatternField(names, .bytes, preference: 1)
        case "O": return PatternField(names, .bytes)
        case "D": return PatternField(names, .microseconds, preference: 4)
        case "T": return duration(directive, names)
        case "i" where names[0].lowercased() == "x-forwarded-for":
            return PatternField(names, .forwarded, preference: -1)
        case "i" where names[0].lowercased() == "user-agent": return PatternField(names, .agent)
        case "o" where names[0].lowercased() == "etag": return PatternField(names, .entityTag)
        default: return PatternField(names, .skipped)
        }
    }

    private static func duration(_ directive: Directive, _ names: [String]) -> PatternField {
        switch directive.argument {
        case "us": PatternField(names, .microseconds, preference: 4)
        case "ms": PatternField(names, .milliseconds, preference: 3)
        default: PatternField(names, .seconds, preference: 1)
        }
    }
}
