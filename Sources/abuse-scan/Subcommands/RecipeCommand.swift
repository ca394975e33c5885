import ArgumentParser

/// `recipe`: files for engines that run the program on many machines.
struct RecipeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recipe",
        abstract: "Prints a file that runs prepare and scan on many machines.",
        discussion: """
            abuse-scan recipe spark-sql > spark-sql.sql
            The first lines of each say how it is run.
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

    @Flag(name: .long, help: "For spark-sql: work is a folder that all machines mount, so it is not sent to them.")
    var sharedFolder = false

    func validate() throws {
        if sharedFolder, engine != .sparkSQL {
            throw ValidationError("--shared-folder belongs to spark-sql; the others send what is needed by themselves.")
        }
    }

    func run() throws {
        var text = String(decoding: engine.text, as: UTF8.self)
        if sharedFolder {
            text = text.replacing("ADD FILE ${work}/totals;\n\n", with: "").replacing(
                "--totals totals ", with: "--totals ${work}/totals ")
        }
        try Terminal.write(Array(text.utf8).span, to: 1, named: "standard output")
    }
}
