package import BelljarWire

extension Policy {
  /// What the worker is told of the policy.
  package var imageDescription: ImageDescription {
    ImageDescription(
      modules: moduleGrants,
      preloaded: image.namespace == .unrestricted ? Self.systemModules : [],
      namespaceLevel: image.namespace.rawValue,
      interpreter: image.interpreter == .main ? .main : .subinterpreter,
      allowsThreads: image.allowsThreads,
      layers: Layer.allCases.map {
        ImageDescription.LayerRequest(name: $0.rawValue, demand: demand(for: $0))
      },
      newestLandlock: image.newestLandlock,
      ceilings: ImageDescription.Ceilings(
        memory: highestLimits.memory.bytes,
        cpuSeconds: Self.cpuSeconds(max(highestLimits.cpuTime, session.cpuTime)), value: highestLimits.valueSize.bytes),
      namespace: namespaceDescription)
  }

  private var moduleGrants: [ImageDescription.ModuleGrant] {
    image.allModules.grants.sorted { $0.key < $1.key }.map { name, grant in
      switch grant {
      case .module: ImageDescription.ModuleGrant(name: name, hasSubmodules: false)
      case .tree: ImageDescription.ModuleGrant(name: name, hasSubmodules: true)
      case .symbols(let symbols):
        ImageDescription.ModuleGrant(name: name, hasSubmodules: false, symbols: symbols.sorted())
      }
    }
  }

  private var namespaceDescription: ImageDescription.NamespaceDescription {
    var description = ImageDescription.NamespaceDescription()
    let grants = FeatureGrants(of: image.features)
    description.allowedBuiltins = image.builtins.allowed.union(grants.builtins).sorted()
    description.deniedBuiltins = image.builtins.denied.sorted()
    description.prelude = image.prelude
    description.modulePath = image.modulePath
    description.environment = image.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let streams = [
      image.streams.input || grants.streams.input, image.streams.output || grants.streams.output,
      image.streams.errorOutput || grants.streams.errorOutput,
    ]
    description.deniedStreams = streams.enumerated().filter { !$0.element }.map(\.offset)
    description.hidesDictMethods = image.hidesDictMethods
    description.readablePaths = image.readablePaths
    return description
  }

  /// The kernel's limit of CPU time. More than the host's, whose finer clock is to be the first to speak.
  static func cpuSeconds(_ duration: Duration) -> Int { Int(duration.components.seconds) + 2 }

  /// The layers that are not given up, in the order of their application.
  var requestedLayers: [Layer] {
    Layer.allCases.filter { image.layers[$0] != .off }
  }

  private func demand(for layer: Layer) -> ImageDescription.Demand {
    switch image.layers[layer] ?? .preferred {
    case .required: .required
    case .preferred: .preferred
    case .off: .off
    }
  }

  /// With the namespace layer off, what reaches for the system is at hand: the kernel layers must stand alone.
  private static let systemModules = [
    "ctypes", "errno", "faulthandler", "fcntl", "gc", "mmap", "os", "resource", "select", "signal", "socket",
    "subprocess", "sys", "threading",
  ]
}
