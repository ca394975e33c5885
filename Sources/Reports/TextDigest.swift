import Crypto

/// Digests that stand for a text.
public enum TextDigest {
    /// SHA-256 of the text in UTF-8, 64 hex digits.
    public static func sha256(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
