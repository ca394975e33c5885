import CFuzzer
import Glibc

/// The part that is fuzzed: `FUZZ_TARGET` names it, since libFuzzer's own options take the whole command line.
let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
guard let target = FuzzTarget.named(name) else {
    print("FUZZ_TARGET names what is fuzzed, one of:\n\(FuzzTarget.names.joined(separator: "\n"))")
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
