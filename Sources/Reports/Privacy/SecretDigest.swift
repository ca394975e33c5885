/// A short text that stands for a secret.
public enum SecretDigest {
    /// 12 hex digits, the start of SHA-256 of the text: the same in every run, and of use to nobody as a credential.
    public static func text(_ secret: String) -> String {
        String(TextDigest.sha256(secret).prefix(12))
    }
}
