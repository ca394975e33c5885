import ArgumentParser

/// `cases`: how far every partner's case is, and whether access may be closed.
struct CasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "Shows cases, says whether access may be closed yet, and records what people do.",
        discussion: """
            abuse-scan cases list --ledger hub.ledger
            abuse-scan cases show 2026-9F1C        the beginning of a number is enough
            abuse-scan cases check 2026-9F1C       status 1 until closing is permitted
            """,
        subcommands: [
            CasesList.self, CasesShow.self, CasesCheck.self, CasesExempt.self, CasesClose.self, CasesReopen.self,
        ])
}
