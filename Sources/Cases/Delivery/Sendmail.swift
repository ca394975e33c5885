import Foundation
import Subprocess
import SystemPackage

/// The system's mail program, run directly: no shell, the recipients from the message's own header.
struct Sendmail {
    /// Where systems have it.
    private static let usual = ["/usr/sbin/sendmail", "/usr/lib/sendmail", "/usr/bin/sendmail"]
    /// Bytes of output that are kept.
    private static let keptOutput = 4_096

    private let path: String?

    init(_ path: String?) {
        self.path = path ?? Self.usual.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs `sendmail -t -oi` with the message.
    ///
    /// - Returns: the exit status, 0, and what the program printed.
    /// - Throws: that there is no such program, or that it said no.
    func send(_ message: MailMessage) async throws -> (status: Int32, output: String) {
        guard let path, FileManager.default.isExecutableFile(atPath: path) else {
            throw DeliveryError(
                "\(path ?? Self.usual[0]): no mail program is there; install postfix, msmtp-mta or nullmailer, or set "
                    + "notices.channel")
        }
        let result = try await run(
            .path(FilePath(path)), arguments: ["-t", "-oi"], input: .array(message.bytes),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        let printed = [result.standardOutput, result.standardError].compactMap(\.self).joined()
        let output = String(decoding: Array(printed.utf8).prefix(Self.keptOutput), as: UTF8.self)
        let said = output.trimmingCharacters(in: .whitespacesAndNewlines)
        switch result.terminationStatus {
        case .exited(0): return (0, said)
        case .exited(let status): throw DeliveryError("\(path): refused the message with status \(status): \(said)")
        case .signaled(let signal): throw DeliveryError("\(path): was ended by signal \(signal): \(said)")
        }
    }
}
