import Foundation
import Judging
import Workloads

/// The command line: what is asked for, or a sentence on what is wrong with it.
struct CommandLineOrder {
    static let usage = """
        usage: judge [--seed N | --seeds N,N,…] [--days N] [--keys N] [--program PATH] [--into DIR] [--keep]
                     [--permutations N] [--archetypes] [--policy-addition FILE]

        Makes labelled logs, runs the program on them and prints how often it is right.
        Exits with 1 when a target is missed, with 2 when it could not run.
        """

    var order: Judgement.Order
    var program: String
    var showsArchetypes = false

    init(_ arguments: [String]) throws {
        let bench = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        program = bench.deletingLastPathComponent().appendingPathComponent(".build/release/abuse-scan").path
        let temporary = FileManager.default.temporaryDirectory
        order = Judgement.Order(folder: temporary.appendingPathComponent("judge-\(getpid())").path)
        var permutations: Int?
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--keep": order.keepsLogs = true
            case "--archetypes": showsArchetypes = true
            case "--policy-addition":
                order.policyAddition = try String(contentsOfFile: Self.value(name, &rest), encoding: .utf8)
            case "--program": program = try Self.value(name, &rest)
            case "--into": order.folder = try Self.value(name, &rest)
            case "--days": order.days = try Self.number(name, &rest, 14...60)
            case "--keys": order.keys = try Self.number(name, &rest, 1...17_000)
            case "--permutations": permutations = try Self.number(name, &rest, 0...100_000)
            case "--seed", "--seeds":
                let text: String = try Self.value(name, &rest)
                let seeds = text.split(separator: ",").compactMap { UInt64($0) }
                guard !seeds.isEmpty else { throw JudgeError("\(name) \(text): give numbers, such as 1,2,3") }
                order.seeds = seeds
            default: throw JudgeError("\(name) is no option\n\(Self.usage)")
            }
        }
        order.permutations = permutations ?? (order.days < 30 ? 12 : 200)
    }

    private static func value(_ name: String, _ rest: inout ArraySlice<String>) throws -> String {
        guard let value = rest.popFirst() else { throw JudgeError("\(name) needs a value\n\(usage)") }
        return value
    }

    private static func number(
        _ name: String, _ rest: inout ArraySlice<String>, _ range: ClosedRange<Int>
    ) throws -> Int {
        let text = try value(name, &rest)
        guard let number = Int(text), range.contains(number) else {
            throw JudgeError("\(name) \(text): give a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

do {
    if CommandLine.arguments.contains("--help") {
        print(CommandLineOrder.usage)
        exit(0)
    }
    let command = try CommandLineOrder(Array(CommandLine.arguments.dropFirst()))
    let program = try Program(command.program)
    var judgement = Judgement(program, command.order, say: complain)
    try judgement.run()
    if !command.order.keepsLogs { try? FileManager.default.removeItem(atPath: command.order.folder) }
    let rows = judgement.score.rows()
    let seeds = command.order.seeds.map(String.init).joined(separator: ",")
    print("\(program.version): seeds \(seeds), \(command.order.days) days, \(command.order.keys) keys\n")
    print(Row.table(rows))
    for remark in judgement.score.remarks() { print("- " + remark) }
    if command.showsArchetypes { print("\n" + judgement.score.archetypeLines().joined(separator: "\n")) }
    let missed = rows.count { $0.passes == false }
    print("\n\(missed) of \(rows.count { $0.passes != nil }) targets missed")
    exit(missed == 0 ? 0 : 1)
} catch {
    complain("judge: \(error)")
    exit(2)
}
