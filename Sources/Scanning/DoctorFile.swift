internal import AccessLog
internal import Detection
internal import Reports

/// Looks at one input from its first line to its last, as a scan would read it, and judges nobody.
struct DoctorFile {
    let name: String
    let request: ScanRequest
    let options: ParserOptions
    /// The format that is asked for.
    let named: LogFormat?
    /// Lines that are looked at.
    let mostLines: Int64

    /// Looks.
    ///
    /// - Throws: `ScanError` where the format cannot be used with the policy's fields.
    func run(isStopped: () -> Bool) throws(ScanError) -> FileDiagnosis {
        let head: [UInt8]?
        let reader: LineReader
        do throws(InputError) {
            head = try self.head()
            reader = LineReader(try InputDoor.open(name), blockSize: request.blockSize, maxLine: request.maxLine)
        } catch {
            var diagnosis = FileDiagnosis(name: name)
            diagnosis.problem = error.description
            return diagnosis
        }
        return try read(reader, head, isStopped)
    }

    /// The first lines as a scan takes them to tell the format; those of a pipe come with its first block.
    private func head() throws(InputError) -> [UInt8]? {
        if ByteSource.isPipe(name) { return nil }
        var reader = LineReader(
            try InputDoor.open(name), blockSize: Preparation.headBlock, maxLine: Preparation.headLine)
        var block = LineBlock()
        _ = reader.next(into: &block.bytes, count: &block.count, overlong: &block.overlong)
        return Array(block.bytes[..<block.count])
    }

    private func read(
        _ reader: consuming LineReader, _ head: [UInt8]?, _ isStopped: () -> Bool
    ) throws(ScanError) -> FileDiagnosis {
        var block = LineBlock()
        var isMore = reader.next(into: &block.bytes, count: &block.count, overlong: &block.overlong)
        var reading = try DoctorReading(self, head: head ?? Array(block.bytes[..<block.count]))
        while isMore, reading.read(&block) {
            isMore = !isStopped() && reader.next(into: &block.bytes, count: &block.count, overlong: &block.overlong)
        }
        var diagnosis = reading.finish()
        diagnosis.isWhole = !isMore && !isStopped()
        diagnosis.compression = reader.stream.compression?.rawValue
        diagnosis.members = reader.stream.members
        diagnosis.bytesRead = reader.stream.bytesRead
        diagnosis.bytesDecoded = reader.stream.bytesDecoded
        diagnosis.problem = reader.stream.fault?.description ?? diagnosis.problem
        return diagnosis
    }
}
