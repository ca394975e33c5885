import Detection
import Foundation
import Yams

extension Policy {
    /// Reads a policy file.
    ///
    /// - Throws: everything that is wrong with it, or that it cannot be read, is over 1 MiB or is not UTF-8.
    public static func load(path: String) throws(PolicyError) -> Policy {
        try Policy(yaml: try text(ofFile: path), fileName: path)
    }

    /// Reads the first policy file that exists: `./abuse-scan.yaml`, then `abuse-scan/abuse-scan.yaml` in the user's
    /// configuration folder (`$XDG_CONFIG_HOME`, else `~/.config`), then in `/etc`; without any, the default profile.
    ///
    /// A file that exists but cannot be read is an error, not a reason to take the next one.
    ///
    /// - Parameters:
    ///   - workingFolder: the folder of the first place.
    ///   - environment: the variables that name the user's folder; those of the process if `nil`.
    ///   - systemFolder: the folder of the last place.
    /// - Returns: the policy of the first file, or the default profile.
    /// - Throws: everything that is wrong with the file that was found.
    public static func discover(
        workingFolder: String = ".", environment: [String: String]? = nil,
        systemFolder: String = "/etc"
    ) throws(PolicyError) -> Policy {
        let name = "abuse-scan.yaml"
        let own = workingFolder == "." ? name : "\(workingFolder)/\(name)"
        let folders = [userFolder(environment ?? ProcessInfo.processInfo.environment), systemFolder].compactMap(\.self)
        for path in [own] + folders.map({ "\($0)/abuse-scan/\(name)" })
        where FileManager.default.fileExists(atPath: path) {
            return try load(path: path)
        }
        return try profile(named: standardProfile)
    }

    /// Reads a policy from its text.
    ///
    /// - Parameters:
    ///   - yaml: the text.
    ///   - fileName: the file as messages and origins name it.
    /// - Throws: everything that is wrong with the text, in its order.
    public init(yaml: String, fileName: String) throws(PolicyError) {
        var reader = PolicyReader(document: try PolicyDocument(text: yaml, file: fileName), file: fileName)
        self = try Policy.profile(named: reader.baseProfile ?? Policy.standardProfile)
        read(&reader)
        reader.checkContradictions(in: self)
        guard reader.problems.isEmpty else { throw PolicyError(reader.problemsInOrder) }
        (file, places) = (fileName, reader.places)
        finish()
    }

    /// Reads one layer over what is there.
    mutating func read(_ reader: inout PolicyReader) {
        let inherited = routeEntries
        (routeEntries, replacesRoutes) = ([], false)
        if let root = reader.document.root, !root.isEmpty {
            reader.read(root, as: Sections.policy, named: "the policy", at: "", into: &self)
        }
        if !replacesRoutes { inherit(inherited) }
        replacesRoutes = false
        origins.merge(reader.origins) { _, new in new }
    }

    /// Appends the routes of the layer below, without those that can no longer be the first match.
    private mutating func inherit(_ inherited: [Sourced<RouteEntry>]) {
        let own = routeEntries.compactMap { try? RoutePattern($0.entry.rule.match) }
        routeEntries += inherited.filter { sourced in
            guard let pattern = try? RoutePattern(sourced.entry.rule.match) else { return true }
            return !own.contains { $0.covers(pattern) }
        }
    }

    /// Fills in what depends on more than one value.
    mutating func finish() {
        detection.routes = routeEntries.map(\.entry.rule)
        detection.exemptions = exemptionEntries.map { $0.entry.exemption(in: timeZone) }
        let fields = customFields
        detection.key = detection.key.map { part in
            guard case .field(let name, _) = part else { return part }
            return .field(name, fields.firstIndex(of: name) ?? 0)
        }
        detection.ignoredBackoff.retryAfterPlace = detection.ignoredBackoff.retryAfterField.flatMap {
            fields.firstIndex(of: $0)
        }
        detection.overload.maintenance = maintenanceEntries.compactMap { $0.entry.stretch(in: timeZone) }
        detection.quotas = quotas.map { $0.quota(fields: fields) }
    }

    private static func userFolder(_ environment: [String: String]) -> String? {
        // A relative folder is to be ignored, says the XDG base directory specification.
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder }
        return environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/.config" }
    }
}

extension PolicyReader {
    /// The shipped profile that the file names, `nil` if it names none or one that does not exist.
    var baseProfile: String? {
        let member = document.root?.mapping?.first { $0.key.scalar.map(document.text) == "profile" }
        let name = member?.value.scalar.map(document.text)
        return name.flatMap { Policy.profileNames.contains($0) ? $0 : nil }
    }

    /// The problems from top to bottom.
    var problemsInOrder: [PolicyError.Problem] {
        problems.enumerated().sorted { left, right in
            (left.element.line ?? 0, left.element.column ?? 0, left.offset)
                < (right.element.line ?? 0, right.element.column ?? 0, right.offset)
        }.map(\.element)
    }
}
