internal import AccessLog
internal import Ledger

/// What earlier runs have read, by every way in which an input of this run may be told.
struct KnownInputs {
    /// A file by its place on disk.
    struct Place: Hashable {
        let device: Int64
        let inode: Int64

        init(_ status: FileStatus) { (device, inode) = (status.device, status.inode) }
    }

    private var byNumber: [Int32: InputRecord] = [:]
    private var byStatus: [FileStatus: Int32] = [:]
    private var byPlace: [Place: [Int32]] = [:]
    private var byHead: [InputHead: [Int32]] = [:]
    private var byMember: [ContentIdentity: Int32] = [:]

    init(_ inputs: [InputRecord]) {
        for input in inputs {
            byNumber[input.ordinal] = input
            if let status = input.status {
                byStatus[status] = input.ordinal
                byPlace[Place(status), default: []].append(input.ordinal)
            }
            if let head = input.head { byHead[head, default: []].append(input.ordinal) }
            for member in input.members where byMember[member] == nil { byMember[member] = input.ordinal }
        }
    }

    /// An input by its number.
    subscript(ordinal: Int32) -> InputRecord? { byNumber[ordinal] }

    /// The input that lay on disk exactly so.
    func lying(_ status: FileStatus) -> InputRecord? { byStatus[status].flatMap { byNumber[$0] } }

    /// Inputs that lay at a place on disk, the newest first.
    func lying(at status: FileStatus) -> [InputRecord] {
        (byPlace[Place(status)] ?? []).reversed().compactMap { byNumber[$0] }
    }

    /// The input of which something is a gzip member.
    func holding(_ member: ContentIdentity) -> Int32? { byMember[member] }

    /// Inputs that begin so, in the order of their numbers.
    func beginning(with heads: [InputHead]) -> [InputRecord] {
        heads.flatMap { byHead[$0] ?? [] }.sorted().compactMap { byNumber[$0] }
    }
}
