import ArgumentParser
import Glibc

/// The `belljar` command.
@main
struct BelljarCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "belljar",
    abstract: "Run untrusted Python in single-use, locked-down processes.",
    version: version,
    subcommands: [
      RunCommand.self, ReplCommand.self, DemoCommand.self, CheckCommand.self, PolicyCommand.self, DoctorCommand.self,
    ])

  /// ArgumentParser's own `main` ends with 64 for a usage error and 1 for a thrown one; 1 is what a program that
  /// raised ends with, so whatever Belljar could not do has one status of its own.
  static func main() async {
    StandardStream.reserveClosed()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let status as ExitCode {
      Glibc.exit(status.rawValue)
    } catch {
      // Help, the version and completion scripts come as errors too.
      guard exitCode(for: error) != .success else { exit(withError: error) }
      Diagnostics.report(message(for: error))
      Glibc.exit(ExitStatus.notRun)
    }
  }
}
