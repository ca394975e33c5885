import Foundation
import Testing

@testable import Cases

@Suite struct GalleryTests {
    /// `GALLERY=DIR` keeps what is written, to look at.
    @Test func theGalleryIsWrittenAsFiles() throws {
        let folder = try Folder()
        let path = ProcessInfo.processInfo.environment["GALLERY"] ?? folder.path + "/gallery"
        let gallery = LetterGallery(try Rendering.renderer())
        try gallery.write(to: path)
        let index = try String(contentsOfFile: path + "/index.html", encoding: .utf8)
        for entry in gallery.entries {
            #expect(index.contains("<a href=\"\(entry.name).html\">"), "\(entry.name)")
            let text = try String(contentsOfFile: "\(path)/\(entry.name).txt", encoding: .utf8)
            #expect(text == "Subject: \(entry.letter.subject)\n\n\(entry.letter.text)")
        }
    }
}
