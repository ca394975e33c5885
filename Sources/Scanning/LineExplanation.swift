internal import AccessLog
internal import Detection
internal import Policy
public import Reports

/// Explains how one line is read, in the same way in which a scan reads it.
public enum LineExplanation {
    /// Explains a line.
    ///
    /// - Parameters:
    ///   - line: the text of a line (with the directives before it, where it needs some), or `FILE:N`.
    ///   - request: the policy, and what is known of the format; its inputs are not read.
    ///   - writer: makes the output.
    /// - Returns: the output as UTF-8.
    /// - Throws: `ScanError` for a format or a zone that is none, and a line that a file does not have.
    public static func bytes(
        of line: String, _ request: ScanRequest, _ writer: ExplainWriter
    ) throws(ScanError) -> [UInt8] {
        writer.bytes(try account(of: line, request))
    }

    /// What became of a line.
    static func account(of line: String, _ request: ScanRequest) throws(ScanError) -> LineAccount {
        if let (file, number) = place(line) { return try account(file, number, request) }
        let text = line.hasSuffix("\n") ? line : line + "\n"
        let bytes = Array(text.utf8)
        var reading = try LineReading(request, head: bytes)
        var cutter = LineCutter(count: bytes.count)
        var last: Range<Int>?
        var copy = bytes
        var span = copy.mutableSpan
        var account = reading.directive
        while let line = cutter.line(in: span.span) {
            if line.isEmpty, last != nil { continue }
            last = line
            account = reading.account(line, &span)
        }
        return account
    }

    /// `access.log.gz:812`: without blanks always, with them where there is such a file.
    private static func place(_ text: String) -> (file: String, number: Int64)? {
        guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else { return nil }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits)
        else { return nil }
        let file = String(text[..<colon])
        if text.contains(where: \.isWhitespace) {
            do throws(InputError) { _ = try ByteSource.open(file) } catch { return nil }
        }
        return (file, number)
    }

    private static func account(
        _ file: String, _ number: Int64, _ request: ScanRequest
    ) throws(ScanError) -> LineAccount {
        guard number > 0 else { throw ScanError("\(file):0: lines are counted from 1; give the number of one") }
        var reader: LineReader
        do throws(InputError) {
            reader = try PreparedInput.reader(file, request.blockSize, request.maxLine)
        } catch {
            throw ScanError(error.description)
        }
        var (bytes, count, overlong) = ([UInt8](), 0, 0)
        var lines: Int64 = 0
        var reading: LineReading?
        while reader.next(into: &bytes, count: &count, overlong: &overlong) {
            var known: LineReading
            if let reading {
                known = reading
            } else {
                known = try LineReading(request, head: Array(bytes[..<min(count, 1 << 18)]))
            }
            if overlong > 0 {
                lines += 1
                if lines == number { return known.tooLong(at: "\(file):\(number)", request.maxLine) }
            }
            var cutter = LineCutter(count: count)
            var span = bytes.mutableSpan
            while let line = cutter.line(in: span.span) {
                lines += 1
                if line.count > request.maxLine, lines == number {
                    return known.tooLong(at: "\(file):\(number)", request.maxLine)
                }
                var account = known.account(line, &span)
                if lines == number {
                    account.place = "\(file):\(number)"
                    return account
                }
            }
            reading = known
        }
        if let fault = reader.stream.fault { throw ScanError(fault.description) }
        throw ScanError("\(file):\(number): the file has \(lines) lines; give the number of one of them")
    }
}
