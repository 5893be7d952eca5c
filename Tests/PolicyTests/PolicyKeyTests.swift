import Belljar
import BelljarPolicy
import Foundation
import Testing

@Suite("A policy's keys")
struct PolicyKeyTests {
  @Test("Each key, once, by itself")
  func eachKey() throws {
    func check(_ text: String, _ change: (inout Policy) -> Void, sourceLocation: SourceLocation = #_sourceLocation)
      throws
    {
      var expected = Policy.standard
      change(&expected)
      let file = try TemporaryFile(text)
      #expect(
        try PolicyFile(file.path, trustsPrelude: true).policy == expected, "\(text)", sourceLocation: sourceLocation)
    }
    try check("extends: pysandbox") { $0 = .pysandbox }
    try check("modules: [math, json.*, {os: [sep]}]") {
      $0.modules = ModuleAllowlist(["math", "json.*"])
      $0.modules.allow("os", symbols: ["sep"])
    }
    try check("modules: {remove: [time], add: [zoneinfo, {os: [sep]}, json]}") {
      $0.modules.remove("time")
      $0.modules.allow("zoneinfo")
      $0.modules.allow("os", symbols: ["sep"])
    }
    try check("modules: {add: [{math: [pi]}, {os: [sep]}, {os: [getcwd]}, io.*]}") {
      $0.modules.allow("os", symbols: ["sep", "getcwd"])
      $0.modules.allow("io.*")
    }
    try check("modules: {remove: [math], add: [{math: [pi]}]}") { $0.modules.allow("math", symbols: ["pi"]) }
    try check("namespace: empty-builtins") { $0.image.namespace = .emptyBuiltins }
    try check("hide-dict-methods: true") { $0.image.hidesDictMethods = true }
    try check("builtins: {allow: [open]}") { $0.image.builtins.allowed = ["open"] }
    try check("builtins: {deny: {add: [print]}}") { $0.image.builtins.denied = ["print"] }
    try check("features: [random]") { $0.image.features = [.random] }
    try check("prelude: 'x = 1'") { $0.image.prelude = "x = 1" }
    try check("module-path: [/opt]") { $0.image.modulePath = ["/opt"] }
    try check("readable-paths: [/srv/data, /etc/services]") { $0.image.readablePaths = ["/srv/data", "/etc/services"] }
    try check("environment: {PORT: 8080, OLD: null, WORD: 'null'}") {
      $0.image.environment = ["PORT": "8080", "WORD": "null"]
    }
    try check("streams: {stdin: false}") { $0.image.streams.input = false }
    try check("streams: {stdout: False}") { $0.image.streams.output = false }
    try check("streams: {stderr: FALSE}") { $0.image.streams.errorOutput = false }
    try check("threads: true") { $0.image.allowsThreads = true }
    try check("interpreter: main") { $0.image.interpreter = .main }
    for layer in Layer.allCases where layer != .process {
      try check("layers: {\(layer.rawValue): off}") { $0.image.layers[layer] = .off }
    }
    try check("limits: {wall-time: 1.5 s}") { $0.limits.wallTime = .milliseconds(1500) }
    try check("limits: {cpu-time: 250ms}") { $0.limits.cpuTime = .milliseconds(250) }
    try check("limits: {memory: 200 MB}") { $0.limits.memory = .bytes(200_000_000) }
    try check("limits: {output: 0 B}") { $0.limits.output = .bytes(0) }
    try check("limits: {recursion: +50}") { $0.limits.recursion = 50 }
    try check("limits: {value-size: 64 kib}") { $0.limits.valueSize = .kibibytes(64) }
    try check("ceilings: {memory: 1 GiB}") {
      var ceilings = Limits()
      ceilings.memory = .gibibytes(1)
      $0.ceilings = ceilings
    }
    try check("session: {wall-time: 1 m}") { $0.session.wallTime = .seconds(60) }
    try check("session: {cpu-time: 2 m}") { $0.session.cpuTime = .seconds(120) }
    try check("session: {output: 1 KiB}") { $0.session.output = .kibibytes(1) }
    try check("session: {calls: 0}") { $0.session.calls = 0 }
    try check("session: {idle-time: 3 m}") { $0.session.idleTime = .seconds(180) }
    try check("session: {lifetime: 4 m}") { $0.session.lifetime = .seconds(240) }
  }

  @Test("A prelude from a file of its own")
  func preludeFile() throws {
    let prelude = try TemporaryFile("x = 1\n", "py")
    let file = try TemporaryFile("prelude-file: ./\(URL(fileURLWithPath: prelude.path).lastPathComponent)")
    #expect(try PolicyFile(file.path, trustsPrelude: true).policy.image.prelude == "x = 1\n")
    #expect(throws: PolicyFileError.self) { try PolicyFile(file.path) }
  }

  @Test("Every key that a written policy has is explained, and the other way round")
  func explained() {
    func paths(_ node: PolicyNode, _ prefix: String) -> [String] {
      (node.members ?? []).flatMap { [prefix + $0.name] + paths($0.value, prefix + $0.name + ".") }
    }
    var policy = Policy.standard
    policy.ceilings = policy.limits
    let explained = PolicyKey.all.map(\.path)
    #expect(Set(explained).count == explained.count)
    #expect(Set(explained) == Set(paths(policy.written, "")).union(["extends", "prelude-file"]))
  }

  @Test("Files extend one another: maps merge, lists replace")
  func extending() throws {
    let base = try TemporaryFile(
      "extends: strict\nmodules: [math]\nlimits: {memory: 64 MiB, recursion: 50}\nceilings: {memory: 1 GiB}")
    let file = try TemporaryFile(
      "extends: \(base.path)\nmodules: [json]\nlimits: {recursion: 60, wall-time: 9 s}\nenvironment: {A: b}")
    let policy = try PolicyFile(file.path).policy
    #expect(policy.image.layers == Policy.strict.image.layers)
    #expect(policy.modules == ModuleAllowlist(["json"]))
    #expect(policy.limits == Limits(wallTime: .seconds(9), memory: .mebibytes(64), recursion: 60))
    // A ceiling that nobody named is the limit's own, whichever file has it.
    #expect(policy.ceilings == Limits(wallTime: .seconds(9), memory: .gibibytes(1), recursion: 60))
  }

  @Test("Decoding names the path of a mistake")
  func decodingError() throws {
    for (text, path, sentence) in [
      (#"{"limits": {"memory": 5}}"#, "limits.memory", "the unit is missing"),
      (#"{"limit": {}}"#, "limit", "the nearest is 'limits'"),
      (#"{"extends": "strct"}"#, "extends", "the nearest is 'strict'"),
      (#"{"prelude-file": "x"}"#, "prelude-file", "policy files alone"), ("[1]", "", "a policy is a map"),
      (#"{"threads": 1}"#, "threads", "write true or false"),
    ] {
      let error = #expect(throws: DecodingError.self) { try JSONDecoder().decode(Policy.self, from: Data(text.utf8)) }
      guard case .dataCorrupted(let context)? = error else { Issue.record("\(text)"); continue }
      #expect(context.codingPath.map(\.stringValue).joined(separator: ".") == path)
      #expect(context.debugDescription.contains(sentence), "\(context.debugDescription)")
    }
    #expect(try JSONDecoder().decode(Policy.self, from: Data(#"{"extends": "pysandbox"}"#.utf8)) == .pysandbox)
    #expect(try JSONDecoder().decode(Policy.self, from: Data("{}".utf8)) == .standard)
  }
}
