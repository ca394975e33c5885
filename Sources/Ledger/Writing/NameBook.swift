internal import Detection
internal import GRDB

/// Numbers of keys and routes, looked up once in a commit and given where they are new.
struct NameBook {
    private let database: Database
    private var keys: [PartnerKey: Int64] = [:]
    private var routes: [String: Int64] = [:]

    init(_ database: Database) { self.database = database }

    /// The number of a key.
    mutating func number(of key: PartnerKey) throws -> Int64 {
        if let number = keys[key] { return number }
        let number = try find(key) ?? insert(key)
        keys[key] = number
        return number
    }

    /// The number of a route.
    mutating func number(ofRoute text: String) throws -> Int64 {
        if let number = routes[text] { return number }
        let find = try database.cachedStatement(sql: "SELECT id FROM routes WHERE text = ?")
        let number = try Int64.fetchOne(find, arguments: [text]) ?? insert(route: text)
        routes[text] = number
        return number
    }

    private func find(_ key: PartnerKey) throws -> Int64? {
        let find = try database.cachedStatement(
            sql: """
                SELECT id FROM keys WHERE ifnull(login, char(0)) = ifnull(?, char(0))
                    AND ifnull(installation, char(0)) = ifnull(?, char(0))
                """)
        return try Int64.fetchOne(find, arguments: [key.login, key.installation])
    }

    private func insert(_ key: PartnerKey) throws -> Int64 {
        let insert = try database.cachedStatement(sql: "INSERT INTO keys (login, installation) VALUES (?, ?)")
        try insert.execute(arguments: [key.login, key.installation])
        return database.lastInsertedRowID
    }

    private func insert(route text: String) throws -> Int64 {
        let insert = try database.cachedStatement(sql: "INSERT INTO routes (text) VALUES (?)")
        try insert.execute(arguments: [text])
        return database.lastInsertedRowID
    }
}
