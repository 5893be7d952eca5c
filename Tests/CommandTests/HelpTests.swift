import Testing

extension Command {
  @Suite("Help")
  struct HelpTests {
    @Test("--version prints the version")
    func version() async throws {
      let result = try await Command.run("--version")
      #expect(result.status == 0)
      #expect(result.output.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+\n/) != nil)
      #expect(result.errorOutput.isEmpty)
    }

    @Test("Help is on standard output and names the subcommands", arguments: [["--help"], ["-h"], ["help"], []])
    func help(_ arguments: [String]) async throws {
      let result = try await Command.run(arguments)
      #expect(result.status == 0)
      #expect(result.errorOutput.isEmpty)
      #expect(result.output.contains("USAGE: belljar <subcommand>"))
      for name in ["run", "check", "policy", "doctor"] {
        #expect(result.output.contains("\n  \(name)  "), "\(name) is not told")
      }
    }

    @Test("The help of run tells every option and every exit status")
    func runHelp() async throws {
      let result = try await Command.run("run", "--help")
      #expect(result.status == 0)
      #expect(result.output.contains("USAGE: belljar run [<options>] (<file> | -c <code> | -)"))
      for option in [
        "-c", "--time", "--cpu", "--memory", "--output", "--allow", "--policy", "--trust-prelude", "--namespace",
        "--without",
        "--stdin", "--json",
        "--quiet", "--raw",
      ] {
        #expect(result.output.contains("\(option) "), "\(option) is not told")
      }
      for status in ["0 finished", "124", "123", "122", "128", "130", "125"] {
        #expect(result.output.contains(status), "\(status) is not told")
      }
    }
  }
}
