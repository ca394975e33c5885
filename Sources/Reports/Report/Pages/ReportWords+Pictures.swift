internal import AccessLog
internal import Cases
internal import Detection

extension ReportWords {
    /// Day scores against the limit of an abuse day, with the letters and deadlines of the key's cases.
    func scores(_ row: PeriodReport.KeyRow) -> ReportChart? {
        let forms = forms
        let dates = localDates
        let cases = report.cases.filter { $0.subject == row.subject }
        guard !row.scores.isEmpty || !cases.isEmpty, dates.count > 1, dates.count <= 366 else { return nil }
        let places = Dictionary(dates.enumerated().map { ($0.element.text, $0.offset) }) { first, _ in first }
        var values = [Int64?](repeating: nil, count: dates.count)
        for mark in row.scores { if let place = places[mark.date] { values[place] = Int64(mark.points) } }
        let marks = cases.flatMap(\.letters).flatMap { self.marks($0, places) }
        let known = values.compactMap(\.self)
        var legend = [texts("scores.legend.points"), texts("scores.legend.limit")]
        if marks.contains(where: { $0.shape == .letter }) { legend.append(texts("scores.legend.letter")) }
        if marks.contains(where: { $0.shape == .deadline }) { legend.append(texts("scores.legend.deadline")) }
        let limit = Int64(Cases.DayMark.abuse)
        return ReportChart(
            title: texts("scores.title"),
            sentence: texts(
                "scores.sentence",
                [
                    "limit": forms.number(limit), "above": forms.number(Int64(known.count { $0 >= limit })),
                    "most": forms.number(known.max() ?? 0),
                ]), legend: legend, unit: texts("column.points"), scale: { forms.number($0) },
            kind: .days(
                values: values, limit: limit,
                ticks: ticks(dates.map { ReportPeriod.start(of: $0, in: forms.zone) }), marks: marks))
    }

    private func marks(_ letter: PeriodReport.LetterRow, _ places: [String: Int]) -> [ReportChart.Mark] {
        var marks: [ReportChart.Mark] = []
        let kind = texts("kind.\(letter.kind.rawValue)")
        let sent = letter.delivered.map { forms.zone.civilDate(atUTC: $0 / 1000).text }
        if let place = places[sent ?? letter.drafted] {
            marks.append(ReportChart.Mark(place: place, label: kind, shape: .letter))
        }
        if let deadline = letter.deadline, let place = places[forms.zone.civilDate(atUTC: deadline / 1000).text] {
            marks.append(ReportChart.Mark(place: place, label: kind, shape: .deadline))
        }
        return marks
    }

    var localDates: [CivilDate] {
        var date = forms.zone.civilDate(atUTC: report.period.from / 1000)
        let last = forms.zone.civilDate(atUTC: (report.period.to - 1) / 1000)
        var dates: [CivilDate] = []
        while date <= last, dates.count <= 3660 {
            dates.append(date)
            date = date.adding(days: 1)
        }
        return dates
    }

    /// Hour by weekday: a clock fills the night as it fills the day.
    func week(_ row: PeriodReport.KeyRow) -> ReportChart? {
        let forms = forms
        guard row.week.count == 168, let most = row.week.max(), most > 0 else { return nil }
        let place = row.week.firstIndex(of: most) ?? 0
        let days = (1...7).map { forms.weekdays[$0 % 7] }
        return ReportChart(
            title: texts("week.title"),
            sentence: texts(
                "week.sentence",
                [
                    "hour": clock(place % 24 * 60), "day": days[place / 24], "most": forms.number(most),
                    "least": forms.number(row.week.min() ?? 0),
                ]), legend: texts("week.legend").split(separator: " | ").map(String.init),
            scale: { forms.number($0) }, kind: .week(row.week, days: days))
    }

    /// The first counted calls on a line.
    func beat(_ finding: CaseFinding) -> ReportChart {
        let times = finding.samples.map(\.time).sorted()
        let gaps = zip(times.dropFirst(), times).map { ($0 - $1) / 1000 }
        return ReportChart(
            title: texts("beat.title"),
            sentence: texts("beat.sentence", ["gaps": forms.list(gaps.map { forms.number($0) })]),
            unit: texts("beat.unit"), kind: .beat(times.map { $0 - times[0] }, labels: gaps.map { forms.number($0) }))
    }
}
