/// The inflater of this build: ISA-L where the package trait `ISAL` is on, else zlib.
#if ISAL
    typealias GzipInflater = ISALInflater
#else
    typealias GzipInflater = ZlibInflater
#endif

/// What one step of inflating used and made.
struct InflateStep {
    enum Outcome: Equatable {
        /// Input or output is used up; call again.
        case more
        /// A member ended; what follows it, if anything, is the next one.
        case memberEnd
        /// The bytes are not valid gzip, in the library's words.
        case corrupt(String)
    }

    var consumed: Int
    var produced: Int
    var outcome: Outcome
}

/// The library that inflates in this build, for `--version`.
public enum InflateLibrary {
    /// `zlib` or `ISA-L`.
    public static var name: String {
        #if ISAL
            "ISA-L"
        #else
            "zlib"
        #endif
    }
}
