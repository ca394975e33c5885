#if ISAL
    /// The header of a gzip member (RFC 1952, section 2.3), read from pieces of any length.
    ///
    /// ISA-L wants a header whole; a file's blocks cut it anywhere. What is wrong is told in zlib's words.
    struct GzipHeader {
        private enum Part { case fixed, extraLength, extra, name, comment, check, end }

        /// The bits of the flags, in the order of their parts.
        private enum Flag {
            static let check: UInt8 = 2
            static let extra: UInt8 = 4
            static let name: UInt8 = 8
            static let comment: UInt8 = 16
            static let reserved: UInt8 = 0xe0
        }

        private static let fixedLength = 10

        private var part = Part.fixed
        private var flags: UInt8 = 0
        /// Bytes of this part so far; of the extra field, those that are to come.
        private var count = 0
        /// A number of two bytes, the lower one first.
        private var number = 0
        private var sum = RunningChecksum()

        /// Whether all of it was read.
        var isWhole: Bool { part == .end }

        /// Reads as much of `input` as belongs to the header.
        ///
        /// - Returns: the bytes used, and what is wrong with them.
        mutating func take(_ input: Span<UInt8>) -> (consumed: Int, fault: String?) {
            if part == .fixed, count == 0, isPlain(input) {
                part = .end
                return (Self.fixedLength, nil)
            }
            var used = 0
            while used < input.count, part != .end {
                let byte = input[used]
                if part != .check { sum.add(input.extracting(used..<used + 1)) }
                used += 1
                if let fault = take(byte) { return (used, fault) }
            }
            return (used, nil)
        }

        /// Whether a header without optional parts lies in `input`, as almost every one does.
        private func isPlain(_ input: Span<UInt8>) -> Bool {
            input.count >= Self.fixedLength && input[0] == 0x1f && input[1] == 0x8b && input[2] == 8 && input[3] == 0
        }

        private mutating func take(_ byte: UInt8) -> String? {
            switch part {
            case .fixed: return takeFixed(byte)
            case .extraLength:
                if takeNumber(byte) { begin(number > 0 ? .extra : .name, count: number) }
            case .extra:
                count -= 1
                if count == 0 { begin(.name) }
            case .name:
                if byte == 0 { begin(.comment) }
            case .comment:
                if byte == 0 { begin(.check) }
            case .check:
                if takeNumber(byte) {
                    begin(.end)
                    if number != Int(sum.value & 0xffff) { return "header crc mismatch" }
                }
            case .end: break
            }
            return nil
        }

        private mutating func takeFixed(_ byte: UInt8) -> String? {
            switch count {
            case 0 where byte != 0x1f, 1 where byte != 0x8b: return "incorrect header check"
            case 2 where byte != 8: return "unknown compression method"
            case 3:
                flags = byte
                if flags & Flag.reserved != 0 { return "unknown header flags set" }
            default: break
            }
            count += 1
            if count == Self.fixedLength { begin(.extraLength) }
            return nil
        }

        /// Takes one of two bytes.
        ///
        /// - Returns: whether it was the second.
        private mutating func takeNumber(_ byte: UInt8) -> Bool {
            number |= Int(byte) << (8 * count)
            count += 1
            return count == 2
        }

        /// Goes on to a part, or to the first one behind it that the flags name.
        private mutating func begin(_ next: Part, count length: Int = 0) {
            part = next
            count = length
            switch part {
            case .extraLength where flags & Flag.extra == 0: begin(.name)
            case .name where flags & Flag.name == 0: begin(.comment)
            case .comment where flags & Flag.comment == 0: begin(.check)
            case .check where flags & Flag.check == 0: begin(.end)
            case .extraLength, .check: number = 0
            case .fixed, .extra, .name, .comment, .end: break
            }
        }
    }
#endif
