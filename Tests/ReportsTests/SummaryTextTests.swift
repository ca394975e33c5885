import Testing

@testable import Reports

@Suite struct SummaryTextTests {
    @Test func accountsForEveryLine() {
        var summary = SampleRun.summary
        summary.directives = 41
        #expect(
            SummaryText.render(summary).joined(separator: "\n") == """
                Read 2 026 114 lines of 9 files (212 MB, unpacked 1.1 GB) in 1.4 s,
                  1.4 M lines/s.
                2 000 002 counted for 41 keys, 26 000 unidentified, 100 out of the period,
                  12 unreadable, 0 late.
                Most unidentified lines come from 203.0.113.0/24 (24 000 lines), 2001:db8:5::/48
                  (1 999 lines) and unix: (1 line); they never lead to a notice.
                11 lines not of the file's format: access-13.log.gz:812, access-13.log.gz:900,
                  access-14.log.gz:3, ….
                1 line without a readable time: access-14.log.gz:77.
                41 blank lines and directives not counted.
                """)
    }

    @Test func singularForms() {
        var summary = RunSummary()
        summary.lines = 1
        summary.late = 1
        summary.files = 1
        summary.bytesRead = 1
        summary.bytesInflated = 1
        summary.lateness = 60_000
        summary.maxLateness = 2_820_000
        summary.directives = 1
        #expect(
            SummaryText.render(summary, options: ReportOptions(width: 200)) == [
                "Read 1 line of 1 file (1 byte).",
                "0 counted for 0 keys, 0 unidentified, 0 out of the period, 0 unreadable, 1 late.",
                "1 line came more than 60 s late (up to 47 min) and was not counted; raise --lateness to 47m, "
                    + "or read the log from a file.",
                "1 blank line or directive not counted.",
            ])
    }

    @Test func linesOfATimeThatWasJudgedAreToldApartFromLateOnes() {
        var summary = SampleRun.summary
        (summary.late, summary.behind, summary.lateness, summary.maxLateness) = (3, 1, 10_000, 60_000)
        let lines = SummaryText.render(summary, options: ReportOptions(width: 200))
        #expect(
            lines.contains(
                "2 lines came more than 10 s late (up to 60 s) and were not counted; raise --lateness to 60s, "
                    + "or read the log from a file."))
        #expect(
            lines.contains(
                "1 line is of a time that earlier runs have judged, and was not counted; to count them, begin a new "
                    + "ledger with all logs."))
    }

    @Test func theSecondPassIsSaid() {
        var summary = SampleRun.summary
        summary.isSecondPass = true
        summary.firstPassLate = 8
        summary.maxLateness = 2_820_000
        summary.lateness = 2_820_000
        #expect(SummaryText.render(summary).contains("8 lines came up to 47 min late; read twice with --lateness 47m."))
    }

    @Test func problemsAndFaults() {
        var summary = SampleRun.summary
        summary.lines += 7
        summary.problems = ["a.gz: member 2 is cut off at byte 812; \u{1B}[2Jfetch it again"]
        let lines = SummaryText.render(summary, options: ReportOptions(width: 200))
        #expect(
            lines.contains("These classes do not add up to the lines read (7 differ): please report this as a fault."))
        #expect(
            lines.suffix(2) == [
                "1 problem with the input:", "a.gz: member 2 is cut off at byte 812; \\u{1B}[2Jfetch it again",
            ])
    }

    @Test func addressesShowOnRequestOnly() {
        let masked = SummaryText.render(SampleRun.summary, options: ReportOptions(width: 200))
        #expect(
            masked.contains(
                "Most unidentified lines come from 203.0.113.0/24 (24 000 lines), 2001:db8:5::/48 (1 999 lines) and unix: (1 line); "
                    + "they never lead to a notice."))
        let shown = SummaryText.render(SampleRun.summary, options: ReportOptions(width: 200, showIP: true))
        #expect(
            shown.contains(
                "Most unidentified lines come from 203.0.113.9 (20 000 lines), 203.0.113.77 (4 000 lines) and 2001:db8:5::1 "
                    + "(1 999 lines); they never lead to a notice."))
    }
}

@Suite struct ProgressLineTests {
    private static let line = ProgressLine(
        bytesRead: 1_200_000_000, bytesTotal: 2_600_000_000, lines: 21_000_000, elapsed: 10,
        logTime: SampleRun.start + 187_920_000)

    @Test(arguments: [
        (80, "  46 %  1.2 of 2.6 GB  2.1 M lines/s  12 s left  log at 15 Nov 04:12"),
        (60, "  46 %  1.2 of 2.6 GB  2.1 M lines/s  12 s left"),
        (24, "  46 %  1.2 of 2.6 GB"), (5, ""),
    ])
    func fitsTheWidth(width: Int, text: String) {
        #expect(Self.line.text(width: width, options: SampleRun.oslo) == text)
    }

    @Test func pipesHaveNoEnd() {
        let line = ProgressLine(bytesRead: 812, bytesTotal: nil, lines: 7, elapsed: 2, logTime: nil)
        #expect(line.text() == "  812 bytes  3 lines/s")
    }

    @Test func extremes() {
        let start = ProgressLine(bytesRead: 0, bytesTotal: 4_000_000, lines: 0, elapsed: 0, logTime: nil)
        #expect(start.text() == "   0 %  0.0 of 4.0 MB")
        let done = ProgressLine(bytesRead: 4_000_000, bytesTotal: 3_000_000, lines: 350_000, elapsed: 1, logTime: nil)
        #expect(done.text() == "  100 %  4.0 of 4.0 MB  350 k lines/s  0 s left")
        let slow = ProgressLine(bytesRead: 1, bytesTotal: .max, lines: .max, elapsed: 1e-300, logTime: nil)
        #expect(slow.text().hasPrefix("   0 %  0.0 of 9 223 372 TB"))
        let hours = ProgressLine(bytesRead: 1000, bytesTotal: 100_000, lines: 1, elapsed: 100, logTime: nil)
        #expect(hours.text().hasSuffix("2 h 45 min left"))
    }
}
