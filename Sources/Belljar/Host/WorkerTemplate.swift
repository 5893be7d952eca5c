internal import BelljarWire
internal import Glibc
internal import LinuxIsolation
internal import Synchronization

/// How an image's prelude runs once for all programs: in a template, of which their children are copies.
extension WorkerConnection {
  /// Decides, once it is known which layers there are, whether the prelude runs in a template. Only a process with a filter and
  /// with one thread can be copied; elsewhere the prelude runs in each child.
  func prepareTemplate(_ readiness: Readiness) {
    let isCopyable = !description.allowsThreads && readiness.enforced.contains(Layer.seccomp.rawValue)
    guard !description.namespace.prelude.isEmpty, isCopyable else { return }
    let isCounted = readiness.enforced.contains(Layer.rlimits.rawValue)
    state.withLock { $0.template = Template(cpuSeconds: isCounted ? description.ceilings.cpuSeconds : nil) }
  }

  /// Orders a child as a copy of the template. False if the image has none.
  func orderCopy(_ child: UInt64) -> Bool {
    guard !description.namespace.prelude.isEmpty else { return false }
    let hasTemplate = state.withLock { state in
      state.template?.want(child)
      return state.template != nil
    }
    if hasTemplate { advanceTemplate() }
    return hasTemplate
  }

  private func advanceTemplate() {
    switch state.withLock({ $0.template?.next() }) {
    case .fork(let number)?: order(number, for: .template)
    case .copy(let template, let child)?:
      self.copy(template, as: child, for: .run) { [weak self] result in self?.templateHasCopied(child, result) }
    case .renew(let template)?:
      template.end()
      advanceTemplate()
    case nil: break
    }
  }

  func templateIsReady(_ template: HostChild) {
    guard state.withLock({ $0.template?.isReady(template) ?? false }) else { return template.end() }
    advanceTemplate()
  }

  private func templateHasCopied(_ child: UInt64, _ result: Result<HostChild, BelljarError>) {
    let failed = state.withLock { state in
      state.copies[child] = nil
      return state.template?.hasCopied((try? result.get()) != nil)
    }
    failed?.end()
    switch result {
    case .success(let child): onEvent(self, .childIsWaiting(child))
    case .failure(let error): onEvent(self, .childIsLost(child, .uncopied(error)))
    }
    advanceTemplate()
  }

  /// The template could not be had, or has ended. In the latter case the next child that is wanted has another made.
  func templateIsLost(_ number: UInt64, _ loss: ChildLoss) {
    let (wanted, isImpossible) = state.withLock { state -> ([UInt64], Bool) in
      let wanted = state.template?.isLost(number) ?? []
      // Whoever runs this process listens to it, and the kernel allows one listener.
      guard case .refused(let failure) = loss, failure.step == ChildLockdown.listening else { return (wanted, false) }
      state.template = nil
      return (wanted, true)
    }
    for child in wanted {
      if isImpossible { order(child, for: .run) } else { onEvent(self, .childIsLost(child, loss)) }
    }
  }

  /// The template was let copy itself, and there is no telling what became of the copy. Nothing but the policy's own code can
  /// have brought that about, or a signal from outside; what is not known is not to live. The worker ends itself, and takes the
  /// template's process group with it: killed, it would leave that to a pid namespace, which may be missing.
  func endUnknownCopy() {
    close(
      BelljarError(
        .workerDied,
        "The prelude's process did not copy itself as it was told to within \(deadlines.copy), or was killed over it; the worker was ended, and the next run gets a new one."
      ))
  }

  /// Why a child is lost that has ended. One that ended while the prelude ran is that one's doing: the next would fare no better.
  func loss(of child: UInt64, _ ending: Ending) -> ChildLoss {
    let (isInPrelude, isOverdue) = state.withLock { state in
      (state.purposes[child] != nil, state.unanswered.isOverdue(child))
    }
    guard isInPrelude, !description.namespace.prelude.isEmpty else { return .died }
    let reason =
      switch ending.cause {
      case _ where isOverdue: "it did not end within \(deadlines.order)"
      case .killed(let signal) where signal == Int(SIGXCPU):
        "it used more CPU time than any run may, \(description.ceilings.cpuSeconds) seconds"
      case .killed(let signal): "its process was killed by signal \(signal)"
      case .exited(let status): "its process ended with status \(status)"
      }
    return .refused(StepFailure(step: "run the prelude", code: 0, detail: reason))
  }
}
