internal import AccessLog

/// A packed file, opened when its first block is asked for.
final class PackedFile {
    private let input: PreparedInput
    private let request: ScanRequest
    private var reader: BlockReader?

    init(_ input: PreparedInput, _ request: ScanRequest) {
        self.input = input
        self.request = request
    }

    /// How far reading went.
    var state: ReadingState { reader?.state ?? ReadingState() }

    /// The next block, `nil` at the end.
    func next(isStopped: () -> Bool) -> LineBlock? {
        if reader == nil {
            do throws(InputError) {
                reader = try input.open(request)
            } catch {
                reader = BlockReader(error)
            }
        }
        return reader?.next(spare: nil, isStopped: isStopped)
    }
}
