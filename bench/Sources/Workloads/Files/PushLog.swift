import Foundation

/// Writes what was delivered by push as a table.
enum PushLog {
    static func write(
        _ deliveries: [(time: Int64, key: Int, path: [UInt8], arrived: Bool)], _ keys: [Key], into folder: String
    ) throws -> String {
        var text = "time,login,installation,path,status\n"
        for delivery in deliveries.sorted(by: { ($0.time, $0.key) < ($1.time, $1.key) }) {
            let key = keys[delivery.key]
            let path = String(decoding: delivery.path, as: UTF8.self).dropFirst(key.installation.count + 1)
            let time = CivilDate.text(ofSecond: delivery.time / 1000)
            text += "\(time),\(key.login),\(key.installation),\(path),\(delivery.arrived ? 200 : 503)\n"
        }
        let file = folder + "/push.csv"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }
}
