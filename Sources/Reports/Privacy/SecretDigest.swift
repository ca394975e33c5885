import Crypto

/// A short text that stands for a secret.
public enum SecretDigest {
    /// 12 hex digits, the start of SHA-256 of the text: the same in every run, and of use to nobody as a credential.
    public static func text(_ secret: String) -> String {
        SHA256.hash(data: Array(secret.utf8)).prefix(6).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
