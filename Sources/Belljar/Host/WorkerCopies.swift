internal import BelljarWire
internal import LinuxIsolation
internal import Synchronization

/// Children that are copies of others: sessions of sessions, and what runs programs of the image's template.
extension WorkerConnection {
  /// Has a process copy itself, as a child with this number.
  func copy(
    _ original: HostChild, as number: UInt64, for purpose: ForkPurpose, completion: @escaping CopyAttempt.Completion
  ) {
    let family = original.familyNumber
    let endUnknown: @Sendable () -> Void = { [weak self] in
      if purpose == .session { self?.send(.endFamily(child: family)) } else { self?.endUnknownCopy() }
    }
    let attempt: CopyAttempt
    do throws(SystemCallFailure) {
      attempt = try CopyAttempt(
        number: number, for: purpose, of: original, completion: completion, endUnknown: endUnknown)
    } catch {
      return completion(.failure(CopyAttempt.error(error.description, copying: purpose)))
    }
    state.withLock { $0.copies[number] = attempt }
    do throws(BelljarError) {
      try original.orderCopy(
        attempt.ends, keeping: deniedStreams, onCopied: { attempt.originalSays($0) },
        onCopy: { [weak self] process, handle, family in
          self?.adopt(attempt, process, handle, family)
        }, onFailure: { attempt.fail($0.description) })
    } catch {
      state.withLock { _ = $0.copies.removeValue(forKey: number) }
      // Its words are for a session.
      if purpose == .session { attempt.fail(error) } else { attempt.fail("it has ended, or cannot be listened to") }
      return
    }
    attempt.isLimited(by: schedule(after: deadlines.copy) { if attempt.expire() { endUnknown() } })
  }

  /// Takes a copy on, and has the fork server watch over it.
  private func adopt(
    _ attempt: CopyAttempt, _ process: Int32, _ handle: consuming ProcessHandle, _ family: CopyFamily
  ) {
    do throws(SystemCallFailure) {
      let near = try attempt.ends.near()
      let child = HostChild(
        number: attempt.number, attempt.purpose, runsPrelude: false, identifier: Int(process),
        descriptors: near + [handle.release()], reactor: reactor, deadlines: deadlines
      ) { [weak self] child, event in self?.receive(event, of: child) }
      child.isCopy(of: family, holding: try attempt.ends.held())
      state.withLock { $0.children[attempt.number] = child }
      send(.adopt(child: attempt.number, pid: Int(process)))
      attempt.copyIsMade(child)
      try child.open()
    } catch {
      attempt.fail(error.description)
    }
  }
}
