import ArgumentParser

/// `recipe`: files for engines that run the program on many machines.
struct RecipeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recipe",
        abstract: "Prints a file that runs prepare and scan on many machines.",
        discussion: """
            abuse-scan recipe spark-sql > spark-sql.sql    its first lines say how it is run
            """)

    /// The engines.
    enum Engine: String, ExpressibleByArgument, CaseIterable {
        case sparkSQL = "spark-sql"
        case sparkStreaming = "spark-streaming"
        case hadoop

        var text: [UInt8] {
            switch self {
            case .sparkSQL: PackageResources.spark_sql_sql
            case .sparkStreaming: PackageResources.spark_streaming_py
            case .hadoop: PackageResources.hadoop_sh
            }
        }
    }

    @Argument(help: "spark-sql, spark-streaming or hadoop.")
    var engine: Engine

    func run() throws {
        try Terminal.write(engine.text.span, to: 1, named: "standard output")
    }
}
