import Belljar
import BelljarPolicy
import Foundation
import Testing

@Suite("Policies, written and read")
struct PolicyRoundTripTests {
  /// Every key has another value than the standard policy's.
  static let other: Policy = {
    var policy = Policy(
      image: Image(
        modules: ModuleAllowlist(["math", "json.*"]), namespace: .hardened,
        builtins: BuiltinAllowlist(allowed: ["open", "eval"], denied: ["print"]), features: [.codecs, .random],
        prelude: "import math\n\ndef f(*args):\n  return 'ü\\t' # &x\n", modulePath: ["/opt/lib", "/srv/a b"],
        environment: [
          "LANG": "C", "EMPTY": "", "ODD": "yes: #\u{1} 'x' \"y\" \\", "NUMBER": "5", "BOOL": "true",
        ],
        streams: Streams(input: false, output: true, errorOutput: false), allowsThreads: true, interpreter: .main,
        layers: Dictionary(uniqueKeysWithValues: Layer.allCases.map { ($0, $0 == .process ? .required : .off) })),
      limits: Limits(
        wallTime: .microseconds(1500), cpuTime: .nanoseconds(1_000_001), memory: .bytes(1_234_567), output: .bytes(0),
        recursion: 77, valueSize: .kibibytes(3)),
      ceilings: Limits(wallTime: .seconds(60), memory: .gibibytes(2)),
      session: SessionLimits(
        wallTime: .seconds(61), cpuTime: .milliseconds(62_500), output: .mebibytes(3), calls: 4, idleTime: .seconds(65),
        lifetime: .seconds(66)))
    policy.image.hidesDictMethods = true
    policy.modules.allow("os", symbols: ["sep", "getcwd"])
    return policy
  }()

  static let all: [(name: String, policy: Policy)] =
    Policy.presets.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [("other", other)]

  @Test("As YAML", arguments: all.map(\.name))
  func yaml(_ name: String) throws {
    let policy = try #require(Self.all.first { $0.name == name }?.policy)
    let file = try TemporaryFile(policy.yaml)
    #expect(try PolicyFile(file.path, trustsPrelude: true).policy == policy, "\(policy.yaml)")
  }

  @Test("As JSON, which is also a policy file", arguments: all.map(\.name))
  func json(_ name: String) throws {
    let policy = try #require(Self.all.first { $0.name == name }?.policy)
    let data = try JSONEncoder().encode(policy)
    #expect(try JSONDecoder().decode(Policy.self, from: data) == policy)
    let file = try TemporaryFile(String(decoding: data, as: UTF8.self))
    #expect(try PolicyFile(file.path, trustsPrelude: true).policy == policy)
  }

  @Test("What is written takes the place of all that it is read onto", arguments: ["strict", "pysandbox", "learning"])
  func overwrites(_ preset: String) throws {
    for (name, policy) in Self.all where name != "other" {
      let file = try TemporaryFile("extends: \(preset)\n" + policy.yaml)
      #expect(try PolicyFile(file.path).policy == policy, "\(name)")
    }
  }

  @Test("Characters that YAML has not, or takes for the end of a line, are written as escapes")
  func lineBreaks() throws {
    var policy = Policy.standard
    policy.image.environment = ["A": "x\u{2028}\u{7f}y\u{85}z\u{2029}\u{feff}\u{e000}\u{1f600}"]
    let file = try TemporaryFile(policy.yaml)
    #expect(try PolicyFile(file.path).policy == policy)
  }

  @Test("Amounts and times that need all digits")
  func digits() throws {
    for nanoseconds in [1_000_000, 1_000_001, 1_234_567, 999_999_999, 1_000_000_000, 1_500_000_000, 86_400_000_000_001]
    {
      var policy = Policy.standard
      policy.limits.wallTime = .nanoseconds(nanoseconds)
      policy.limits.memory = .bytes((1 << 20) + nanoseconds % 4099)
      let file = try TemporaryFile(policy.yaml)
      #expect(try PolicyFile(file.path).policy == policy, "\(nanoseconds)")
    }
  }
}

/// A file that goes with its last reference.
final class TemporaryFile {
  let path: String

  init(_ text: String, _ suffix: String = "yaml") throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("belljar-\(UUID().uuidString).\(suffix)").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
