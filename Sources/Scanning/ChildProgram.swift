#if canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Starts installed programs.
enum ChildProgram {
    /// Why a program cannot be started.
    struct Failure: Error, CustomStringConvertible {
        /// The number of the system's error.
        let number: Int32

        var description: String {
            // Safe: strerror returns a C string that is copied at once.
            unsafe String(cString: strerror(number))
        }
    }

    /// Starts a program of the search path in a process group of its own, so that a key on the terminal reaches only us.
    ///
    /// Its environment holds the search path and nothing else, so that no variable changes what it does.
    static func start(
        _ name: String, _ arguments: [String], input: OpenFile, output: OpenFile, errors: OpenFile
    ) -> Result<pid_t, Failure> {
        // Safe: both are initialised here, used by the calls below and destroyed at the end.
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        // Safe: see above.
        _ = unsafe posix_spawn_file_actions_init(&actions)
        _ = unsafe posix_spawnattr_init(&attributes)
        defer {
            // Safe: see above.
            _ = unsafe posix_spawn_file_actions_destroy(&actions)
            _ = unsafe posix_spawnattr_destroy(&attributes)
        }
        for (number, file) in [input, output, errors].enumerated() {
            // Safe: see above.
            _ = unsafe posix_spawn_file_actions_adddup2(&actions, file.descriptor, Int32(number))
        }
        prepare(&attributes)
        var child: pid_t = 0
        // Safe: names and lists live for the call and end with a null pointer.
        let number = unsafe withCStrings([name] + arguments) { words in
            unsafe withCStrings(["PATH=\(searchPath)", "LC_ALL=C"]) { environment in
                unsafe posix_spawnp(&child, name, &actions, &attributes, words, environment)
            }
        }
        return number == 0 ? .success(child) : .failure(Failure(number: number))
    }

    /// Signals as a program expects them, though this process ignores some.
    private static func prepare(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        var all = sigset_t()
        // Safe: the sets are locals that are filled in before they are used.
        _ = unsafe sigemptyset(&none)
        _ = unsafe sigfillset(&all)
        _ = unsafe posix_spawnattr_setsigmask(&attributes, &none)
        _ = unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        _ = unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        _ = unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    private static var searchPath: String {
        // Safe: the name lives for the call, the value is copied at once.
        unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    }

    /// Calls with a list of C strings that ends with a null pointer.
    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        // Safe: every copy is freed after the call.
        let copies = unsafe texts.map { unsafe strdup($0) }
        // Safe: see above.
        defer { unsafe copies.forEach { unsafe free($0) } }
        return unsafe body(copies + [nil])
    }
}
