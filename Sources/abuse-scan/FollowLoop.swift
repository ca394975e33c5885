import ArgumentParser
import Dispatch
import Foundation
import Policy
import Reports
import Scanning

/// Follows logs until they end, a signal comes, or nobody reads what is printed.
struct FollowLoop {
    /// How long it waits for more where nothing tells it, milliseconds.
    private static let pause: Int32 = 250

    let follow: Follow
    let interrupt: Interrupt
    let output: OutputOptions
    let writer: ReportWriter
    let report: ReportOptions
    let reload: () throws -> Policy

    /// Milliseconds of a clock that only goes forward.
    static var now: Int64 { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) }

    /// Runs to the end.
    ///
    /// - Returns: what a scan over the same lines returns.
    func run() throws -> Scan.Outcome {
        var isHeard = true
        while interrupt.signalNumber == 0 {
            let round = try step()
            isHeard = tell(follow.model(of: round.news)) && isHeard
            answerSignals()
            if round.isAtEnd || !isHeard { break }
            if !round.isBusy, follow.wait(Self.pause, output: 1) { isHeard = false }
        }
        return try end(isHeard)
    }

    private func step() throws -> Follow.Round {
        let round = try Failure.ofScan { () throws(ScanError) in try follow.step(now: Self.now) }
        for problem in round.problems { Terminal.warn(DisplayText.safe(problem)) }
        return round
    }

    private func end(_ isHeard: Bool) throws -> Scan.Outcome {
        let end = try Failure.ofScan { () throws(ScanError) in try follow.finish(now: Self.now) }
        guard isHeard else { throw Terminal.Closed() }
        guard tell(follow.model(of: end.news)) else { throw Terminal.Closed() }
        try writer.write(endOf: end.outcome.model) { try Terminal.write($0, to: 1, named: "standard output") }
        return end.outcome
    }

    /// Prints episodes.
    ///
    /// - Returns: whether anybody reads them.
    private func tell(_ news: ReportModel) -> Bool {
        do {
            try writer.write(news: news) { try Terminal.write($0, to: 1, named: "standard output") }
            return true
        } catch {
            if let failure = error as? Failure { Terminal.warn(failure.message) }
            return false
        }
    }

    private func answerSignals() {
        if interrupt.takeHangUp() { takePolicy() }
        if interrupt.takeQuestion() { Terminal.warn(FollowStateText.line(follow.state(now: Self.now))) }
    }

    private func takePolicy() {
        do {
            let policy = try reload()
            try Failure.ofScan { () throws(ScanError) in try follow.take(policy, text: policy.show()) }
            Terminal.warn("The policy was read again and holds from here on.")
        } catch {
            let fact = (error as? Failure)?.message ?? "\(error)"
            Terminal.warn("\(fact)\nThe policy that was read before stays.")
        }
    }
}
