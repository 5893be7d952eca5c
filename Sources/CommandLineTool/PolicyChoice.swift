import ArgumentParser
import Belljar
import BelljarPolicy

/// The policy that a user names: a preset, or a file.
enum PolicyChoice {
  /// Reads it, or tells every mistake on a line of its own.
  static func reader(_ name: String, trustsPrelude: Bool) throws -> PolicyReader {
    if let preset = Policy.presets[name] {
      return PolicyReader(preset: name, policy: preset, trustsPrelude: trustsPrelude)
    }
    guard name.contains("/") || name.contains(".") else {
      let mistake = name.isNotOne(of: Policy.presets.keys.sorted(), called: "a preset")
      throw CommandFailure("\(mistake); a file's path has a '/' or a '.'")
    }
    do throws(PolicyFileError) {
      return try PolicyFile(name, trustsPrelude: trustsPrelude).reader
    } catch {
      for mistake in error.mistakes { Diagnostics.report(mistake.description) }
      throw ExitCode(ExitStatus.notRun)
    }
  }
}
