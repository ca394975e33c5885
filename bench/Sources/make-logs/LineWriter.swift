/// One line of nginx's `combined` with `rt=` behind it, written into a buffer that is used again.
struct LineWriter {
    private(set) var bytes: [UInt8] = []
    private var minute = Int64.min
    private var stamp: [UInt8] = []
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Writes a line; `second` counts from 2026-03-02T00:00:00Z, which may be at most some weeks ago.
    mutating func line(
        _ second: Int64, address: [UInt8], user: [UInt8], method: StaticString, target: [UInt8], status: Int, size: Int,
        agent: [UInt8], milliseconds: Int
    ) {
        bytes.removeAll(keepingCapacity: true)
        bytes += address
        put(" - ")
        bytes += user
        put(" [")
        write(stampOf: second)
        put("] \"")
        put(method)
        put(" ")
        bytes += target
        put(" HTTP/1.1\" ")
        put(status)
        put(" ")
        put(size)
        put(" \"-\" \"")
        bytes += agent
        put("\" rt=")
        put(milliseconds / 1000)
        put(".")
        bytes += [
            0x30 + UInt8(milliseconds / 100 % 10), 0x30 + UInt8(milliseconds / 10 % 10),
            0x30 + UInt8(milliseconds % 10),
        ]
        put("\n")
    }

    private mutating func write(stampOf second: Int64) {
        if second / 60 != minute || stamp.isEmpty {
            minute = second / 60
            let day = Int(second / 86_400) + 2
            let (month, date) = day <= 31 ? (2, day) : (3, day - 31)
            let text =
                "\(Self.two(date))/\(Self.months[month])/2026:\(Self.two(Int(second / 3600 % 24))):\(Self.two(Int(minute % 60))):"
            stamp = Array(text.utf8)
        }
        bytes += stamp
        let rest = Int(second % 60)
        bytes += [0x30 + UInt8(rest / 10), 0x30 + UInt8(rest % 10)]
        put(" +0000")
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func put(_ number: Int) {
        var digits: [UInt8] = []
        var rest = number
        repeat {
            digits.append(0x30 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes += digits.reversed()
    }
}
