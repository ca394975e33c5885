import Foundation

extension Policy {
    private static let largestFile = 1 << 20

    /// The text of a file.
    static func text(ofFile path: String) throws(PolicyError) -> String {
        let bytes = try bytes(ofFile: path)
        guard bytes.count <= largestFile else {
            throw problem(path, "the policy file is over 1 MiB; keep routes and partners, move other things elsewhere")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw problem(path, "the policy file is not UTF-8 text; save it as UTF-8")
        }
        return text
    }

    private static func bytes(ofFile path: String) throws(PolicyError) -> Data {
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            return try file.read(upToCount: largestFile + 1) ?? Data()
        } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
            throw problem(
                path, "there is no such policy file; correct the path, or write one with `abuse-scan policy init`")
        } catch CocoaError.fileReadNoPermission {
            throw problem(path, "the policy file may not be read by this user; change its permissions")
        } catch {
            throw problem(path, "the policy file cannot be read; check that it is a plain file")
        }
    }

    private static func problem(_ path: String, _ text: String) -> PolicyError {
        PolicyError([.init(file: path, text: text)])
    }
}
