internal import BelljarWire
internal import LinuxIsolation
internal import Synchronization

/// The lines of input that a prompt's statement asks for.
extension HostChild {
  /// Asks the app for a line, in a task of its own. No time is set for it: a person types.
  func beginLine(_ number: Int, _ state: inout State) {
    guard let run = state.run else { return }
    guard let readLine = run.program.readLine else {
      return send(Self.answer(line: nil, maximumValue: run.program.limits.valueSize.bytes), .returned, &state)
    }
    let started = run.started
    let maximumValue = run.program.limits.valueSize.bytes
    state.run?.askForLine { [weak self] in
      guard let self else { return }
      let task = Task.detached { [weak self] in
        let answer: CallAnswer
        do {
          answer = Self.answer(line: try await readLine(), maximumValue: maximumValue)
        } catch let exception as PythonException {
          answer = .raised(type: exception.type, message: exception.message)
        } catch {
          answer = .raised(type: "OSError", message: "\(error)")
        }
        self?.answer(number, of: started, answer, .returned)
      }
      // It may be over by now; then nobody waits for the line.
      let isWanted = self.state.withLock { state in
        guard state.run?.started == started, state.run?.calls.pending?.number == number else { return false }
        state.run?.calls.pending?.task = task
        return true
      }
      if !isWanted { task.cancel() }
    }
  }

  private static func answer(line: String?, maximumValue: Int) -> CallAnswer {
    do {
      let text = PythonValue.str(line.map { $0 + "\n" } ?? "")
      return .returned(try text.encoded(maximumSize: maximumValue, root: "the line")[...])
    } catch {
      return .raised(type: "OSError", message: "\(error)")
    }
  }
}
