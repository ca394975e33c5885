internal import AccessLog
internal import Cases
internal import Detection
internal import Foundation
internal import Ledger
internal import Policy
public import Reports

/// A report of a period from a ledger.
public struct LedgerReport {
    /// Inputs whose lines may have come so much after their stamps are looked for, milliseconds.
    private static let monthsBefore: Int64 = 100 * 86_400_000

    private let file: LedgerFile
    private let request: ReportRequest

    /// Opens a ledger to look at it.
    ///
    /// - Throws: `ScanError` with status `ledger` where it cannot be used.
    public init(path: String, _ request: ReportRequest) throws(ScanError) {
        self.request = request
        file = try Self.asked { () throws(LedgerError) in try LedgerFile.open(path, for: .reading) }
    }

    /// Makes the report.
    ///
    /// - Throws: `ScanError` where the ledger cannot be read, or knows nothing of the partner.
    public func report() throws(ScanError) -> PeriodReport {
        let runs = try Self.asked { () throws(LedgerError) in try file.runs() }
        guard let period = request.period ?? Self.span(of: runs) else {
            throw ScanError(
                "\(file.path): holds no line yet; run abuse-scan --ledger \(file.path) FILE… first", .ledger)
        }
        var material = try ReportMaterial(request, period)
        material.end = min(period.to, runs.compactMap(\.lastTime).max() ?? period.to)
        try take(runs, into: &material)
        try takeFindings(into: &material)
        try takeCases(into: &material)
        try takeSums(into: &material)
        material.nameKeys(request.policy)
        let maker = ReportMaker(material)
        guard maker.hasSubjects else {
            throw ScanError(
                unknownPartner: request.partner ?? "", request, keys: material.sums.keys, source: "the ledger knows")
        }
        return maker.report()
    }

    private static func asked<Result>(_ body: () throws(LedgerError) -> Result) throws(ScanError) -> Result {
        do throws(LedgerError) {
            return try body()
        } catch {
            throw ScanError(error.description, .ledger)
        }
    }

    /// All that the ledger holds, to the hour.
    private static func span(of runs: [RunRecord]) -> ReportPeriod? {
        guard let first = runs.compactMap(\.firstTime).min(), let last = runs.compactMap(\.lastTime).max() else {
            return nil
        }
        return ReportPeriod(from: first, to: last + 1)
    }

    private func take(_ runs: [RunRecord], into material: inout ReportMaterial) throws(ScanError) {
        let period = material.period
        let inputs = try Self.asked { () throws(LedgerError) in try file.past().inputs }
        let inside = inputs.filter { input in
            input.firstTime ?? .max < period.to && input.lastTime ?? .min >= period.from
        }
        var coverage = material.coverage
        coverage.inputs = inside.map { input in
            PeriodReport.Coverage.Input(
                name: input.name, bytes: Int64(input.content.length), lines: input.lines,
                crc: input.content.crc.hexDigits, from: input.firstTime, to: input.lastTime, state: input.state.rawValue
            )
        }
        for run in runs where run.firstTime ?? .max < period.to && run.lastTime ?? .min >= period.from {
            coverage.add(run)
        }
        material.coverage = coverage
        let last = inputs.map(\.ordinal).max() ?? -1
        material.inputs = [String](repeating: "", count: Int(last) + 1)
        for input in inputs { material.inputs[Int(input.ordinal)] = input.name }
    }

    private func takeFindings(into material: inout ReportMaterial) throws(ScanError) {
        let decoder = JSONDecoder()
        var (found, unread): ([Finding], Int64) = ([], 0)
        let span = material.period.from..<material.period.to
        try Self.asked { () throws(LedgerError) in
            try file.findings(in: span) { kept in
                if let finding = try? decoder.decode(Finding.self, from: Data(kept.json.utf8)) {
                    found.append(finding)
                } else {
                    unread += 1
                }
            }
        }
        material.findings = found
        material.coverage.unreadFindings = unread
    }

    private func takeCases(into material: inout ReportMaterial) throws(ScanError) {
        let decoder = JSONDecoder()
        let rows = try Self.asked { () throws(LedgerError) in try file.cases() }
        material.cases = rows.compactMap { try? decoder.decode(Case.self, from: Data($0.json.utf8)) }
        material.coverage.unreadFindings += Int64(rows.count - material.cases.count)
    }

    private func takeSums(into material: inout ReportMaterial) throws(ScanError) {
        let period = material.period
        let minutes = (period.from - Self.monthsBefore)..<period.to
        var intake = ReportIntake(material)
        do throws(LedgerError) {
            try file.sums(in: period.from..<period.to, minutes: minutes, to: &intake)
        } catch {
            throw ScanError(error.description, .ledger)
        }
        material = intake.material
    }
}

/// Takes rows of a ledger into the material of a report.
struct ReportIntake: SumsReader {
    var material: ReportMaterial
    private var keys: [Int64: Int] = [:]
    private var routes: [Int64: Int] = [:]
    private var placeOfKey: [PartnerKey: Int] = [:]
    private var placeOfRoute: [String: Int] = [:]

    init(_ material: ReportMaterial) { self.material = material }

    mutating func take(key: PartnerKey, number: Int64) {
        let place = material.sums.add(key: key)
        keys[number] = place
        placeOfKey[key] = place
    }

    mutating func take(route: String, number: Int64) {
        let place = material.sums.add(route: route)
        routes[number] = place
        placeOfRoute[route] = place
    }

    mutating func endOfNames() { material.markMisuse(keys: placeOfKey, routes: placeOfRoute) }

    mutating func take(start: Int64, isDay: Bool, key: Int64, route: Int64, counts: RollUpCounts) {
        guard let key = keys[key], let route = routes[route] else { return }
        material.sums.add(start: start, isDay: isDay, key: key, route: route, TrafficSums(counts))
    }

    mutating func take(_ minute: MinuteRollUp) {
        material.service.add(minute: minute.minute, requests: minute.requests, serverErrors: minute.serverErrors)
    }
}

extension TrafficSums {
    init(_ counts: RollUpCounts) {
        self.init(
            requests: counts.requests, bytes: counts.bytes, serverMilliseconds: counts.serverMilliseconds,
            notModified: counts.notModified, clientErrors: counts.clientErrors, serverErrors: counts.serverErrors,
            throttled: counts.throttled, excess: counts.excess, excessBytes: counts.excessBytes)
    }
}

extension PeriodReport.Coverage {
    mutating func add(_ run: RunRecord) {
        runs += 1
        lines += run.counts.lines
        identified += run.counts.identified
        unidentified += run.counts.unidentified
        outOfPeriod += run.counts.outOfPeriod
        unreadable += run.counts.unreadable
        late += run.counts.late
        if let inexact = run.inexact, !self.inexact.contains(inexact) { self.inexact.append(inexact) }
        policies.removeAll { $0 == run.policyDigest }
        policies.append(run.policyDigest)
        versions.removeAll { $0 == run.version }
        versions.append(run.version)
    }
}

extension UInt32 {
    /// Eight hex digits.
    var hexDigits: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
