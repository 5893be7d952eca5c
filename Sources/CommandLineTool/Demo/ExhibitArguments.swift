import ArgumentParser
import Belljar
import BelljarMuseum

/// Where exhibits come from.
struct ExhibitArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Show the exhibits of this folder too.", valueName: "directory"))
  var exhibits: String?

  func exhibition() throws -> Exhibition {
    try tellingMistakes { () throws(ExhibitError) in
      let own = try Exhibition.own()
      guard let exhibits else { return own }
      return own.adding(try Exhibition(of: exhibits))
    }
  }
}

/// Reads what the museum shows, or tells every mistake on a line of its own.
func tellingMistakes<Result>(_ read: () throws(ExhibitError) -> Result) throws -> Result {
  do throws(ExhibitError) {
    return try read()
  } catch {
    for mistake in error.mistakes.prefix(20) { Diagnostics.report(mistake) }
    if error.mistakes.count > 20 { Diagnostics.report("and \(error.mistakes.count - 20) mistakes more") }
    throw ExitCode(ExitStatus.notRun)
  }
}

extension Exhibition {
  /// The exhibit of a name, which may come with its group.
  func exhibit(named name: String) throws -> Exhibit {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if let exhibit = self[last] { return exhibit }
    throw CommandFailure(last.isNotOne(of: exhibits.map(\.name), called: "an exhibit") + "; `belljar demo` lists them")
  }
}
