import Foundation
import Testing

@Suite struct NoticesCommandTests {
    @Test func theGalleryIsWritten() throws {
        let folder = try WorkFolder()
        try folder.write("own.yaml", Data("notices: {templates: words}\n".utf8))
        try FileManager.default.createDirectory(atPath: folder.path + "/words", withIntermediateDirectories: true)
        try folder.write("words/nb.txt", Data("== regards\nMed hilsen fra oss\n".utf8))
        let written = try folder.run("notices", "gallery", "--policy", "own.yaml", "letters")
        #expect(written.status == 0 && written.output.isEmpty)
        #expect(written.errors == "Wrote 305 letters. Open letters/index.html\n")
        let letter = try String(contentsOfFile: folder.path + "/letters/nb/notice-polling.txt", encoding: .utf8)
        #expect(letter.contains("Med hilsen fra oss") && letter.hasPrefix("Subject: Varsel: "))
    }

    @Test func aWrongWordOfTheOperatorsIsAnErrorOfThePolicy() throws {
        let folder = try WorkFolder()
        try folder.write("own.yaml", Data("notices: {templates: .}\n".utf8))
        #expect(try folder.run("policy", "check", "own.yaml").status == 0)
        try folder.write("nb.txt", Data("== title.notis\nVarsel\n".utf8))
        let sentence =
            "./nb.txt:1: no letter has a section \"title.notis\"; remove it, or take one of the names of the built-in texts"
        for arguments in [["policy", "check", "own.yaml"], ["notices", "gallery", "--policy", "own.yaml", "letters"]] {
            let result = try Program.run(arguments, folder: folder.path)
            #expect(result.status == 2 && result.errors.contains(sentence), "\(result.errors)")
        }
    }
}
