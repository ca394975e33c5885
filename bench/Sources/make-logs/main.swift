import Foundation

/// `make-logs --lines 10000000 --seed 1 --layout rotated|interleaved|single --files 8 --into FOLDER`
struct Arguments {
    var lines = 1_000_000
    var seed: UInt64 = 1
    var layout = "rotated"
    var files = 8
    var folder = "."
    var hostile: String?
    var days = 7

    init(_ arguments: [String]) throws {
        var rest = arguments.dropFirst()
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Usage(text: "\(name) needs a value") }
            switch name {
            case "--lines": lines = Int(value) ?? lines
            case "--seed": seed = UInt64(value) ?? seed
            case "--layout": layout = value
            case "--files": files = Int(value) ?? files
            case "--days": days = Int(value) ?? days
            case "--into": folder = value
            case "--hostile": hostile = value
            default: throw Usage(text: "\(name) is no option of make-logs")
            }
        }
        guard ["rotated", "interleaved", "single"].contains(layout) else {
            throw Usage(text: "--layout is rotated, interleaved or single")
        }
        if layout == "single" { files = 1 }
    }
}

struct Usage: Error { let text: String }

do {
    let arguments = try Arguments(CommandLine.arguments)
    try FileManager.default.createDirectory(atPath: arguments.folder, withIntermediateDirectories: true)
    if let kind = arguments.hostile {
        try Hostile.make(kind, arguments)
    } else {
        let outputs = try (0..<arguments.files).map { try GzipFile("\(arguments.folder)/access-\($0).log.gz") }
        var workload = Workload(lines: arguments.lines, seed: arguments.seed, days: arguments.days)
        let (seconds, count) = (workload.seconds, Int64(arguments.files))
        try workload.run { line, second, partner in
            let file = arguments.layout == "interleaved" ? Int64(partner) % count : second * count / seconds
            try outputs[Int(file)].write(line)
        }
        for output in outputs { try output.close() }
    }
} catch let usage as Usage {
    FileHandle.standardError.write(Data((usage.text + "\n").utf8))
    exit(2)
}
