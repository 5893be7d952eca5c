internal import Glibc

/// One named step of the lockdown.
package struct LockdownStep {
  package let layer: LockdownLayer
  package let name: String
  let apply: () throws(SystemCallFailure) -> Void

  init(
    _ layer: LockdownLayer, _ name: String, _ apply: @escaping () throws(SystemCallFailure) -> Void
  ) {
    self.layer = layer
    self.name = name
    self.apply = apply
  }
}

/// A step that failed.
package struct LockdownFailure: Error, Sendable {
  package let layer: LockdownLayer
  package let step: String
  package let cause: SystemCallFailure
}

/// What locks a child down, in order. Read it top to bottom: each step relies on those above it.
package struct ChildLockdown: ~Copyable {
  package var layers: Set<LockdownLayer>
  package var limits: ResourceLimits
  /// Descriptors that become 0, 1, 2 and 3 of the child, and the ruleset, which becomes 4 until it is used.
  package var descriptors: [CInt]
  package var program: SeccompProgram
  package var refusalErrors: [(call: Int32, error: Int32)]

  package init(
    layers: Set<LockdownLayer>, limits: ResourceLimits, descriptors: [CInt], program: SeccompProgram,
    refusalErrors: [(call: Int32, error: Int32)]
  ) {
    self.layers = layers
    self.limits = limits
    self.descriptors = descriptors
    self.program = program
    self.refusalErrors = refusalErrors
  }

  /// Where the fork server keeps the Landlock ruleset: right above the child's own descriptors.
  package static let rulesetDescriptor = CInt(OpenDescriptors.childStandard)

  private static func steps(
    limits: ResourceLimits, program: SeccompProgram, refusalErrors: [(call: Int32, error: Int32)]
  ) -> [LockdownStep] {
    [
      LockdownStep(.session, "create a session") { () throws(SystemCallFailure) in
        try Session.create()
      },
      LockdownStep(.descriptors, "close descriptors") { () throws(SystemCallFailure) in
        try OpenDescriptors.close(from: rulesetDescriptor + 1)
      },
      LockdownStep(.rlimits, "set resource limits") { () throws(SystemCallFailure) in
        try limits.apply()
      },
      LockdownStep(.capabilities, "drop capabilities") { () throws(SystemCallFailure) in
        try Capabilities.clear()
      },
      LockdownStep(.noNewPrivileges, "set no_new_privs") { () throws(SystemCallFailure) in
        try ProcessAttributes.setNoNewPrivileges()
      },
      LockdownStep(.landlock, "restrict by Landlock") { () throws(SystemCallFailure) in
        try LandlockRuleset.restrict(with: rulesetDescriptor)
      },
      LockdownStep(.descriptors, "close the ruleset") { () throws(SystemCallFailure) in
        try OpenDescriptors.close(from: rulesetDescriptor)
      },
      LockdownStep(.dumpable, "become undumpable") { () throws(SystemCallFailure) in
        try ProcessAttributes.setDumpable(false)
      },
      LockdownStep(.seccomp, "load the seccomp filter") { () throws(SystemCallFailure) in
        try Refusals.install(errors: refusalErrors)
        var program = program
        try program.bind(to: getpid())
        try program.install()
      },
    ]
  }

  /// Locks the calling process down. After a failure it must end: it is neither free nor confined.
  package consuming func apply() throws(LockdownFailure) {
    do throws(SystemCallFailure) {
      try OpenDescriptors.arrange(descriptors)
    } catch {
      throw LockdownFailure(layer: .descriptors, step: "arrange descriptors", cause: error)
    }
    for step in Self.steps(limits: limits, program: program, refusalErrors: refusalErrors)
    where layers.contains(step.layer) {
      do throws(SystemCallFailure) {
        try step.apply()
      } catch {
        throw LockdownFailure(layer: step.layer, step: step.name, cause: error)
      }
    }
  }
}
