extension SVGDrawing {
    /// Hours across, weekdays down; the more calls, the darker. Cells of one shade are one path.
    mutating func week(_ chart: ReportChart, _ number: Int, _ values: [Int64], _ names: [String]) {
        let (left, top, height) = (84.0, 40.0, 20.0)
        let width = (Self.right - left) / 24
        canvas.open(chart, number: number, height: top + 7 * height + 8)
        let most = max(1, values.max() ?? 1)
        var shades: [Int: String] = [:]
        for (place, value) in values.enumerated() where value > 0 {
            let shade = 1 + Int(Double(value) / Double(most) * 7)
            let (x, y) = (left + Double(place % 24) * width, top + Double(place / 24) * height)
            shades[shade, default: ""] +=
                "M\(SVGCanvas.text((x + 1).rounded())) \(SVGCanvas.text(y + 1))h25v18h-25z"
        }
        canvas.rect(left, top, width * 24, height * 7, "track")
        for (shade, path) in shades.sorted(by: { $0.key < $1.key }) {
            canvas.path(path, "part", opacity: 8 + 92 * shade / 8)
        }
        for (row, name) in names.enumerated() {
            canvas.text(name, left - 6, top + Double(row) * height + 14, "end")
        }
        for hour in stride(from: 0, to: 24, by: 3) {
            canvas.text(hour < 10 ? "0\(hour)" : "\(hour)", left + Double(hour) * width, top - 6)
        }
        gradient(chart)
    }

    private mutating func gradient(_ chart: ReportChart) {
        guard chart.legend.count == 2 else { return }
        var x = 84.0
        canvas.text(chart.legend[0], x, 14)
        x += Double(chart.legend[0].count) * 6.6 + 6
        for shade in stride(from: 1, through: 8, by: 1) {
            canvas.path("M\(SVGCanvas.text(x)) 4h14v11h-14z", "part", opacity: 8 + 92 * shade / 8)
            x += 15
        }
        canvas.text(chart.legend[1], x + 6, 14)
    }

    /// Instants on a line with the time between them.
    mutating func beat(_ chart: ReportChart, _ number: Int, _ times: [Int64], _ labels: [String]) {
        canvas.open(chart, number: number, height: 64)
        let span = Double(max(1, times.last ?? 1))
        func x(_ time: Int64) -> Double { 12 + Double(time) / span * (SVGCanvas.width - 24) }
        canvas.line(4, 36, SVGCanvas.width - 4, 36, "axis")
        for time in times { canvas.line(x(time), 26, x(time), 46, "tick") }
        for (place, label) in labels.enumerated() {
            let (from, to) = (x(times[place]), x(times[place + 1]))
            if to - from > Double(label.count) * 7 { canvas.text(label, (from + to) / 2, 22, "middle") }
        }
        canvas.text(chart.unit, 12, 60)
    }

    /// A bar a row; the limit is a line through all of them.
    mutating func bars(
        _ chart: ReportChart, _ number: Int, _ bars: [ReportChart.Bar], _ whole: Int64, _ limit: Int64?
    ) {
        let (left, top, height) = (250.0, 26.0, 24.0)
        let right = SVGCanvas.width - 90
        canvas.open(chart, number: number, height: top + Double(bars.count) * height + 8)
        func width(_ value: Int64) -> Double {
            Double(min(max(0, value), whole)) / Double(max(1, whole)) * (right - left)
        }
        for (row, bar) in bars.enumerated() {
            let y = top + Double(row) * height
            canvas.text(Columns.shortened(bar.label, to: 36), left - 8, y + 15, "end strong")
            canvas.rect(left, y + 3, right - left, 16, "track")
            canvas.rect(left, y + 3, width(bar.value), 16, bar.isOver ? "bad" : limit == nil ? "part" : "all")
            canvas.text(bar.text, right + 6, y + 15, "strong")
        }
        if let limit, limit <= whole {
            let x = left + width(limit)
            canvas.line(x, top, x, top + Double(bars.count) * height, "limit")
        }
        var items: [(LegendShape, String)] = []
        if let first = chart.legend.first { items.append((.box(limit == nil ? "part" : "all"), first)) }
        if limit != nil, chart.legend.count > 1 { items.append((.dash, chart.legend[1])) }
        legend(items, 14)
    }
}
