import CFuzzer
import Glibc

/// The part that is fuzzed: `FUZZ_TARGET` names it, since libFuzzer's own options take the whole command line.
let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
guard FuzzTarget.unread.isEmpty else {
    print("no target reads \(FuzzTarget.unread.joined(separator: ", "))")
    exit(2)
}
guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    print("FUZZ_TARGET names one of these; behind it stands what the first byte of an input chooses from, A the first:")
    for target in FuzzTarget.all { print(([target.name] + target.choices).joined(separator: " ")) }
    exit(name.isEmpty ? 0 : 2)
}
FuzzTarget.current = target

var count = CommandLine.argc
var values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&count, &values) { start, count in
        FuzzTarget.current.run(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    })
