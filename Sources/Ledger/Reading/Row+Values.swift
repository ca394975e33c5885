internal import Foundation
internal import GRDB

/// Values of a row that may come of damaged pages: what is not there, or does not fit, is an error and never a trap.
extension Row {
    func at<Whole: FixedWidthInteger>(_ column: Int) throws -> Whole {
        guard let value: Whole = try at(column) else { throw Self.damage }
        return value
    }

    func at<Whole: FixedWidthInteger>(_ column: Int) throws -> Whole? {
        guard let value: Int64 = self[column] else { return nil }
        guard let whole = Whole(exactly: value) else { throw Self.damage }
        return whole
    }

    func at(_ column: Int) throws -> Bool {
        guard let value: Int64 = self[column] else { throw Self.damage }
        return value != 0
    }

    func at(_ column: Int) throws -> String {
        guard let value: String = self[column] else { throw Self.damage }
        return value
    }

    func at(_ column: Int) throws -> String? { self[column] as String? }

    func at(_ column: Int) throws -> Data {
        guard let value: Data = self[column] else { throw Self.damage }
        return value
    }

    static var damage: DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a row holds what it cannot hold")
    }
}
