import ReferenceModel
import Testing

@testable import Detection

@Suite("Bytes of state")
struct StateCoderTests {
    /// What is written and read, one after the other.
    private enum Piece: Equatable {
        case number(UInt64)
        case signed(Int64)
        case time(Int64)
        case step(Int32, from: Int32)
        case hash(UInt64)
        case text(String)
        case words([UInt32])
        case list([UInt16])
    }

    private static func code(_ piece: Piece, _ coder: inout StateCoder) -> Piece {
        switch piece {
        case .number(var value):
            coder.code(&value)
            return .number(value)
        case .signed(var value):
            coder.code(&value)
            return .signed(value)
        case .time(var value):
            coder.codeTime(&value)
            return .time(value)
        case .step(var value, let before):
            coder.codeStep(&value, from: before)
            return .step(value, from: before)
        case .hash(var value):
            coder.codeHash(&value)
            return .hash(value)
        case .text(var value):
            coder.code(&value)
            return .text(value)
        case .words(var value):
            coder.codeWords(&value)
            return .words(value)
        case .list(var value):
            coder.code(&value)
            return .list(value)
        }
    }

    /// The same kind of piece with another content.
    private static func blank(_ piece: Piece) -> Piece {
        switch piece {
        case .number: .number(7)
        case .signed: .signed(7)
        case .time: .time(7)
        case .step(_, let before): .step(7, from: before)
        case .hash: .hash(7)
        case .text: .text("7")
        case .words: .words([7])
        case .list: .list([7])
        }
    }

    private static func written(_ pieces: [Piece]) -> [UInt8] {
        StateCoder.write { coder in
            for piece in pieces { _ = code(piece, &coder) }
        }
    }

    private static func read(_ bytes: [UInt8], _ pieces: [Piece]) throws -> (pieces: [Piece], isWhole: Bool) {
        try StateCoder.read(bytes.span) { coder throws(SnapshotError) in
            (pieces.map { code(blank($0), &coder) }, coder.isWhole)
        }
    }

    @Test(
        "any number of zeros comes back, whatever follows", arguments: [0, 1, 2, 3, 126, 127, 128, 129, 254, 255, 300])
    func zeros(count: Int) throws {
        let zeros = [Piece](repeating: .number(0), count: count)
        let followers: [[Piece]] = [
            [], [.number(1)], [.number(300)], [.hash(5)], [.text("a")], [.text("")], [.words([1])], [.words([])],
            [.list([0, 0])],
        ]
        for follower in followers {
            let pieces = zeros + follower + zeros
            let back = try Self.read(Self.written(pieces), pieces)
            #expect(back.pieces == pieces && back.isWhole)
        }
        if count > 2 { #expect(Self.written(zeros).count <= 2 + 2 * (count / 127) + 2) }
    }

    @Test("whatever was written comes back, whatever stands before it", arguments: 0..<20)
    func everything(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let edges: [Int64] = [0, 1, -1, 63, 64, -64, -65, 127, 128, 16_383, 16_384, .max, .min, LatestTimes.never]
        let pieces = (0..<4000).map { _ -> Piece in
            let edge = edges[Int.random(in: 0..<edges.count, using: &random)]
            return switch Int.random(in: 0..<12, using: &random) {
            case 0: .number(UInt64(bitPattern: edge))
            case 1: .signed(edge)
            case 2: .time(edge == .min || edge == .max ? 5 : edge)
            case 3: .step(Int32(truncatingIfNeeded: edge), from: .random(in: .min ... .max, using: &random))
            case 4: .hash(.random(in: .min ... .max, using: &random))
            case 5: .text(String(repeating: "å", count: .random(in: 0..<40, using: &random)))
            case 6: .words((0..<Int.random(in: 0..<30, using: &random)).map { UInt32($0) << 24 })
            case 7: .list([UInt16](repeating: 0, count: .random(in: 0..<300, using: &random)))
            default: .number(0)
            }
        }
        let small = Self.written(pieces)
        let back = try Self.read(small, pieces)
        #expect(back.pieces == pieces && back.isWhole, "seed \(seed)")
    }

    @Test("what is long leaves in pieces of one length, wherever their borders fall", arguments: 0..<12)
    func pieces(seed: Int) throws {
        let length = StateCoder.pieceLength
        let long = String(repeating: "x", count: length - 40 + seed)
        let words = (0..<UInt32(length / 2)).map { $0 &* 0x9e37_79b9 }
        var pieces: [Piece] = [.number(UInt64(seed)), .text(long), .hash(1), .number(.max), .number(0), .number(0)]
        pieces += [.number(0), .hash(2), .words(words), .text(long + long + long), .list([1, 0, 0, 0, 3])]
        pieces += (0..<30_000).map { Piece.hash(UInt64($0)) }
        var counts: [Int] = []
        var bytes: [UInt8] = []
        StateCoder.write { piece in
            counts.append(piece.count)
            bytes += piece
        } _: { coder in
            for piece in pieces { _ = Self.code(piece, &coder) }
        }
        #expect(counts.dropLast().allSatisfy { $0 == length })
        #expect((1...length).contains(try #require(counts.last)))
        #expect(counts.count > 6)
        let back = try Self.read(bytes, pieces)
        #expect(back.pieces == pieces && back.isWhole)
    }

    @Test("bytes that are cut anywhere are not whole")
    func cut() throws {
        let pieces: [Piece] = [
            .number(0), .number(0), .number(0), .number(0), .number(900), .hash(1), .text("text"), .words([1, 2]),
            .list([1, 0, 0, 0]),
        ]
        let bytes = Self.written(pieces)
        for count in 0..<bytes.count {
            let back = try Self.read(Array(bytes.prefix(count)), pieces)
            #expect(!back.isWhole, "cut to \(count)")
        }
        #expect(try !Self.read(bytes + [1], pieces).isWhole)
    }

    @Test("a client that is not in the list cannot have come last", arguments: [(UInt64(0), false), (9, true)])
    func lastClientMustBeThere(_ hash: UInt64, _ isRefused: Bool) throws {
        let bytes = StateCoder.write { coder in
            var (none, others, last, lastHash) = ([UInt32](), [UInt32](repeating: 0, count: 2), 0, hash)
            coder.code(&none)
            coder.code(&none)
            coder.codeRing(&others)
            coder.code(&last)
            coder.codeHash(&lastHash)
        }
        let isBroken = try StateCoder.read(bytes.span) { coder throws(SnapshotError) in
            var tally = ClientTally(hours: 2)
            coder.code(&tally)
            return coder.isBroken
        }
        #expect(isBroken == isRefused)
    }
}
