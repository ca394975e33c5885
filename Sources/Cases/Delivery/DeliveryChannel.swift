/// Where letters go.
public enum DeliveryChannel: Sendable, Hashable {
    /// A Maildir folder, from which people or other programs take them.
    case maildir(String)
    /// The system's mail program; `nil` finds `sendmail` where systems have it.
    case sendmail(String?)

    /// Reads `maildir:PATH`, `sendmail` or `sendmail:PATH`, `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts.first, parts.count > 1 ? String(parts[1]) : nil) {
        case ("maildir", let path?) where !path.isEmpty: self = .maildir(path)
        case ("sendmail", nil): self = .sendmail(nil)
        case ("sendmail", let path?) where path.hasPrefix("/"): self = .sendmail(path)
        default: return nil
        }
    }
}

extension DeliveryChannel: CustomStringConvertible {
    /// The form that reads back to the same channel.
    public var description: String {
        switch self {
        case .maildir(let path): "maildir:\(path)"
        case .sendmail(let path): "sendmail" + (path.map { ":\($0)" } ?? "")
        }
    }
}
