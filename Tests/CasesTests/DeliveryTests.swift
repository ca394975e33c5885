import AccessLog
import Foundation
import Testing

@testable import Cases

@Suite struct DeliveryTests {
    private let message = MailMessage(
        id: "2026-9F1C27D0-1.0011223344556677@example.no", recipient: "kari@alfa.example",
        bytes: Array("From: hub@example.no\nTo: kari@alfa.example\nSubject: x\n\nHei\n.\nFrom dot\n".utf8))

    @Test func aMaildirTakesAMessageOnce() async throws {
        let folder = try Folder()
        let delivery = MailDelivery(.maildir(folder.path + "/outbox"))
        let receipt = try await delivery.send(message)
        let name = "2026-9F1C27D0-1.0011223344556677@example.no.abuse-scan"
        #expect(receipt.reference == "\(folder.path)/outbox/new/\(name)" && receipt.exitStatus == nil)
        #expect(try Data(contentsOf: URL(fileURLWithPath: receipt.reference)) == Data(message.bytes))
        #expect(try await delivery.send(message) == receipt)
        #expect(try folder.names("outbox/new") == [name] && folder.names("outbox/tmp") == [])
        let mode = try FileManager.default.attributesOfItem(atPath: receipt.reference)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        // Read by somebody, it lies elsewhere, and is not written again.
        let read = "\(folder.path)/outbox/cur/\(name):2,S"
        try FileManager.default.moveItem(atPath: receipt.reference, toPath: read)
        #expect(try await delivery.send(message).reference == read)
        #expect(try folder.names("outbox/new") == [])
    }

    @Test func aMaildirForgetsWhatACrashLeft() async throws {
        let folder = try Folder()
        let name = "2026-9F1C27D0-1.0011223344556677@example.no.abuse-scan"
        try FileManager.default.createDirectory(atPath: folder.path + "/tmp", withIntermediateDirectories: true)
        try folder.write("tmp/\(name)", "half a mess")
        let receipt = try await MailDelivery(.maildir(folder.path)).send(message)
        #expect(try Data(contentsOf: URL(fileURLWithPath: receipt.reference)) == Data(message.bytes))
        let python = "import mailbox,sys; m=mailbox.Maildir(sys.argv[1]); print([x['Subject'] for x in m])"
        #expect(try shell("python3", "-c", python, folder.path) == "['x']\n")
    }

    @Test func aMailProgramGetsTheMessageAndItsWordIsKept() async throws {
        let folder = try Folder()
        try folder.write(
            "sendmail", "#!/bin/sh\necho \"$@\" >\(folder.path)/arguments\ncat >\(folder.path)/input\necho ok 42\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/sendmail")
        let receipt = try await MailDelivery(.sendmail(folder.path + "/sendmail")).send(message)
        #expect(receipt.exitStatus == 0 && receipt.output == "ok 42" && receipt.reference == message.id)
        #expect(try String(contentsOfFile: folder.path + "/arguments", encoding: .utf8) == "-t -oi\n")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/input")) == Data(message.bytes))
    }

    @Test func aMailProgramThatSaysNoIsQuoted() async throws {
        let folder = try Folder()
        try folder.write("sendmail", "#!/bin/sh\ncat >/dev/null\necho 'no such user' >&2\nexit 67\n")
        let path = folder.path + "/sendmail"
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        await #expect(throws: DeliveryError("\(path): refused the message with status 67: no such user")) {
            try await MailDelivery(.sendmail(path)).send(message)
        }
        await #expect(
            throws: DeliveryError(
                "/nowhere/sendmail: no mail program is there; install postfix, msmtp-mta or nullmailer, or set "
                    + "notices.channel")
        ) { try await MailDelivery(.sendmail("/nowhere/sendmail")).send(message) }
    }

    /// A real mail program, and a server on the loopback that writes down what comes.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/msmtp")))
    func msmtpCarriesAWholeLetter() async throws {
        let folder = try Folder()
        try folder.write("sink.py", Self.sink)
        let server = Process()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        server.arguments = ["python3", "sink.py"]
        server.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let output = Pipe()
        server.standardOutput = output
        try server.run()
        defer { server.terminate() }
        let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
        try folder.write(
            "msmtprc", "account default\nhost 127.0.0.1\nport \(port)\nfrom hub@example.no\nauth off\ntls off\n")
        try folder.write("sendmail", "#!/bin/sh\nexec /usr/bin/msmtp -C \(folder.path)/msmtprc \"$@\"\n")
        for (name, mode) in [("sendmail", 0o755), ("msmtprc", 0o600)] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(folder.path)/\(name)")
        }
        var notices = NoticeOptions()
        notices.from = "hub@example.no"
        let calendar = CaseCalendar(zone: TimeZoneRules.builtIn("Europe/Oslo") ?? .utc)
        let renderer = try Rendering.renderer()
        let letter = LetterSamples.letter(.final, [LetterSamples.findings[0].finding], .da)
        let message = try MailComposer(notices: notices, renderer: renderer, calendar: calendar).message(
            [letter], to: Contact(name: "Åse", email: "aase@alfa.example"), at: 1_795_172_400_000)
        let receipt = try await MailDelivery(.sendmail(folder.path + "/sendmail")).send(message)
        #expect(receipt.exitStatus == 0)
        server.waitUntilExit()
        let seen = try String(contentsOfFile: folder.path + "/seen", encoding: .utf8)
        #expect(seen.hasPrefix("MAIL FROM:<hub@example.no>\nRCPT TO:<aase@alfa.example>\n"))
        #expect(seen.hasSuffix(String(decoding: message.bytes, as: UTF8.self)))
    }

    private static let sink = #"""
        import socket, sys
        server = socket.create_server(('127.0.0.1', 0))
        server.settimeout(600)
        print(server.getsockname()[1], flush=True)
        client, _ = server.accept()
        stream = client.makefile('rwb')
        def say(text):
            stream.write(text.encode() + b'\r\n'); stream.flush()
        say('220 sink')
        out = open('seen', 'w', newline='')
        for line in stream:
            text = line.decode().rstrip('\r\n')
            word = text.upper()
            if word.startswith(('MAIL', 'RCPT')):
                out.write(text.split(' SIZE')[0].split(' BODY')[0] + '\n'); say('250 ok')
            elif word == 'DATA':
                say('354 go on')
                for line in stream:
                    text = line.decode().rstrip('\r\n')
                    if text == '.': break
                    out.write((text[1:] if text.startswith('.') else text) + '\n')
                out.flush(); say('250 kept')
            elif word == 'QUIT':
                say('221 bye'); break
            else: say('250 ok')
        """#
}
