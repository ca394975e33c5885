extension SVGDrawing {
    /// Two areas over time, the second part of the first.
    mutating func layers(
        _ chart: ReportChart, _ number: Int, _ all: [Int64], _ part: [Int64], _ ticks: [ReportChart.Tick]
    ) {
        let (top, bottom) = (44.0, 212.0)
        canvas.open(chart, number: number, height: 240)
        let scale = Self.scale(max(1, all.max() ?? 1))
        axis(chart, scale, top, bottom)
        canvas.path(area(all, scale.top, top, bottom), "all")
        let hasPart = part.contains { $0 > 0 }
        if hasPart { canvas.path(area(part, scale.top, top, bottom), "part") }
        self.ticks(ticks, count: all.count, bottom)
        var items: [(LegendShape, String)] = [(.box("all"), chart.legend[0])]
        if hasPart, chart.legend.count > 1 { items.append((.box("part"), chart.legend[1])) }
        legend(items, 14)
    }

    private func area(_ values: [Int64], _ most: Int64, _ top: Double, _ bottom: Double) -> String {
        let step = (Self.right - Self.left) / Double(max(1, values.count))
        var path = "M\(SVGCanvas.text(Self.left)) \(SVGCanvas.text(bottom))"
        var last = -1.0
        for (place, value) in values.enumerated() {
            let y = ((bottom - Double(value) / Double(max(1, most)) * (bottom - top)) * 10).rounded() / 10
            if y != last {
                path += "H\(SVGCanvas.text(Self.left + Double(place) * step))V\(SVGCanvas.text(y))"
                last = y
            }
        }
        return path + "H\(SVGCanvas.text(Self.right))V\(SVGCanvas.text(bottom))Z"
    }

    /// A bar a day against a limit, letters and deadlines above.
    mutating func days(
        _ chart: ReportChart, _ number: Int, _ values: [Int64?], _ limit: Int64, _ ticks: [ReportChart.Tick],
        _ marks: [ReportChart.Mark]
    ) {
        let rows = marks.isEmpty ? 0.0 : 34
        let (top, bottom) = (44 + rows, 164 + rows)
        canvas.open(chart, number: number, height: bottom + 26)
        let scale = Self.scale(max(limit * 2, values.compactMap(\.self).max() ?? 0))
        axis(chart, scale, top, bottom)
        let step = (Self.right - Self.left) / Double(max(1, values.count))
        func y(_ value: Int64) -> Double { bottom - Double(value) / Double(scale.top) * (bottom - top) }
        for (place, value) in values.enumerated() {
            guard let value, value > 0 else { continue }
            let x = Self.left + Double(place) * step
            canvas.rect(x + step * 0.1, y(value), step * 0.8, bottom - y(value), value >= limit ? "part" : "all")
        }
        canvas.line(Self.left, y(limit), Self.right, y(limit), "limit")
        self.ticks(ticks, count: values.count, bottom)
        for (index, mark) in marks.enumerated() {
            let x = Self.left + (Double(mark.place) + 0.5) * step
            let row = 36 + Double(index % 2) * 15
            switch mark.shape {
            case .letter: canvas.path(Self.letterShape(x, row), "mark")
            case .deadline: canvas.path(Self.deadlineShape(x, row), "open")
            }
            let isNearEnd = x > Self.right - 110
            canvas.text(mark.label, isNearEnd ? x - 9 : x + 9, row + 4, isNearEnd ? "end strong" : "strong")
        }
        var items: [(LegendShape, String)] = [(.box("part"), chart.legend[0]), (.dash, chart.legend[1])]
        let shapes: [LegendShape] = [
            marks.contains { $0.shape == .letter } ? .letter : nil,
            marks.contains { $0.shape == .deadline } ? .deadline : nil,
        ].compactMap(\.self)
        for (shape, text) in zip(shapes, chart.legend.dropFirst(2)) { items.append((shape, text)) }
        legend(items, 14)
    }
}
