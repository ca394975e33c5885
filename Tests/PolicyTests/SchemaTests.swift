import Foundation
import Testing

@testable import Policy

@Suite struct SchemaTests {
    private typealias Members = [String: Any]

    private func schema() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(Policy.schema().utf8)) as? [String: Any])
    }

    @Test func theSchemaIsJSONAndSaysWhichDraft() throws {
        #expect(try schema()["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test func everyPropertyHasADescriptionAndAType() throws {
        var seen = 0
        func walk(_ node: Members, _ path: String) {
            let properties = node["properties"] as? Members ?? [:]
            if !properties.isEmpty { #expect(node["additionalProperties"] as? Bool == false, "\(path)") }
            for (name, value) in properties {
                let property = value as? Members ?? [:]
                seen += 1
                #expect((property["description"] as? String)?.hasSuffix(".") == true, "\(path).\(name)")
                #expect(property["type"] != nil, "\(path).\(name)")
                walk(property, "\(path).\(name)")
                if let items = property["items"] as? Members { walk(items, "\(path).\(name)[]") }
            }
        }
        walk(try schema(), "")
        #expect(seen == 165)
    }

    @Test func theSchemaHoldsExactlyTheKeysThatAreRead() throws {
        let properties = try #require(try schema()["properties"] as? Members)
        #expect(Set(properties.keys) == Set(Sections.policy.settings.map(\.name)))
        let polling = try #require((properties["polling"] as? Members)?["properties"] as? Members)
        #expect(Set(polling.keys) == Set(Sections.polling.settings.map(\.name)))
        let interval = try #require(polling["min_interval"] as? Members)
        #expect(interval["default"] as? String == "5m")
        let items = try #require((properties["routes"] as? Members)?["items"] as? Members)
        #expect(items["required"] as? [String] == ["match"])
    }

    /// The patterns of the schema take every text that the defaults are written as.
    @Test func everyDefaultFitsItsOwnPattern() throws {
        var seen = 0
        func walk(_ node: Members) throws {
            if let pattern = node["pattern"] as? String, let text = node["default"] as? String, !text.isEmpty {
                #expect(try Regex(pattern).firstMatch(in: text) != nil, "\(pattern) \(text)")
                seen += 1
            }
            for value in node.values { if let inner = value as? Members { try walk(inner) } }
        }
        try walk(try schema())
        #expect(seen > 10)
    }
}
