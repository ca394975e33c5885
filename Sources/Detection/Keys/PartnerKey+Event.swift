internal import AccessLog

extension PartnerKey {
    /// The key of a request as text, `nil` for the parts that it does not have.
    init(_ event: RequestEvent, _ block: Span<UInt8>, _ url: inout CanonicalURL, _ secrets: KeySecrets) {
        var login: String?
        if event.key != 0 {
            var text = secrets.login(Text.string(block, event.login.range), part: 0)
            if !event.secondLogin.isEmpty {
                text += " " + secrets.login(Text.string(block, event.secondLogin.range), part: 1)
            }
            login = text
        }
        guard event.flags.contains(.hasInstallation), url.read(block.extracting(event.requestTarget.range)),
            url.segmentCount > 0
        else {
            self.init(login: login, installation: nil)
            return
        }
        self.init(login: login, installation: Text.string(url.bytes.span, url.segments[1].range))
    }
}
