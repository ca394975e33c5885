/// Draws pictures as SVG.
struct SVGDrawing {
    /// The room of the vertical axis, and of the horizontal one.
    static let left = 64.0
    static let right = SVGCanvas.width - 8

    var canvas: SVGCanvas

    init(_ html: HTMLWriter) { canvas = SVGCanvas(html: html) }

    /// A line without axes for a cell of a table, one point a day.
    mutating func spark(_ values: [Int64]) {
        let most = Double(max(1, values.max() ?? 1))
        let step = values.count > 1 ? 100 / Double(values.count - 1) : 0
        canvas.html.open("svg")
        canvas.html.attribute("class", "spark")
        canvas.html.attribute("viewBox", "0 0 100 20")
        canvas.html.attribute("preserveAspectRatio", "none")
        canvas.html.attribute("aria-hidden", "true")
        canvas.html.open("polyline")
        var points = values.enumerated().map { place, value in
            "\(SVGCanvas.text((Double(place) * step).rounded())),\(SVGCanvas.text((19 - Double(value) / most * 18).rounded()))"
        }
        if values.count == 1 { points.append("100,\(points[0].split(separator: ",")[1])") }
        canvas.html.attribute("points", points.joined(separator: " "))
        canvas.html.close("polyline")
        canvas.html.close("svg")
    }

    mutating func draw(_ chart: ReportChart, number: Int) {
        switch chart.kind {
        case .layers(let all, let part, let ticks): layers(chart, number, all, part, ticks)
        case .days(let values, let limit, let ticks, let marks): days(chart, number, values, limit, ticks, marks)
        case .week(let values, let names): week(chart, number, values, names)
        case .beat(let times, let labels): beat(chart, number, times, labels)
        case .bars(let bars, let whole, let limit): self.bars(chart, number, bars, whole, limit)
        }
        canvas.close()
    }

    // MARK: Axes

    /// The end of an axis and its steps: 1, 2 or 5 times a power of ten.
    static func scale(_ most: Int64) -> (top: Int64, step: Int64) {
        var step: Int64 = 1
        while most / step > 5 {
            if most / (step * 2) <= 5 { step *= 2 } else if most / (step * 5) <= 5 { step *= 5 } else { step *= 10 }
        }
        return (max(step, (most + step - 1) / step * step), step)
    }

    /// Lines and labels of the vertical axis from `top` to `bottom`.
    mutating func axis(_ chart: ReportChart, _ scale: (top: Int64, step: Int64), _ top: Double, _ bottom: Double) {
        var value: Int64 = 0
        while value <= scale.top {
            let y = bottom - Double(value) / Double(scale.top) * (bottom - top)
            canvas.line(Self.left, y, Self.right, y, value == 0 ? "axis" : "grid")
            canvas.text(chart.scale(value), Self.left - 6, y + 4, "end")
            value += scale.step
        }
        canvas.text(chart.unit, 0, top - 10)
    }

    mutating func ticks(_ ticks: [ReportChart.Tick], count: Int, _ bottom: Double) {
        let step = (Self.right - Self.left) / Double(max(1, count))
        for tick in ticks {
            let x = Self.left + Double(tick.place) * step
            canvas.line(x, bottom, x, bottom + 4, "axis")
            canvas.text(tick.label, min(x, Self.right - 40), bottom + 17)
        }
    }

    /// Small shapes with their words, from the left.
    mutating func legend(_ items: [(shape: LegendShape, text: String)], _ y: Double) {
        var x = Self.left
        for item in items {
            switch item.shape {
            case .box(let style): canvas.rect(x, y - 9, 12, 10, style)
            case .dash: canvas.line(x, y - 4, x + 14, y - 4, "limit")
            case .letter: canvas.path(Self.letterShape(x + 6, y - 4), "mark")
            case .deadline: canvas.path(Self.deadlineShape(x + 6, y - 4), "open")
            }
            canvas.text(item.text, x + 18, y)
            x += 18 + Double(item.text.count) * 6.6 + 18
        }
    }

    enum LegendShape {
        case box(StaticString), dash, letter, deadline
    }

    static func letterShape(_ x: Double, _ y: Double) -> String {
        "M\(SVGCanvas.text(x - 5)) \(SVGCanvas.text(y - 5))h10l-5 9z"
    }

    static func deadlineShape(_ x: Double, _ y: Double) -> String {
        "M\(SVGCanvas.text(x)) \(SVGCanvas.text(y - 5))l5 5l-5 5l-5 -5z"
    }
}
