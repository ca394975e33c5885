internal import Cases

/// Digests that stand for a text.
public enum TextDigest {
    /// SHA-256 of the text in UTF-8, 64 hex digits.
    public static func sha256(_ text: String) -> String {
        ContentDigest.hex(text.utf8)
    }
}
