import ArgumentParser
import Belljar
import BelljarPolicy
import LinuxIsolation

/// `belljar policy`: looks at policies, and runs nothing.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Show, check and explain policies.",
    subcommands: [Show.self, Lint.self, Explain.self])

  fileprivate static func print(_ text: String) throws {
    do throws(SystemCallFailure) {
      try StandardStream.output.write(text.utf8)
    } catch {
      throw CommandFailure("cannot write standard output: \(error.text)")
    }
  }
}

extension PolicyCommand {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the whole of a policy, with where each value comes from.",
      discussion: "What is printed is itself a policy file. Exit status: 125 if the policy has a mistake.")

    @Argument(help: ArgumentHelp("A policy file, or a preset.", valueName: "file|preset"))
    var policy = "standard"

    @Flag(help: "Print one JSON object: the policy, and where each value comes from.")
    var json = false

    @Flag(name: .customLong("trust-prelude"), help: "Accept a prelude, which is code, from the file.")
    var trustsPrelude = false

    func run() throws {
      let reader = try PolicyChoice.reader(policy, trustsPrelude: trustsPrelude)
      try PolicyCommand.print(text(of: reader))
    }

    private func text(of reader: PolicyReader) -> String {
      let written = reader.policy.written
      guard json else { return written.yaml { reader.source(of: $0) } }
      let object: JSON = [
        "schema": .integer(1), "policy": JSON(written),
        "sources": .object(written.leaves.map { (key: $0, value: .string(reader.source(of: $0))) }),
      ]
      return object.text + "\n"
    }
  }

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check policy files: mistakes, and what is risky or has no effect.",
      discussion: "Exit status: 0 without a mistake, whatever the warnings; 125 with one.")

    @Argument(help: "The files.")
    var files: [String]

    @Flag(name: .customLong("trust-prelude"), help: "Accept a prelude, which is code, from the files.")
    var trustsPrelude = false

    func run() throws {
      var isMistaken = false
      for file in files {
        do throws(PolicyFileError) {
          for warning in try PolicyFile(file, trustsPrelude: trustsPrelude).warnings {
            Diagnostics.report("warning: \(warning)")
          }
        } catch {
          isMistaken = true
          for mistake in error.mistakes { Diagnostics.report(mistake.description) }
        }
      }
      if isMistaken { throw ExitCode(ExitStatus.notRun) }
    }
  }

  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what a policy's key means, its default, and which layer enforces it.",
      discussion: "Without a key, all of them.")

    @Argument(help: "The key, such as limits.memory.")
    var key: String?

    func run() throws {
      let keys = try key.map { try [Self.find($0)] } ?? PolicyKey.all
      try PolicyCommand.print(keys.map(\.explanation).joined(separator: "\n"))
    }

    private static func find(_ name: String) throws -> PolicyKey {
      if let key = PolicyKey.all.first(where: { $0.path == name }) { return key }
      let paths = PolicyKey.all.map(\.path)
      // `memory` alone could be the limit's or the ceiling's: the nearest by its whole path would be neither.
      let ends = paths.filter { $0.hasSuffix(".\(name)") }
      guard ends.isEmpty else {
        throw CommandFailure("'\(name.shortened)' is not a whole key; there are \(ends.joined(separator: ", "))")
      }
      let known = name.contains(".") ? paths : PolicyKey.topLevel
      throw CommandFailure(name.isNotOne(of: known, called: "a policy's key"))
    }
  }
}

extension PolicyKey {
  fileprivate var explanation: String {
    """
    \(path): \(meaning)
      write: \(form)
      default: \(defaultValue?.oneLine ?? "none")
      enforced by: \(enforcer)

    """
  }
}

extension PolicyReader {
  /// Such as "standard", or "team.yaml:3:8".
  fileprivate func source(of path: String) -> String {
    origins(of: path).map { origin in
      switch origin {
      case .preset(let name): name
      case .place(let place): place.description
      }
    }.joined(separator: ", then ")
  }
}

extension PolicyNode {
  /// The keys that lead to each value that is not a map.
  fileprivate var leaves: [String] {
    (members ?? []).flatMap { member in
      member.value.members == nil ? [member.name] : member.value.leaves.map { "\(member.name).\($0)" }
    }
  }
}

extension JSON {
  init(_ node: PolicyNode) {
    self =
      switch node.content {
      case .nothing: .null
      case .bool(let value): .bool(value)
      case .number(let text): Int(text).map(JSON.integer) ?? .string(text)
      case .text(let text): .string(text)
      case .list(let items): .array(items.map(JSON.init))
      case .map(let members): .object(members.map { (key: $0.name, value: JSON($0.value)) })
      }
  }
}
