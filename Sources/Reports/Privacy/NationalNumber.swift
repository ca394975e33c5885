/// National identity numbers of Norway, Sweden and Denmark, by their dates and check digits.
enum NationalNumber {
    /// Whether a whole value is one, with or without the separator before its last part.
    static func matches(_ value: ArraySlice<UInt8>) -> Bool {
        guard (10...13).contains(value.count), let digits = digits(of: value) else { return false }
        switch digits.count {
        case 10: return isSwedish(digits[...]) || isDanish(digits)
        case 11: return isNorwegian(digits)
        case 12: return [18, 19, 20].contains(number(digits[..<2])) && isSwedish(digits[2...])
        default: return false
        }
    }

    /// The digits, if nothing stands between them but one separator after the date.
    private static func digits(of value: ArraySlice<UInt8>) -> [Int]? {
        var digits: [Int] = []
        for byte in value {
            if PersonalText.isDigit(byte) {
                digits.append(Int(byte - 0x30))
            } else if !"-+ ".utf8.contains(byte) || value.count - digits.count - 1 > 5 || digits.count < 6 {
                return nil
            }
        }
        return value.count - digits.count <= 1 ? digits : nil
    }

    /// `ddmmyynnnkk`; day + 40 is a D number, month + 40 (hospitals), + 65 and + 80 (tests) are in use.
    private static func isNorwegian(_ digits: [Int]) -> Bool {
        let (day, month) = (number(digits[..<2]), number(digits[2..<4]))
        let isDate = isDay(day) || isDay(day - 40)
        guard isDate, [0, 40, 65, 80].contains(where: { (1...12).contains(month - $0) }) else { return false }
        let first = weighted(digits, by: [3, 7, 6, 1, 8, 9, 4, 5, 2, 1])
        let second = weighted(digits, by: [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
        return first % 11 == 0 && second % 11 == 0
    }

    /// `yymmddnnnk` with the Luhn digit (ISO/IEC 7812-1, annex B); day + 60 is a coordination number.
    private static func isSwedish(_ digits: ArraySlice<Int>) -> Bool {
        let start = digits.startIndex
        let (month, day) = (number(digits[(start + 2)..<(start + 4)]), number(digits[(start + 4)..<(start + 6)]))
        guard (1...12).contains(month), isDay(day) || isDay(day - 60) else { return false }
        let sum = digits.enumerated().reduce(0) { sum, entry in
            let doubled = entry.element * (entry.offset % 2 == 0 ? 2 : 1)
            return sum + doubled / 10 + doubled % 10
        }
        return sum % 10 == 0
    }

    /// `ddmmyynnnn`: newer ones have no check digit, so the date decides.
    private static func isDanish(_ digits: [Int]) -> Bool {
        let day = number(digits[..<2])
        return (isDay(day) || isDay(day - 60)) && (1...12).contains(number(digits[2..<4]))
    }

    private static func isDay(_ day: Int) -> Bool { (1...31).contains(day) }

    private static func number(_ digits: ArraySlice<Int>) -> Int { digits.reduce(0) { $0 * 10 + $1 } }

    private static func weighted(_ digits: [Int], by weights: [Int]) -> Int {
        zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
