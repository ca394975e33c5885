/// State that can be written and read back.
protocol Stateful {
    /// Writes every field, or fills it.
    mutating func code(_ coder: inout StateCoder)
}

/// State that lists and optional fields hold: reading fills a blank one.
protocol StateElement: Stateful {
    /// Anything of the type; every field is filled afterwards.
    static var blank: Self { get }
}

extension StateCoder {
    /// Something by its own description.
    mutating func code(_ value: inout some Stateful) { value.code(&self) }

    /// What may be missing.
    mutating func code<Value>(
        _ value: inout Value?, blank: () -> Value, _ each: (inout Value, inout StateCoder) -> Void
    ) {
        var isThere = value != nil
        code(&isThere)
        guard isThere, !isBroken else {
            value = nil
            return
        }
        var filled = isReading ? blank() : value ?? blank()
        // The field lets go of its value meanwhile, so that nothing is copied.
        value = nil
        each(&filled, &self)
        value = filled
    }

    /// What may be missing, by its own description.
    mutating func code<Value: StateElement>(_ value: inout Value?) {
        code(&value, blank: { Value.blank }) { $0.code(&$1) }
    }

    /// A number that may be missing.
    mutating func code<Number: FixedWidthInteger>(_ value: inout Number?) {
        code(&value, blank: { 0 }) { $1.code(&$0) }
    }

    /// A text that may be missing.
    mutating func code(_ value: inout String?) {
        code(&value, blank: { "" }) { $1.code(&$0) }
    }

    /// One of several words.
    mutating func code<Word: RawRepresentable<String>>(_ word: inout Word) {
        var text = word.rawValue
        code(&text)
        guard isReading else { return }
        if let known = Word(rawValue: text) { word = known } else { fail() }
    }

    /// A list of anything.
    mutating func code<Value>(
        _ list: inout [Value], blank: () -> Value, _ each: (inout Value, inout StateCoder) -> Void
    ) {
        var count = list.count
        codeCount(&count)
        if isReading {
            list = []
            list.reserveCapacity(count)
            for _ in 0..<count where !isBroken {
                var value = blank()
                each(&value, &self)
                list.append(value)
            }
        } else {
            for index in list.indices { each(&list[index], &self) }
        }
    }

    /// A list of what describes itself.
    mutating func code<Value: StateElement>(_ list: inout [Value]) {
        code(&list, blank: { Value.blank }) { $0.code(&$1) }
    }

    /// A list of numbers.
    mutating func code<Number: FixedWidthInteger>(_ list: inout [Number]) {
        var count = list.count
        codeCount(&count)
        if isReading { list = [Number](repeating: 0, count: count) }
        var numbers = list.mutableSpan
        var index = 0
        while index < numbers.count {
            code(&numbers[index])
            index += 1
            // Most lists are zeros with a few numbers among them.
            if isReading {
                index += passZeros(numbers.count - index)
            } else {
                let start = index
                while index < numbers.count, numbers[index] == 0 { index += 1 }
                if index > start { _ = passZeros(index - start) }
            }
        }
    }

    /// A list whose length is known, such as a ring; bytes with another length are not its.
    mutating func codeRing<Number: FixedWidthInteger>(_ ring: inout [Number]) {
        let known = ring.count
        code(&ring)
        if ring.count != known { fail() }
    }

    /// A ring of what describes itself.
    mutating func codeRing<Value: StateElement>(_ ring: inout [Value]) {
        let known = ring.count
        code(&ring)
        if ring.count != known { fail() }
    }

    /// A dictionary; what it is written in the order of makes no difference to anybody.
    mutating func code<Key: Hashable, Value>(
        _ table: inout [Key: Value], blank: () -> (Key, Value),
        _ each: (inout Key, inout Value, inout StateCoder) -> Void
    ) {
        var pairs = isReading ? [] : table.map { ($0.key, $0.value) }
        code(&pairs, blank: blank) { each(&$0.0, &$0.1, &$1) }
        if isReading { table = Dictionary(pairs) { first, _ in first } }
    }
}

extension FlatTable {
    /// Writes the entries that `isLive` keeps, or fills an empty table.
    mutating func code(
        _ coder: inout StateCoder, keeping isLive: (Entry) -> Bool, _ each: (inout Entry, inout StateCoder) -> Void
    ) {
        var live = 0
        if !coder.isReading { forEach { live += isLive($0) ? 1 : 0 } }
        coder.codeCount(&live)
        // The seed of former versions, by whose places entries were written.
        if coder.version >= 3 { coder.codeHash(&seed) }
        if coder.isReading {
            reserve(live)
            for _ in 0..<live where !coder.isBroken {
                var hash: UInt64 = 0
                coder.codeHash(&hash)
                guard hash != 0 else { return coder.fail() }
                var entry = Entry(hash: hash)
                each(&entry, &coder)
                makeRoom { _ in true }
                self[findOrInsert(hash).slot] = entry
            }
        } else {
            forEach { entry in
                guard isLive(entry) else { return }
                var entry = entry
                var hash = entry.hash
                coder.codeHash(&hash)
                each(&entry, &coder)
            }
        }
    }
}

extension Slab {
    /// Writes the first `count` elements, or fills an empty slab with them.
    mutating func code(
        _ coder: inout StateCoder, count: Int, blank: () -> Element, _ each: (inout Element, inout StateCoder) -> Void
    ) {
        var count = count
        coder.codeCount(&count)
        for number in 0..<count where !coder.isBroken {
            if coder.isReading { append(blank()) }
            each(&self[number], &coder)
        }
    }
}
