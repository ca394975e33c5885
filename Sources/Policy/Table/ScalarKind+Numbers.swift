extension ScalarKind where Value == Int {
    /// A whole number in a range.
    static func integer(_ range: ClosedRange<Int>) -> ScalarKind {
        ranged(range, "a whole number", text: { String($0) }, parse: { unitNumber($0, units: ["": 1]) })
            .numeric(range)
    }

    /// A whole number of percent in a range.
    static func percentage(_ range: ClosedRange<Int>) -> ScalarKind {
        ranged(range, "a percentage", pattern: "^[0-9]+%$", text: { Percentage(percent: $0).description }) {
            Percentage($0)?.percent
        }
    }

    /// A duration in a range of seconds.
    static func seconds(_ range: ClosedRange<Int>) -> ScalarKind {
        ranged(
            range, "a duration", pattern: "^[0-9]+[smhd]$", text: { PolicyDuration(seconds: $0).description },
            parse: { PolicyDuration($0)?.seconds })
    }

    /// A number of units, also written as a size.
    static func size(_ range: ClosedRange<Int>) -> ScalarKind {
        ranged(
            range, "a number or a size", pattern: "^[0-9]+[KMGT]?$", text: { ByteSize(bytes: $0).description },
            parse: { ByteSize($0)?.bytes })
    }

    private static func ranged(
        _ range: ClosedRange<Int>, _ noun: String, pattern: String = "", text: @escaping @Sendable (Int) -> String,
        parse: @escaping @Sendable (String) -> Int?
    ) -> ScalarKind {
        let shape = "\(noun) from \(text(range.lowerBound)) to \(text(range.upperBound))"
        return ScalarKind(
            shape: shape, figure: pattern, text: text,
            read: { word in
                guard let number = parse(word) else { return .fault("\"\(word)\" is not \(noun); write \(shape)") }
                return range.contains(number) ? .value(number) : .fault("\(word) is out of range; write \(shape)")
            })
    }

    private func numeric(_ range: ClosedRange<Int>) -> ScalarKind {
        ScalarKind(
            shape: shape, read: read, write: { String($0) }, json: { .integer($0) },
            schema: [
                ("type", .text("integer")), ("minimum", .integer(range.lowerBound)),
                ("maximum", .integer(range.upperBound)),
            ])
    }
}

extension ScalarKind where Value == Sustained {
    /// `n of m`, with n from 1 to m and m at most 32.
    static var sustained: ScalarKind {
        let longest = 32
        let shape = "n of m, such as 6 of 24"
        return ScalarKind(shape: shape, figure: "^[0-9]+( of [0-9]+)?$", text: \.description) { text in
            guard let value = Sustained(text) else { return .fault("\"\(text)\" is not n of m; write it like 6 of 24") }
            guard 1...longest ~= value.window else {
                return .fault("\"\(text)\" looks back at \(value.window) blocks; write a window from 1 to \(longest)")
            }
            guard value.count >= 1 else { return .fault("\"\(text)\" asks for no block at all; write at least 1") }
            guard value.count <= value.window else {
                return .fault(
                    "\"\(text)\" asks for more blocks than it looks back at; write \(value.window) or fewer of them")
            }
            return .value(value)
        }
    }
}
