/// Draws shapes of SVG into HTML; colours are classes of the style sheet.
struct SVGCanvas {
    /// Units of the width that all pictures share.
    static let width = 720.0

    var html: HTMLWriter

    mutating func open(_ chart: ReportChart, number: Int, height: Double) {
        html.open("svg")
        html.attribute("viewBox", "0 0 720 \(Self.text(height))")
        html.attribute("role", "img")
        html.attribute("aria-labelledby", "chart-\(number)-title chart-\(number)-text")
        html.open("title")
        html.attribute("id", "chart-\(number)-title")
        html.text(chart.title)
        html.close("title")
        html.open("desc")
        html.attribute("id", "chart-\(number)-text")
        html.text(chart.sentence)
        html.close("desc")
    }

    mutating func close() { html.close("svg") }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: StaticString) {
        html.open("path")
        html.attribute("class", "\(style)")
        html.attribute("d", "M\(Self.text(x1)) \(Self.text(y1))L\(Self.text(x2)) \(Self.text(y2))")
        html.close("path")
    }

    mutating func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: StaticString) {
        html.open("rect")
        html.attribute("class", "\(style)")
        html.attribute("x", Self.text(x))
        html.attribute("y", Self.text(y))
        html.attribute("width", Self.text(max(0, width)))
        html.attribute("height", Self.text(max(0, height)))
        html.close("rect")
    }

    mutating func path(_ path: String, _ style: StaticString, opacity: Int? = nil) {
        html.open("path")
        html.attribute("class", "\(style)")
        if let opacity { html.attribute("fill-opacity", Self.text(Double(opacity) / 100)) }
        html.attribute("d", path)
        html.close("path")
    }

    mutating func text(_ text: String, _ x: Double, _ y: Double, _ style: StaticString = "") {
        html.open("text")
        html.attribute("x", Self.text(x))
        html.attribute("y", Self.text(y))
        if style.utf8CodeUnitCount > 0 { html.attribute("class", "\(style)") }
        html.text(text)
        html.close("text")
    }

    /// A number with at most two decimals, without needless zeros.
    static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return sign + String(whole) }
        if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
        return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
