package import BelljarWire

/// A message's payload, without the frame's header.
package func payload(of message: some Message) -> [UInt8] { Array(message.frame().dropFirst(Frame.headerLength)) }

extension Frame {
  /// A frame of any payload, of which a message makes only good ones.
  package static func encode(_ payload: [UInt8]) -> [UInt8] { header(of: payload.count) + payload }
}

/// Messages of every kind, with what their fields can be at their extremes.
package enum Samples {
  package static let payloads =
    serverOrders.map(payload) + serverReports.map(payload) + childOrders.map(payload) + childReports.map(payload)

  package static let failure = StepFailure(step: "load the seccomp filter", code: 22, detail: "Invalid argument")

  package static let image = ImageDescription(
    modules: [
      .init(name: "math", hasSubmodules: false, symbols: ["pi", ""]), .init(name: "json", hasSubmodules: true),
      .init(name: "", hasSubmodules: false),
    ], preloaded: ["ctypes"], namespaceLevel: "curated", interpreter: .subinterpreter,
    allowsThreads: false,
    layers: [
      .init(name: "seccomp", demand: .required), .init(name: "landlock", demand: .preferred),
      .init(name: "namespaces", demand: .off),
    ], newestLandlock: 7, ceilings: .init(memory: 256 << 20, cpuSeconds: 5, value: 32 << 20),
    namespace: {
      var namespace = ImageDescription.NamespaceDescription()
      namespace.allowedBuiltins = ["open"]
      namespace.deniedBuiltins = ["print", ""]
      namespace.prelude = "import math\n"
      namespace.modulePath = ["/usr/share/app"]
      namespace.environment = ["HOME=/"]
      namespace.deniedStreams = [0, 2]
      namespace.hidesDictMethods = true
      namespace.readablePaths = ["/srv/data", ""]
      return namespace
    }())

  package static let emptyImage = ImageDescription(
    modules: [], preloaded: [], namespaceLevel: "", interpreter: .main, allowsThreads: true, layers: [],
    newestLandlock: .max, ceilings: .init(memory: .max, cpuSeconds: 0, value: .min))

  package static let serverOrders: [ServerOrder] = [
    .prepare(image), .prepare(emptyImage), .fork(child: 0, .run), .fork(child: 77, .session), .fork(child: .max, .run),
    .adopt(child: 3, pid: 4_194_304), .adopt(child: .max, pid: -1), .endFamily(child: 3),
    .measureForks(count: 25), .measureForks(count: .min), .fork(child: .max - 1, .template),
  ]

  package static let serverReports: [ServerReport] = [
    .greeting(Greeting(protocolVersion: 1, build: "0.1.0", pythonVersion: "3.11.2")),
    .greeting(Greeting(protocolVersion: .max, build: "", pythonVersion: "\u{1F40D}\0")),
    .ready(Readiness(enforced: ["seccomp", "rlimits"], missing: [.init(layer: "landlock", failure: failure)])),
    .ready(Readiness(enforced: [], missing: [])),
    .refused(failure), .refused(StepFailure(step: "", code: 0, detail: "")),
    .forked(child: 3, pid: 4_194_304), .forked(child: .max, pid: -1),
    .forkFailed(child: 4, failure),
    .ended(child: 5, Ending(cause: .exited(0), userMicroseconds: 1, systemMicroseconds: 2, peakBytes: 3)),
    .ended(child: 6, Ending(cause: .exited(255), userMicroseconds: 0, systemMicroseconds: 0, peakBytes: 0)),
    .ended(
      child: .max,
      Ending(cause: .killed(signal: 31), userMicroseconds: .max, systemMicroseconds: .min, peakBytes: 1 << 40)),
    .forksMeasured(nanoseconds: [600_000, .max, -1], cpuMicroseconds: 1_200),
    .forksMeasured(nanoseconds: [], cpuMicroseconds: .min),
  ]

  package static let childOrders: [ChildOrder] = [
    .limits(
      ChildLimits(
        memory: 256 << 20, memoryCeiling: 512 << 20, recursion: 1000, cpuSeconds: 7, orderLength: 4,
        maximumValue: 32 << 20, isSession: false)),
    .limits(
      ChildLimits(
        memory: .min, memoryCeiling: .max, recursion: -1, cpuSeconds: .max, orderLength: .max, maximumValue: .min,
        isSession: true)),
    .program(ProgramOrder(source: Array("pass".utf8), name: "<program>", maximumValue: 32 << 20)),
    .program(ProgramOrder(source: [], name: "", maximumValue: 0)),
    .program(
      ProgramOrder(
        form: .call, source: [0, 0xff, 0xfe, 0x80], name: "a\0b\u{fc}", inputs: [0xa0], isFrozen: true,
        maximumValue: .max, functionModule: "tools",
        functions: [.init(name: "f", documentation: "f($module)\n--\n\n"), .init(name: "", documentation: "")])),
    .copy, .answer(.returned([0xf6])), .answer(.raised(type: "ValueError", message: "")),
  ]

  package static let exception = ExceptionRecord(
    type: "ValueError", message: "caf\u{e9}", traceback: "line 1\nline 2\n")

  package static let childReports: [ChildReport] = [
    .waiting(peakBytes: 20 << 20), .waiting(peakBytes: -1), .failed(failure),
    .listening, .copied(error: 0), .copied(error: .min), .called(FunctionCall(name: "f", arguments: [0x80])),
    .called(FunctionCall(name: "", arguments: [])),
    .completed(CompletionRecord(result: .returned(.none), refusals: [])),
    .completed(CompletionRecord(result: .returned(.value([0x18, 0x2a])), refusals: [])),
    .completed(CompletionRecord(result: .returned(.uncrossable("result[3]: why")), refusals: [])),
    .completed(CompletionRecord(result: .exited(3), refusals: [])),
    .completed(CompletionRecord(result: .exited(-1), refusals: [.init(kind: .systemCall, name: "openat", line: nil)])),
    .completed(
      CompletionRecord(
        result: .raised(exception),
        refusals: [
          .init(kind: .importing, name: "ctypes", line: 12), .init(kind: .systemCall, name: "socket", line: nil),
          .init(kind: .systemCall, name: "", line: -1), .init(kind: .attribute, name: "function.__code__", line: 2),
          .init(kind: .auditEvent, name: "open", line: nil),
          .init(kind: .syntax, name: "__class__", line: 7, file: "<string>"),
          .init(kind: .importing, name: "os", line: nil, file: ""),
          .init(kind: .path, name: "/etc/passwd", line: 8), .init(kind: .fileMode, name: "w+", line: nil),
        ])),
  ]
}
