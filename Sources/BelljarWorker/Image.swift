internal import BelljarWire
internal import CLinuxShim
internal import CPythonShim
internal import Glibc
internal import LinuxIsolation
internal import SeccompCompiler

/// Everything that the children of this worker share, built once, in this order.
struct Image: ~Copyable {
  let readiness: Readiness
  let run: ProgramRun
  let hooks: ForkHooks
  let allowsThreads: Bool
  /// Standard streams of a program's that lead nowhere, and where they lead.
  let deniedStreams: [Int]
  let nowhere: CInt
  private let prelude: String
  let lockdown: ChildLockdown
  private let limits: ResourceLimits
  let layers: Set<LockdownLayer>
  private let files: FilterRules.Files
  /// Bytes of address space that the worker has before a child is forked.
  let baseAddressSpace: Int

  /// Address space, beyond the program's own, that the worker's code in the child needs to report what happened.
  static let reserve = 4 << 20

  init(building description: ImageDescription) throws(StepFailure) {
    guard let level = NamespaceLayer.Level(rawValue: description.namespaceLevel) else {
      throw StepFailure(step: "namespace level", code: 0, detail: "'\(description.namespaceLevel)' is unknown")
    }
    try Self.step("standard streams") { () throws(SystemCallFailure) in try Self.occupyStandardStreams() }
    // The root is about to go; what tells the process's size must be open before.
    let size = try Self.step("open /proc/self/statm") { () throws(SystemCallFailure) in
      try systemCall("open") { unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC) }
    }
    let statm = Descriptor(owning: size)

    // Each thread's own arena would take 64 MiB and more of the address space that the program may use.
    if description.allowsThreads { clinux_one_heap() }

    // What stands at a program's denied streams.
    let nowhere = try Self.step("open /dev/null") { () throws(SystemCallFailure) in
      try systemCall("open") { unsafe open("/dev/null", O_RDWR | O_CLOEXEC) }
    }
    for variable in description.namespace.environment {
      let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      _ = try Self.step("set the environment") { () throws(SystemCallFailure) in
        try systemCall("setenv") { unsafe setenv(String(parts[0]), String(parts.dropFirst().first ?? ""), 1) }
      }
    }

    // Python first: its files must still be there, and they may be readable to root alone.
    try Interpreter.start(description.interpreter, allowsThreads: description.allowsThreads)
    // What is imported lives for ever: to look through it again and again would be a tenth of the start.
    cpy_disable_collector()
    Interpreter.importLazyNeeds()
    try Interpreter.search(description.namespace.modulePath)
    try Interpreter.importModules(description.modules.map(\.name) + description.preloaded)
    try Interpreter.importSubmodules(of: description.modules.filter(\.hasSubmodules).map(\.name))
    let run = try ProgramRun(level: level)
    let hooks = try ForkHooks()
    // Last of what imports: it takes away what Python finds modules with.
    try NamespaceLayer.install(level, description)
    try NamespaceLayer.seal(level, description.namespace)
    Rehearsal.performAll(with: run)

    // Then the isolation that is made once for all.
    var builder = IsolationBuilder(
      requests: description.layers, newestLandlock: description.newestLandlock,
      readablePaths: description.namespace.readablePaths)
    try builder.build()
    let rules = FilterRules.rules(allowsThreads: description.allowsThreads, files: builder.files)
    let program = try Self.step("compile the seccomp filter") { () throws(SystemCallFailure) in
      try SeccompCompiler.compile(rules)
    }
    try Self.step("install the handler of refused calls") { () throws(SystemCallFailure) in
      try Refusals.install(errors: SeccompCompiler.refusalErrors(rules))
      if builder.files == .contents { Refusals.answerDescriptorStatus() }
      // Once for all: what Swift sets up when it first copies such an array.
      var rehearsed = program
      try rehearsed.bind(to: getpid())
    }
    hooks.freeze()
    // Fewer pages for each child to fault in, copy and give back.
    _ = clinux_text_to_huge_pages()
    cpy_fill_allocator_gaps()
    clinux_fill_heap_gaps()
    let baseAddressSpace = try Self.addressSpace(statm)

    self.run = run
    self.hooks = hooks
    self.baseAddressSpace = baseAddressSpace
    allowsThreads = description.allowsThreads
    deniedStreams = description.namespace.deniedStreams.filter((0...2).contains)
    self.nowhere = nowhere
    prelude = description.namespace.prelude
    let limits = ResourceLimits(
      addressSpace: baseAddressSpace + Self.reserve + description.ceilings.memory
        + ChildMemory.own(
          orderLength: WireProtocol.maximumSource + description.ceilings.value, room: description.ceilings.value),
      cpuSeconds: description.ceilings.cpuSeconds, processes: description.allowsThreads ? 64 : 0,
      opensFiles: builder.files != .none)
    layers = builder.layers
    files = builder.files
    self.limits = limits
    lockdown = ChildLockdown(layers: layers, limits: limits, program: program)
    readiness = builder.readiness
  }

  /// A file that is open before a copy is made has one position for all of its copies.
  borrowing func fileLeftOpen() -> StepFailure? {
    guard !prelude.isEmpty, files != .none, layers.contains(.descriptors),
      OpenDescriptors.isAnyOpen(from: CInt(OpenDescriptors.childStandard))
    else { return nil }
    return StepFailure(
      step: "run the prelude", code: 0, detail: "it leaves a file open, which runs would share; read it and close it")
  }

  /// Runs the prelude, if there is one, in the namespace that the program will have. Says why it failed.
  borrowing func runPrelude() -> StepFailure? {
    guard !prelude.isEmpty else { return nil }
    var order = ProgramOrder(source: Array(prelude.utf8), name: "<prelude>", maximumValue: ValueCost.item)
    let result = run.run(&order)
    cpy_clear_exception()
    switch result {
    case .returned: return nil
    case .raised(let exception):
      return StepFailure(step: "run the prelude", code: 0, detail: "\(exception.type): \(exception.message)")
    case .exited(let status):
      return StepFailure(step: "run the prelude", code: 0, detail: "it exited with status \(status)")
    }
  }

  /// In a template, once the prelude is through: what it made is to stay shared by all copies, so nothing new is to settle in its
  /// pages, and no collector to look through it.
  borrowing func settle() {
    hooks.freeze()
    cpy_fill_allocator_gaps()
    clinux_fill_heap_gaps()
  }

  /// The lockdown of a session's or a template's process: it may copy itself if the host approves. Made when the first one is
  /// wanted, for most images have none.
  func sessionLockdown() throws(SystemCallFailure) -> ChildLockdown {
    // A copy has one thread, and the locks of those that it has not.
    guard layers.contains(.seccomp), !allowsThreads else { return lockdown }
    var limits = limits
    limits.processes = Self.copies
    return ChildLockdown(
      layers: layers, limits: limits,
      program: try SeccompCompiler.compile(FilterRules.rules(allowsThreads: false, isCopyable: true, files: files)),
      announcement: ChildReport.listening.frame())
  }

  /// Processes of this user's. What copies there are is the host's to say; this bounds them should it say too much.
  private static let copies = 4096

  /// Pipes that lead nowhere at 0 and 1, so that Python makes its stream objects for pipes, as they will be in a child;
  /// 2 is the host's pipe for what the loader or CPython itself have to say.
  private static func occupyStandardStreams() throws(SystemCallFailure) {
    try occupy(STDIN_FILENO, STDOUT_FILENO, by: Descriptor.Pipe())
    // 4 is the Landlock ruleset's place; taken from now on, so that nothing else settles there. The pipe's own
    // descriptors may have had that number, so they must be closed by now.
    try systemCall("dup2") { dup2(STDIN_FILENO, ChildLockdown.rulesetDescriptor) }
  }

  private static func occupy(
    _ input: CInt, _ output: CInt, by pipe: consuming Descriptor.Pipe
  ) throws(SystemCallFailure) {
    try systemCall("dup2") { [number = pipe.reading.number] in dup2(number, input) }
    try systemCall("dup2") { [number = pipe.writing.number] in dup2(number, output) }
  }

  private static func addressSpace(_ statm: borrowing Descriptor) throws(StepFailure) -> Int {
    var text = [UInt8](repeating: 0, count: 256)
    guard case .bytes(let count) = statm.read(into: &text),
      let pages = Int(String(decoding: text[..<count].prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self))
    else {
      throw StepFailure(step: "read /proc/self/statm", code: 0, detail: "no number of pages")
    }
    return pages * Int(getpagesize())
  }

  private static func step<Result: ~Copyable>(
    _ name: String, _ body: () throws(SystemCallFailure) -> Result
  ) throws(StepFailure) -> Result {
    do throws(SystemCallFailure) {
      return try body()
    } catch {
      throw StepFailure(step: name, code: Int(error.code), detail: error.description)
    }
  }
}
