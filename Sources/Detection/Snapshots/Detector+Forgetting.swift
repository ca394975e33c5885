internal import AccessLog

/// What is taken out of the state between two runs, on somebody's wish.
extension Detector {
    /// Forgets a login, with all its installations where none is given: its windows, open episodes and quotas. Its next
    /// line is that of a new key.
    public mutating func forget(login: String, installation: String?) {
        func isMeant(_ key: PartnerKey) -> Bool {
            key.login == login && (installation == nil || key.installation == installation)
        }
        for place in targets.indices {
            guard let hot = targets[place], isMeant(hot.target.label.key) else { continue }
            targets[place] = nil
            freeTargets.append(Int32(place))
        }
        let meant = states.indices.filter { !states[$0].isFree && isMeant(states[$0].key) }
        forgetOwners(Set(meant))
        quotas.forget { isMeant($0) }
        sink.forget { isMeant($0) }
    }

    /// The state with an address masked in every text but those of keys.
    ///
    /// - Parameter mask: the text without the address, `nil` for one that does not hold it.
    /// - Returns: bytes for another detector.
    public mutating func snapshot(masking mask: @escaping (String) -> String?) -> [UInt8] {
        snapshot(at: nil, masking: mask)
    }
}

extension HeldEvents {
    /// The events that are left without a login, of one installation or all.
    public func forgetting(login: String, installation: String?) -> HeldEvents {
        keeping { event, text in
            guard text(event.login) == login else { return true }
            let first = text(event.requestTarget).split(separator: "/").first.map(String.init)
            return installation != nil && first != installation
        }
    }

    /// The events that are not older than an instant.
    public func forgetting(before time: Int64) -> HeldEvents { keeping { event, _ in event.time >= time } }

    /// The events with an address masked in their texts.
    ///
    /// - Parameter mask: the text without the address, `nil` for one that does not hold it.
    /// - Returns: as many events.
    public func masking(_ mask: (String) -> String?) -> HeldEvents {
        var held = HeldEvents()
        for (event, file) in zip(events, files) {
            var event = event
            var block: [UInt8] = []
            func change(_ range: FieldRange) -> FieldRange {
                guard !range.isEmpty else { return range }
                let text = String(decoding: bytes[range.range], as: UTF8.self)
                let start = block.count
                block += mask(text).map { Array($0.utf8) } ?? Array(bytes[range.range])
                return FieldRange(start..<block.count)
            }
            event.method = change(event.method)
            event.requestTarget = change(event.requestTarget)
            event.login = change(event.login)
            event.secondLogin = change(event.secondLogin)
            event.address = change(event.address)
            event.agent = change(event.agent)
            for place in event.custom.indices { event.custom[place] = change(event.custom[place]) }
            held.add(event, block.span, file: file)
        }
        return held
    }

    private func keeping(_ isKept: (RequestEvent, (FieldRange) -> String) -> Bool) -> HeldEvents {
        var held = HeldEvents()
        for (event, file) in zip(events, files) {
            let isLeft = isKept(event) { String(decoding: bytes[$0.range], as: UTF8.self) }
            if isLeft { held.add(event, bytes.span, file: file) }
        }
        return held
    }
}
