internal import LinuxIsolation
internal import Synchronization

/// A program's standard input.
extension HostChild {
  /// Gives the program its input, or begins to.
  func giveInput(_ source: StandardInput, _ state: inout State) {
    switch source {
    case .none: break
    case .bytes(let bytes): state.inputBytes.append(bytes[...])
    case .stream(let writer):
      state.inputWriter = writer
      writer.attach { [weak self] in self?.inputIsReady() }
    }
    flushInput(&state)
  }

  /// Sends input as far as the child takes it; after the last byte comes the end of file.
  private func flushInput(_ state: inout State) {
    guard let input = state.input.take() else { return }
    var isComplete = true
    repeat {
      state.inputBytes.flush(to: input)
      guard state.inputBytes.isEmpty, let writer = state.inputWriter else { break }
      switch writer.take() {
      case .bytes(let bytes): state.inputBytes.append(bytes[...])
      case .finished: state.inputWriter = nil
      case .nothingYet: isComplete = false
      }
    } while isComplete
    switch (state.inputBytes.isEmpty, isComplete) {
    case (true, true):
      if let watch = state.inputWatch.take() { reactor.end(watch) }
      return  // Closes the socket.
    case (true, false):
      // The writer will say when there is more.
      if let watch = state.inputWatch.take() { reactor.end(watch) }
    case (false, _): watchInput(input, &state)
    }
    state.input = consume input
  }

  private func watchInput(_ input: borrowing Descriptor, _ state: inout State) {
    guard state.inputWatch == nil else { return }
    do throws(SystemCallFailure) {
      state.inputWatch = try reactor.watch(input.number, .write) { self.inputIsReady() }
    } catch {
      // The kernel has no memory for it now. The program waits for its input, so it is tried again.
      _ = reactor.schedule(at: .now.advanced(by: .milliseconds(10))) { self.inputIsReady() }
    }
  }

  /// Lets a process that is given none meet the end of its input.
  func endInput() { state.withLock { $0.input = nil } }

  private func inputIsReady() { state.withLock { flushInput(&$0) } }
}
