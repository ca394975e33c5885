import Cases
import Detection
import Testing

@testable import Policy

@Suite struct NoticeSectionTests {
    @Test func noticesAreReadWhole() throws {
        let loaded = try policy(
            """
            calendar: sweden
            contract: {title: Avtal, clause_1: a b, quota: c}
            notices:
              approval: automatic
              grace: {reminder: 8d, final: 9d, close: 21d}
              from: hub@example.no
              sender: HUB drift
              reply_to: svar@example.no
              phone: "+47 22 00 00 00"
              operators: [vakt@example.no]
              channel: sendmail:/usr/bin/msmtp
              observe_days: 3
              hours: 09:00-15:00
              closed: [12-24, 06-05]
              templates: letters
              suspend_without_notice: [{rule: overload, points: 50}, {rule: ignored_backoff}]
            """)
        #expect(loaded.calendar == .sweden)
        let notices = loaded.notices
        #expect(notices.approval == .automatic && notices.grace(after: .notice) == 8 * 86_400)
        #expect(notices.grace(after: .reminder) == 9 * 86_400 && notices.grace(after: .final) == 21 * 86_400)
        #expect(notices.from == "hub@example.no" && notices.sender == "HUB drift" && notices.operators.count == 1)
        #expect(notices.replyTo == "svar@example.no" && notices.phone == "+47 22 00 00 00")
        #expect(notices.channel == .sendmail("/usr/bin/msmtp") && notices.observeDays == 3)
        #expect(
            notices.hours == OpeningHours("09:00-15:00") && notices.closed.map(\.description) == ["12-24", "06-05"])
        #expect(notices.templates == "letters")
        #expect(notices.suspendWithoutNotice.map(\.rule) == [.overload, .ignoredBackoff])
        #expect(notices.suspendWithoutNotice.map(\.points) == [50, 60])
        #expect(loaded.contract.words(of: 1) == "a b" && loaded.contract.words(of: nil) == "c")
        // What a file does not say is the profile's.
        #expect(loaded.contract.words(of: 2) == "ineffektiv kode som leder til overbelastning")
    }

    @Test func defaultsAreThoseOfTheContract() throws {
        let notices = try Policy.profile(named: "vitec-hub").notices
        #expect(notices == NoticeOptions() && notices.suspendWithoutNotice.isEmpty)
        #expect(notices.channel.description == "maildir:outbox" && notices.hours.description == "08:30-16:30")
        #expect(notices.closed.map(\.description) == ["12-24", "12-31"])
        #expect(try Policy.profile(named: "apidari").notices.suspendWithoutNotice.map(\.rule) == [.overload])
    }

    @Test(arguments: [
        (
            "notices: {channel: smtp:host}",
            "abuse-scan.yaml:1:20: channel: \"smtp:host\" is not a channel; write a channel, such as maildir:outbox, "
                + "sendmail or sendmail:/usr/sbin/sendmail"
        ),
        (
            "notices: {hours: 16:30-08:30}",
            "abuse-scan.yaml:1:18: hours: \"16:30-08:30\" is not opening hours; write opening hours, such as 08:30-16:30"
        ),
        (
            "notices: {closed: [12-32]}",
            "abuse-scan.yaml:1:20: closed: \"12-32\" is not a day of the year; write a day of the year, such as 12-24"
        ),
    ])
    func badValuesSayWhatToWrite(yaml: String, expected: String) {
        #expect(sentences(of: yaml) == [expected])
    }
}
