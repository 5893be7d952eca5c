/// What a worker is built from, once: everything that all of its runs share.
package struct ImageDescription: Sendable, Equatable {
  /// What programs may import, all of it imported before the first fork.
  package var modules: [ModuleGrant]
  /// Modules that are loaded before the lockdown but not offered by the namespace layer.
  package var preloaded: [String]
  /// The namespace level's raw name.
  package var namespaceLevel: String
  /// Whether programs run in a subinterpreter or in the main interpreter.
  package var interpreter: Interpreter
  package var allowsThreads: Bool
  package var layers: [LayerRequest]
  /// The newest version of Landlock to make use of; 0 for none.
  package var newestLandlock: Int
  package var ceilings: Ceilings

  package var namespace: NamespaceDescription

  /// What a program may import.
  package struct ModuleGrant: Sendable, Equatable {
    package var name: String
    /// Whether what lies below it is allowed with it.
    package var hasSubmodules: Bool
    /// The only names that a program gets of it; all, if there are none here.
    package var symbols: [String]

    package init(name: String, hasSubmodules: Bool, symbols: [String] = []) {
      self.name = name
      self.hasSubmodules = hasSubmodules
      self.symbols = symbols
    }
  }

  /// What the namespace layer is told beside its level.
  package struct NamespaceDescription: Sendable, Equatable {
    package var allowedBuiltins: [String] = []
    package var deniedBuiltins: [String] = []
    package var prelude = ""
    package var modulePath: [String] = []
    /// `name=value`.
    package var environment: [String] = []
    /// Standard streams that lead nowhere, by their descriptors.
    package var deniedStreams: [Int] = []
    /// Whether the methods that change a dict in place are hidden, where attributes are.
    package var hidesDictMethods = false
    /// Files and directories that programs may read.
    package var readablePaths: [String] = []

    package init() {}
  }

  package enum Interpreter: String, Sendable {
    case subinterpreter, main
  }

  package struct LayerRequest: Sendable, Equatable {
    package var name: String
    package var demand: Demand

    package init(name: String, demand: Demand) {
      self.name = name
      self.demand = demand
    }
  }

  package enum Demand: String, Sendable {
    case required, preferred, off
  }

  /// What the lockdown sets once for every child; a run may only lower it.
  package struct Ceilings: Sendable, Equatable {
    /// Bytes of address space beyond the child's size after the fork.
    package var memory: Int
    /// Whole seconds, rounded up: the second line behind the host's own reading of the CPU clock.
    package var cpuSeconds: Int
    /// The most that one value may take, by ``ValueCost``.
    package var value: Int

    package init(memory: Int, cpuSeconds: Int, value: Int) {
      self.memory = memory
      self.cpuSeconds = cpuSeconds
      self.value = value
    }
  }

  package init(
    modules: [ModuleGrant], preloaded: [String], namespaceLevel: String, interpreter: Interpreter,
    allowsThreads: Bool, layers: [LayerRequest], newestLandlock: Int, ceilings: Ceilings,
    namespace: NamespaceDescription = NamespaceDescription()
  ) {
    self.modules = modules
    self.preloaded = preloaded
    self.namespaceLevel = namespaceLevel
    self.interpreter = interpreter
    self.allowsThreads = allowsThreads
    self.layers = layers
    self.newestLandlock = newestLandlock
    self.ceilings = ceilings
    self.namespace = namespace
  }
}

extension ImageDescription {
  var fields: [CBOR] {
    [
      .array(
        modules.map { .array([.text($0.name), .bool($0.hasSubmodules), CBOR($0.symbols)]) }), CBOR(preloaded),
      .text(namespaceLevel), .text(interpreter.rawValue),
      .bool(allowsThreads),
      .array(layers.map { .array([.text($0.name), .text($0.demand.rawValue)]) }),
      CBOR(newestLandlock), CBOR(ceilings.memory), CBOR(ceilings.cpuSeconds),
      CBOR(ceilings.value), CBOR(namespace.allowedBuiltins), CBOR(namespace.deniedBuiltins),
      .text(namespace.prelude), CBOR(namespace.modulePath), CBOR(namespace.environment),
      .array(namespace.deniedStreams.map { CBOR($0) }), .bool(namespace.hidesDictMethods),
      CBOR(namespace.readablePaths),
    ]
  }

  init(fields reader: inout FieldReader) throws(WireError) {
    modules = try reader.records { record throws(WireError) in
      ModuleGrant(
        name: try record.text(), hasSubmodules: try record.bool(), symbols: try record.texts())
    }
    preloaded = try reader.texts()
    namespaceLevel = try reader.text()
    guard let interpreter = Interpreter(rawValue: try reader.text()) else {
      throw .malformedMessage(reader.message)
    }
    self.interpreter = interpreter
    allowsThreads = try reader.bool()
    layers = try reader.records { record throws(WireError) in
      let name = try record.text()
      guard let demand = Demand(rawValue: try record.text()) else {
        throw .malformedMessage(record.message)
      }
      return LayerRequest(name: name, demand: demand)
    }
    newestLandlock = try reader.integer()
    ceilings = Ceilings(memory: try reader.integer(), cpuSeconds: try reader.integer(), value: try reader.integer())
    namespace = NamespaceDescription()
    namespace.allowedBuiltins = try reader.texts()
    namespace.deniedBuiltins = try reader.texts()
    namespace.prelude = try reader.text()
    namespace.modulePath = try reader.texts()
    namespace.environment = try reader.texts()
    namespace.deniedStreams = try reader.integers()
    namespace.hidesDictMethods = try reader.bool()
    namespace.readablePaths = try reader.texts()
  }
}
