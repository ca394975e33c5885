internal import AccessLog

/// A line that gives nothing away: every run of letters as `a`, of digits as `9`.
enum DoctorLineShape {
    /// The first so many characters of the shape.
    static let longest = 72

    /// The shape of a line.
    static func text(_ bytes: Span<UInt8>, _ line: Range<Int>) -> String {
        var shape = ""
        var isCut = false
        for index in line {
            let letter = letter(bytes[index])
            if letter == shape.last, letter == "9" || letter == "a" { continue }
            if shape.utf8.count == longest {
                isCut = true
                break
            }
            shape.append(letter)
        }
        return isCut ? shape + "…" : shape
    }

    private static func letter(_ byte: UInt8) -> Character {
        switch byte {
        case 0x30...0x39: "9"
        case 0x41...0x5A, 0x61...0x7A, 0x80...: "a"
        case 0x20...0x7E: Character(Unicode.Scalar(byte))
        default: "?"
        }
    }
}
