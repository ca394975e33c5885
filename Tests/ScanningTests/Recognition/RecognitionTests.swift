import AccessLog
import Ledger
import Testing

@testable import Scanning

@Suite("Telling what was read before")
struct RecognitionTests {
    /// What a run is expected to say of a file.
    enum Answer: Equatable {
        case new, same, grown, replaced, undecided, twice

        init(_ recognition: Recognition) {
            self =
                switch recognition {
                case .new: .new
                case .same, .part: .same
                case .grown: .grown
                case .assembled(_, let rest): rest == nil ? .same : .grown
                case .replaced: .replaced
                case .undecided: .undecided
                case .twice: .twice
                }
        }
    }

    struct Step {
        let script: String
        let names: [String]
        let answers: [Answer]

        init(_ script: String, _ names: [String], _ answers: [Answer]) {
            (self.script, self.names, self.answers) = (script, names, answers)
        }
    }

    struct Story: CustomTestStringConvertible {
        let testDescription: String
        let steps: [Step]
        /// Numbers of the lines that must have been read, each once.
        let lines: [ClosedRange<Int>]
    }

    static let stories = [
        Story(
            testDescription: "renamed, packed, packed again, copied",
            steps: [
                Step("l 1 500 > a", ["a"], [.new]), Step("mv a b", ["b"], [.same]), Step("cp b c", ["c"], [.same]),
                Step(
                    "gzip -1 < b > b.1.gz; gzip -9 < b > b.2.gz", ["b.1.gz", "b.2.gz", "b", "c"],
                    [.same, .same, .same, .same]),
                Step("l 1 200 | gzip > d.gz; l 201 500 | gzip >> d.gz", ["d.gz"], [.same]),
                Step("touch b", ["b"], [.same]),
            ], lines: [1...500]),
        Story(
            testDescription: "packed first, plain later",
            steps: [Step("l 1 500 | gzip > a.gz", ["a.gz"], [.new]), Step("gunzip -c a.gz > a", ["a"], [.same])],
            lines: [1...500]),
        Story(
            testDescription: "grows, is rotated by renaming, and packed",
            steps: [
                Step("l 1 500 > a", ["a"], [.new]), Step("l 501 700 >> a", ["a"], [.grown]),
                Step("l 701 800 >> a; mv a a.1; l 801 900 > a", ["a", "a.1"], [.new, .grown]),
                Step("gzip a.1; l 901 950 >> a", ["a.1.gz", "a"], [.same, .grown]),
            ], lines: [1...950]),
        Story(
            testDescription: "read up to noon, goes on as a packed file",
            steps: [
                Step("l 1 500 > a", ["a"], [.new]),
                Step("l 501 900 >> a; gzip -c a > a.1.gz; rm a; l 901 999 > a", ["a", "a.1.gz"], [.new, .grown]),
            ], lines: [1...999]),
        Story(
            testDescription: "copied and truncated",
            steps: [
                Step("l 1 500 > a", ["a"], [.new]),
                Step("l 501 600 >> a; cp a a.1; : > a; l 601 620 >> a", ["a", "a.1"], [.new, .grown]),
                Step("l 621 1500 >> a", ["a", "a.1"], [.grown, .same]),
            ], lines: [1...1500]),
        Story(
            testDescription: "truncated and grown beyond what was read, between two runs",
            steps: [
                Step("l 1 300 > a", ["a"], [.new]),
                Step("cp a a.1; : > a; l 301 900 >> a", ["a.1", "a"], [.same, .new]),
            ], lines: [1...900]),
        Story(
            testDescription: "truncated, while the copy lies elsewhere",
            steps: [
                Step("l 1 300 > a", ["a"], [.new]), Step("cp a a.1; : > a; l 301 350 >> a", ["a"], [.replaced]),
                Step("", ["a.1", "a"], [.same, .same]),
            ], lines: [1...350]),
        Story(
            testDescription: "line by line, and bytes of a line",
            steps: [
                Step("l 1 1 > a", ["a"], [.new]), Step("l 2 2 >> a", ["a"], [.grown]),
                Step("l 3 3 | head -c 30 >> a", ["a"], [.grown]), Step("l 3 3 | tail -c +31 >> a", ["a"], [.grown]),
                Step("l 4 90 >> a", ["a"], [.grown]), Step("l 91 400 >> a; gzip a", ["a.gz"], [.grown]),
            ], lines: [1...400]),
        Story(
            testDescription: "a last line without its end is read when nothing came behind it",
            steps: [
                Step("l 1 400 > a; printf '%s' \"$(l 401 401)\" >> a", ["a"], [.new]), Step("", ["a"], [.grown]),
                Step("", ["a"], [.same]),
            ], lines: [1...401]),
        Story(
            testDescription: "a last line without its end in a packed file is read at once",
            steps: [
                Step("(l 1 400; printf '%s' \"$(l 401 401)\") | gzip > a.gz", ["a.gz"], [.new]),
                Step("touch a.gz", ["a.gz"], [.same]),
            ], lines: [1...401]),
        Story(
            testDescription: "half a packed file, then the whole one",
            steps: [
                Step("l 1 9000 | gzip > whole.gz; head -c 20000 whole.gz > a.gz", ["a.gz"], [.new]),
                Step("", ["a.gz"], [.same]), Step("mv whole.gz a.gz", ["a.gz"], [.grown]),
                Step("cp a.gz b.gz", ["b.gz"], [.same]),
            ], lines: [1...9000]),
        Story(
            testDescription: "the same first 4 KiB and then something else",
            steps: [
                Step("l 1 60 > a; cp a b; l 61 500 >> a; l 501 900 >> b", ["a"], [.new]), Step("", ["b"], [.new]),
            ], lines: [1...60, 1...60, 61...500, 501...900]),
        Story(
            testDescription: "tiny files",
            steps: [
                Step("l 1 1 > a; l 2 3 > b; l 4 4 > c", ["a", "b", "c"], [.new, .new, .new]),
                Step("cp a d; gzip b; l 5 5 >> c; l 6 6 > e", ["d", "b.gz", "c", "e"], [.same, .same, .grown, .new]),
            ], lines: [1...6]),
        Story(
            testDescription: "headers that are the same",
            steps: [
                Step(
                    "h() { printf '#Software: IIS\\n#Version: 1.0\\n#Fields: date time\\n'; }; for i in 1 2 3; do "
                        + "(h; l ${i}001 ${i}010) > $i; done",
                    ["1", "2"], [.new, .new]),
                Step("cp 1 4; l 2011 2500 >> 2", ["3", "4", "2"], [.new, .same, .grown]),
            ], lines: [1001...1010, 2001...2500, 3001...3010]),
        Story(
            testDescription: "given twice in one command",
            steps: [
                Step("l 1 500 > a; ln a b; ln -s a c", ["a", "b", "c"], [.new, .twice, .twice]),
                Step(
                    "l 501 600 >> a; gzip -c a > d.gz; l 601 700 >> a", ["d.gz", "a", "b"], [.twice, .grown, .twice]),
            ], lines: [1...700]),
        Story(
            testDescription: "empty, then written",
            steps: [
                Step(": > a; : | gzip > b.gz", ["a", "b.gz"], [.new, .new]), Step("", ["a", "b.gz"], [.same, .same]),
                Step("l 1 5 >> a; l 6 9 | gzip > b.gz", ["a", "b.gz"], [.grown, .new]),
            ], lines: [1...9]),
        Story(
            testDescription: "a shorter copy of what was read",
            steps: [Step("l 1 900 > a; l 1 500 > b", ["a"], [.new]), Step("", ["b"], [.undecided])], lines: [1...900]),
        Story(
            testDescription: "a copy that ends at a checksum that was kept",
            steps: [
                Step(
                    "yes \"$(l 1 1)\" | head -c 5000000 > a; echo >> a; head -c 4194304 a > b", ["a"], [.new]),
                Step("", ["b"], [.same]),
            ], lines: []),
    ]

    @Test(arguments: stories) func everyLineIsReadOnce(_ story: Story) throws {
        let runs = try ReadingRuns()
        for (number, step) in story.steps.enumerated() {
            try runs.run(step.script, step.names)
            #expect(runs.answers.map(Answer.init) == step.answers, "step \(number + 1)")
        }
        guard !story.lines.isEmpty else { return }
        #expect(runs.lines.sorted() == story.lines.flatMap(Array.init).sorted())
    }

    /// What the records say does not depend on how often a file was read while it grew.
    @Test func manyStepsLeaveTheRecordOfOne() throws {
        let (slow, fast) = (try ReadingRuns(), try ReadingRuns())
        for n in 0..<40 { try slow.run("l \(n * 7 + 1) \(n * 7 + 7) >> a", ["a"]) }
        try fast.run("l 1 280 > a", ["a"])
        let (left, right) = (try #require(slow.known.first), try #require(fast.known.first))
        #expect(left.content == right.content)
        #expect(left.lines == 280 && right.lines == 280)
        #expect(left.head == right.head)
        #expect(left.tail == right.tail)
        #expect(left.state == .growing)
        #expect(slow.lines == fast.lines)
    }

    /// A folder of files that earlier runs have read is told by looking at the folder alone.
    @Test func knownFilesAreNotRead() throws {
        let runs = try ReadingRuns()
        try runs.run("for i in $(seq 20); do l $i $i > $i; done", (1...20).map(String.init))
        // Without the right to read them they are recognised all the same; nothing of them is asked for.
        let answers = Recognizer(runs.known).recognize((1...20).map { "\(runs.folder.path)/\($0)" })
        #expect(answers.allSatisfy { if case .success(.same) = $0 { true } else { false } })
        try runs.run(
            "for i in $(seq 20); do s=$(stat -c %y $i); tr 0-9 x < $i > y; cat y > $i; touch -d \"$s\" $i; done", [])
        let again = Recognizer(runs.known).recognize((1...20).map { "\(runs.folder.path)/\($0)" })
        #expect(again.allSatisfy { if case .success(.same) = $0 { true } else { false } }, "the content was read")
    }

    @Test(arguments: [
        (Recognition.new, String?.none),
        (.same(as: 1), "b.gz: was read by an earlier run, as a.log; left out, so that nothing counts twice"),
        (.twice(1), "b.gz: holds the same as a.log; left out, so that nothing counts twice"),
        (
            .replaced(1),
            "b.gz: does not continue a.log, which an earlier run read in its place; read from its first line; if the end of "
                + "that log lies in another file now, give it too"
        ),
        (
            .undecided(1, verified: 4096),
            "b.gz: begins like a.log, which was read before and is longer, and ends behind byte 4096 where nobody can tell "
                + "whether it is the same; give the whole log instead, or --allow-overlap if its last lines are new"
        ),
    ]) func sentences(_ recognition: Recognition, _ sentence: String?) {
        #expect(recognition.sentence("b.gz", "a.log") == sentence)
    }
}
