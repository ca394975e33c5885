import Workloads

let name = Season.Name(rawValue: CommandLine.arguments[1])!
let clock = ContinuousClock()
let began = clock.now
let workload = try Workload.make(name, seed: 1, days: Int(CommandLine.arguments[2])!, keys: Int(CommandLine.arguments[3])!, into: CommandLine.arguments[4])
print(workload.lines, workload.files.count, clock.now - began)
