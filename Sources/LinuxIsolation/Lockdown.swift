internal import Glibc

/// One named step of the lockdown.
struct LockdownStep {
  let layer: LockdownLayer
  let name: String
  let apply: () throws(SystemCallFailure) -> Void

  init(_ layer: LockdownLayer, _ name: String, _ apply: @escaping () throws(SystemCallFailure) -> Void) {
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

/// What locks a child down. Made once by the fork server, applied by every child.
package struct ChildLockdown {
  private let steps: [LockdownStep]

  /// Whether each child has an exit holder. It is found by the child's session, reaped by the pid namespace's reaper and
  /// confined by seccomp, so it takes all three.
  package let hasHolder: Bool

  /// The first step's name.
  package static let arrangement = "arrange descriptors"

  /// The step that fails where this process has been given a listener by others.
  package static let listening = "listen for copies"

  /// Where the fork server keeps the Landlock ruleset: right above the child's own descriptors.
  package static let rulesetDescriptor = CInt(OpenDescriptors.childStandard)

  /// Makes the steps. The announcement is what a process that may be copied sends with its listener; nil for one that may
  /// not.
  package init(
    layers: Set<LockdownLayer>, limits: ResourceLimits, program: SeccompProgram, announcement: [UInt8]? = nil
  ) {
    let all = Self.steps(limits: limits, program: program, announcement: announcement)
    // A copy would be of the session, and of the group, that the holder is found by.
    let hasHolder = announcement == nil && layers.isSuperset(of: [.session, .namespaces, .seccomp])
    self.hasHolder = hasHolder
    steps = all.filter { layers.contains($0.layer) && ($0.layer != .process || hasHolder) }
  }

  /// The steps, in order. Read them top to bottom: each relies on those above it.
  private static func steps(
    limits: ResourceLimits, program: SeccompProgram, announcement: [UInt8]?
  ) -> [LockdownStep] {
    [
      LockdownStep(.session, "create a session") { () throws(SystemCallFailure) in
        try Session.create()
      },
      LockdownStep(.descriptors, "close descriptors") { () throws(SystemCallFailure) in
        try OpenDescriptors.close(from: rulesetDescriptor + 1)
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
      // In the child's session, by which it is found; before the limit of processes is 0.
      LockdownStep(.process, "start the exit holder") { () throws(SystemCallFailure) in
        try ExitHolder.start()
      },
      LockdownStep(.rlimits, "set resource limits") { () throws(SystemCallFailure) in
        try limits.apply()
      },
      LockdownStep(.dumpable, "become undumpable") { () throws(SystemCallFailure) in
        try ProcessAttributes.setDumpable(false)
      },
      // Before the filter that refuses to load another.
      LockdownStep(.seccomp, listening) { () throws(SystemCallFailure) in
        guard let announcement else { return }
        try CopyListener.install(announcement: announcement, channel: CInt(OpenDescriptors.childStandard - 1))
      },
      LockdownStep(.seccomp, "load the seccomp filter") { () throws(SystemCallFailure) in
        var program = program
        if announcement == nil { try program.bind(to: getpid()) }
        try program.install()
      },
    ]
  }

  /// Locks the calling process down; `descriptors` become its 0, 1, 2 and 3. After a failure it must end: it is neither
  /// free nor confined.
  package func apply(descriptors: [CInt]) throws(LockdownFailure) {
    do throws(SystemCallFailure) {
      try OpenDescriptors.arrange(descriptors)
    } catch {
      throw LockdownFailure(layer: .descriptors, step: Self.arrangement, cause: error)
    }
    for step in steps {
      do throws(SystemCallFailure) {
        try step.apply()
      } catch {
        throw LockdownFailure(layer: step.layer, step: step.name, cause: error)
      }
    }
  }
}
