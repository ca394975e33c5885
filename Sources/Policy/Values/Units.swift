/// Reads a whole number followed by one of the units; the result is in the smallest unit.
///
/// Signs, spaces, fractions and digits beyond ASCII are refused, and so is what does not fit in an `Int`.
func unitNumber(_ text: String, units: KeyValuePairs<String, Int>) -> Int? {
    let digits = text.utf8.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    let unit = text.utf8.dropFirst(digits.count)
    guard !digits.isEmpty, let number = Int(String(Substring(digits))) else { return nil }
    for (name, factor) in units where unit.elementsEqual(name.utf8) {
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
    return nil
}

/// Writes a number with the largest unit that divides it.
func unitText(_ number: Int, units: KeyValuePairs<String, Int>) -> String {
    for (name, factor) in units where number % factor == 0 && (number != 0 || factor == 1) {
        return "\(number / factor)\(name)"
    }
    return "\(number)"
}
