import Belljar
import BelljarPolicy

/// A policy file: a policy that is valid and comes back from what is written of it, or mistakes that are told.
enum PolicyCheck {
  static func run(_ input: [UInt8]) throws(Violation) {
    // What is not UTF-8 is refused before.
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let policy: Policy
    do throws(PolicyFileError) {
      policy = try PolicyFile(text: text, trustsPrelude: true).policy
    } catch {
      try require(!error.mistakes.isEmpty, "refused without a mistake")
      for mistake in error.mistakes {
        try require(!mistake.sentence.isEmpty, "a mistake without a sentence")
        try require(mistake.line ?? 0 > 0 && mistake.column ?? 0 > 0, "'\(mistake)' has no place")
      }
      return
    }
    do throws(BelljarError) {
      try policy.validate()
    } catch {
      throw Violation("accepted, and then refused: \(error)")
    }
    let written = policy.yaml
    let again: Policy
    do throws(PolicyFileError) {
      again = try PolicyFile(text: written, trustsPrelude: true).policy
    } catch {
      throw Violation("what was written is refused: \(error)\n\(written)")
    }
    try require(again == policy, "what was written is another policy:\n\(written)")
  }

  static let seeds: [[UInt8]] = [
    "extends: pysandbox\nmodules: {add: [math, json.*, {os: [sep, getcwd]}], remove: []}\nnamespace: hardened\n",
    "limits: {wall-time: 1.5 s, cpu-time: 250 ms, memory: 64 MiB, output: 64 KB, recursion: 50, value-size: 1 MiB}\nceilings: {memory: 1 GiB}\nsession: {calls: 10, lifetime: 5 m}\n",
    "builtins: {allow: [open], deny: [print]}\nfeatures: [random, help]\nstreams: {stdin: false, stdout: true}\nthreads: false\ninterpreter: main\n",
    "prelude: |\n  import math\n  def f(*a): return a&b\nenvironment: {A: \"x\\ty\\u2028\", B: 5, C: null, D: 'yes'}\nmodule-path: [/opt]\n",
    "{\"layers\": {\"seccomp\": \"required\", \"landlock\": \"off\"}, \"readable-paths\": [\"/srv/data\"]}\n",
    "limits: &a\n  memory: 1 MiB\n  memory: 2 MiB\nceilings: *a\n? [x]\n: !!str y\n",
    "extends: ./x.yaml\nprelude-file: x.py\nlimit: {wall_time: 5}\n--- \n",
    "a: [[[{b: >-\n  c\n,\t'd'",
    "",
  ].map { Array($0.utf8) }
}
