/// Numbers, amounts and durations as people read them. Amounts round down: what is shown never exceeds what was counted.
public enum Figures {
    /// `2 026 114`, grouped by a plain space.
    public static func grouped(_ value: Int64) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += " " }
            text.append(digit)
        }
        return text
    }

    /// `1 line`, `2 lines`; words whose plural is not made by an s give it.
    public static func counted(_ value: Int64, _ singular: String, plural: String? = nil) -> String {
        "\(grouped(value)) \(value == 1 ? singular : plural ?? singular + "s")"
    }

    /// Decimal units: `512 bytes`, `1.2 kB`, `41.7 MB`, `318 GB`.
    public static func bytes(_ value: Int64) -> String {
        guard value >= 1000 else { return counted(value, "byte") }
        let unit = byteUnit(for: value)
        return "\(tenths(value, of: unit.size)) \(unit.name)"
    }

    /// `1.2 of 2.6 GB`: both in the unit of the larger.
    static func bytes(_ part: Int64, of whole: Int64) -> String {
        guard whole >= 1000 else { return "\(grouped(part)) of \(bytes(whole))" }
        let unit = byteUnit(for: whole)
        return "\(tenths(part, of: unit.size)) of \(tenths(whole, of: unit.size)) \(unit.name)"
    }

    /// `2.1 M`, `350 k`, `812`: for rates.
    static func short(_ value: Int64) -> String {
        switch value {
        case 1_000_000...: "\(tenths(value, of: 1_000_000)) M"
        case 10_000...: "\(value / 1000) k"
        default: grouped(value)
        }
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// ⌊value · numerator / denominator⌋ without overflow in the product; capped where the quotient itself overflows.
    static func scaled(_ value: Int64, by numerator: Int64, over denominator: Int64) -> Int64 {
        guard value > 0, numerator > 0, denominator > 0 else { return 0 }
        let product = value.magnitude.multipliedFullWidth(by: numerator.magnitude)
        guard product.high < denominator.magnitude else { return .max }
        return Int64(clamping: denominator.magnitude.dividingFullWidth(product).quotient)
    }

    private static func byteUnit(for value: Int64) -> (size: Int64, name: String) {
        switch value {
        case 1_000_000_000_000...: (1_000_000_000_000, "TB")
        case 1_000_000_000...: (1_000_000_000, "GB")
        case 1_000_000...: (1_000_000, "MB")
        default: (1000, "kB")
        }
    }

    /// One decimal below a hundred, none above.
    private static func tenths(_ value: Int64, of unit: Int64) -> String {
        let whole = value / unit
        return whole >= 100 ? grouped(whole) : "\(whole).\(value % unit / (unit / 10))"
    }
}
