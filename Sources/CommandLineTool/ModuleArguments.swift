import ArgumentParser
import Belljar

/// The policy that a command begins with, and the modules that are added to it.
struct ModuleArguments: ParsableArguments {
  @Option(
    name: .customLong("policy"),
    help: ArgumentHelp(
      "A preset (standard, strict, pysandbox, learning), or a YAML or JSON file, whose path has a / or a dot. "
        + "The other options refine it.",
      valueName: "file|preset"))
  var base: String?

  @Flag(name: .customLong("trust-prelude"), help: "Accept a prelude, which is code, from a policy file.")
  var trustsPrelude = false

  @Option(
    name: .customLong("allow"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Let the program import a module. May be given again.", valueName: "module"))
  var allowedModules: [String] = []

  func policy() throws -> Policy {
    var policy = try PolicyChoice.reader(base ?? "standard", trustsPrelude: trustsPrelude).policy
    for module in allowedModules { policy.modules.allow(module) }
    return policy
  }
}
