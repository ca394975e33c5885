import Testing

@testable import AccessLog

@Suite("Logs of deliveries by push")
struct PushLogTests {
    /// What a log's lines are read as: `time login path delivered`, or why not.
    private func read(_ text: String) throws -> [String] {
        var bytes = Array(text.utf8)
        var parser = try LogFormats.pushLog(bytes.span).makeParser(ParserOptions())
        var record = AccessRecord()
        var lines: [String] = []
        var block = bytes.mutableSpan
        var cutter = LineCutter(count: block.count)
        while let line = cutter.line(in: block.span) {
            switch parser.parse(line, in: &block, into: &record) {
            case .record:
                let (user, target) = (string(block.span, record.user), string(block.span, record.target))
                lines.append("\(record.time / 1000) \(user) \(target) \(record.status == 200)")
            case .directive: continue
            case .unreadable(let reason): lines.append("\(reason)")
            }
        }
        return lines
    }

    private func string(_ bytes: Span<UInt8>, _ range: FieldRange) -> String {
        String(decoding: range.range.map { bytes[$0] }, as: UTF8.self)
    }

    @Test(
        "CSV is read with and without a header",
        arguments: [
            ("2026-03-02T07:02:17Z,alfa-web,MSDEMO,/Estates/17,200\n", ["1772434937 alfa-web /MSDEMO/Estates/17 true"]),
            ("2026-03-02T07:02:17Z,alfa,MSDEMO,/MSDEMO/Estates/17,500\n", ["1772434937 alfa /MSDEMO/Estates/17 false"]),
            ("2026-03-02T07:02:17Z,alfa,MSDEMO,Estates/17,timeout\n", ["1772434937 alfa /MSDEMO/Estates/17 false"]),
            ("2026-03-02T07:02:17Z,alfa,,/Account/Methods,ok\n", ["1772434937 alfa /Account/Methods true"]),
            ("2026-03-02T07:02:17Z;alfa;MS;/MSDEMO/Estates;204\r\n", ["1772434937 alfa /MS/MSDEMO/Estates true"]),
            (
                "time,login,installation,object path,status\n1772434937,alfa,MSDEMO,/Estates/17,200\n",
                ["1772434937 alfa /MSDEMO/Estates/17 true"]
            ),
            (
                "\u{FEFF}Status,Object_Path,Login,Time,Base,Note\n200,\"/Estates/a,\"\"b\",alfa,1772434937000,MSDEMO,x\n",
                ["1772434937 alfa /MSDEMO/Estates/a,\"b true"]
            ),
            ("# note\n\n1772434937,a,,/x,delivered\n", ["1772434937 a /x true"]),
            (
                "1772434937,a,,/x,perhaps\nyesterday,a,,/x,200\n1772434937,a,,,200\nword\n1772434937,a,,\"/x,200\n",
                ["shape", "time", "request", "shape", "shape"]
            ),
            ("1772434937,-,MSDEMO,/x,200\n", ["1772434937  /MSDEMO/x true"]),
        ])
    func table(_ text: String, _ lines: [String]) throws {
        #expect(try read(text) == lines)
    }

    @Test(
        "JSON lines are read under the usual names",
        arguments: [
            (
                #"{"time":"2026-03-02T07:02:17Z","login":"alfa","installation":"MSDEMO","path":"/Estates/17","status":200}"#,
                ["1772434937 alfa /MSDEMO/Estates/17 true"]
            ),
            (
                #"{"success":false,"objectPath":"\/MSDEMO\/Estates\/17","user":"alfa","ts":1772434937}"#,
                ["1772434937 alfa /MSDEMO/Estates/17 false"]
            ),
            (#"{"time":1772434937,"login":"alfa","path":"/x"}"#, ["shape"]),
            (#"{"login":"alfa","path":"/x","status":200}"#, ["time"]),
            (
                #"{"time":1772434937,"login":"alfa","status":"ok","installation":null,"path":"/x"}"#,
                ["1772434937 alfa /x true"]
            ),
        ])
    func json(_ text: String, _ lines: [String]) throws {
        #expect(try read(text + "\n") == lines)
    }
}
