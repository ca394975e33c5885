import Workloads

/// The policy under which workloads are judged.
public enum JudgedPolicy {
    /// The text of the policy file.
    public static var text: String {
        """
        timezone: Europe/Oslo
        replace_routes: true
        routes:
          - {match: "GET /Account/Methods", push: none}
          - {match: "GET /{installation}/Departments", push: available}
          - {match: "GET /{installation}/Departments/{id}", push: available}
          - {match: "GET /{installation}/Employees", push: available}
          - {match: "GET /{installation}/Employees/{id}", push: available}
          - {match: "GET /{installation}/Employees/{id}/Picture", push: none}
          - {match: "GET /{installation}/Estates", push: available, delta: changedAfter, max_page: 1000}
          - {match: "GET /{installation}/Estates/{id}", push: available, bulk: "GET /{installation}/Estates"}
          - {match: "GET /{installation}/Images/{id}", push: none}
          - {match: "GET /{installation}/Contacts/Find", push: none}
          - {match: "GET /{installation}/Contacts/{id}", push: available}
          - {match: "GET /{installation}/Accounting/Transactions", push: none}
          - {match: "GET /{installation}/Next/AreaTypes", push: none}
        capacity: {workers: 32}
        quotas:
        \(WorkloadQuota.all.map(\.policyLine).joined(separator: "\n"))

        """
    }
}
