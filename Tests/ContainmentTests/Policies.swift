import Belljar

extension Policy {
  /// All builtins and every preloaded module: the kernel layers stand alone.
  static var kernelLayersAlone: Policy {
    var policy = Policy.standard
    policy.image.namespace = .unrestricted
    return policy
  }

  /// ``kernelLayersAlone`` with one layer given up.
  static func kernelLayersAlone(without layer: Layer) -> Policy {
    var policy = kernelLayersAlone
    policy.image.layers[layer] = .off
    return policy
  }
}
