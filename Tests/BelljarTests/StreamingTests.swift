import Belljar
import Testing

extension SandboxTests {
  @Suite("Streaming")
  struct StreamingTests {
    @Test("Output, calls and the outcome come in order")
    func order() async throws {
      let functions = HostFunctions { HostFunction("note") { (text: String) in text.count } }
      var seen: [String] = []
      let sandbox = try await SharedSandbox.standard.value
      for try await event in sandbox.events(
        of: "print('a')\nhost.note('xyz')\nprint('b')\nimport os", functions: functions)
      {
        switch event {
        case .standardOutput(let bytes): seen.append(String(decoding: bytes, as: UTF8.self))
        case .standardError: seen.append("error")
        case .hostCall(let call): seen.append("<call \(call.name)>")
        case .denial(let denial): seen.append("<denied \(denial.name ?? "")>")
        case .finished(let outcome): seen.append("<finished \(outcome.standardOutput.count)>")
        }
      }
      // Output comes in pieces, as it happens to arrive.
      #expect(seen.joined() == "a\n<call note>b\n<denied os><finished 4>")
    }

    @Test("Output comes while the program runs, and its input may depend on it")
    func conversation() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let keyboard = InputWriter()
      var last = ""
      let program = """
        total = 0
        while True:
            try: total += int(input("? "))
            except EOFError: break
        total
        """
      for try await event in sandbox.events(of: program, standardInput: .stream(keyboard)) {
        switch event {
        case .standardOutput(let bytes):
          last += String(decoding: bytes, as: UTF8.self)
          if last == "? " { try await keyboard.write("20\n") }
          if last == "? ? " {
            try await keyboard.write("22\n")
            keyboard.finish()
          }
        case .finished(let outcome): #expect(outcome.value == 42, "\(outcome.termination)")
        default: break
        }
      }
      #expect(last == "? ? ? ")
      let error = await #expect(throws: BelljarError.self) { try await keyboard.write("more") }
      #expect(error?.code == .inputClosed)
    }

    @Test("A slow reader slows the program down, and nothing is lost")
    func backPressure() async throws {
      var policy = Policy.ample
      policy.limits.output = .mebibytes(64)
      let sandbox = try await Sandbox(policy: policy)
      let events = sandbox.events(of: "for n in range(200_000): print('x' * 100)").makeAsyncIterator()
      var bytes = 0
      guard case .standardOutput(let first)? = try await events.next() else {
        Issue.record("no output")
        return
      }
      bytes += first.count
      // Long enough for the program to write all of it, were it not held up.
      try await Task.sleep(for: .milliseconds(500))
      var waiting = 0
      while let event = try await events.next() {
        switch event {
        case .standardOutput(let piece):
          bytes += piece.count
          waiting += 1
        case .finished(let outcome):
          #expect(outcome.termination.isFinished, "\(outcome.termination)")
          #expect(outcome.output.bytes.count == 200_000 * 101)
        default: break
        }
      }
      #expect(bytes == 200_000 * 101)
      await sandbox.shutdown()
    }

    @Test("Cancelling the reader ends the run, and its outcome is the last event")
    func cancellation() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let (output, arrived) = AsyncStream.makeStream(of: Void.self)
      let reader = Task {
        var last: RunEvent?
        for try await event in sandbox.events(of: "print('up')\nwhile True: pass") {
          if case .standardOutput = event { arrived.yield() }
          last = event
        }
        return last
      }
      for await _ in output { break }
      reader.cancel()
      guard case .finished(let outcome)? = try await reader.value else {
        Issue.record("no outcome")
        return
      }
      #expect(outcome.termination == .cancelled)
      #expect(outcome.standardOutput == "up\n")
    }

    @Test("A reader that goes ends the run")
    func abandoned() async throws {
      let sandbox = try await Sandbox(policy: .ample, configuration: .init(maximumConcurrentRuns: 1))
      for try await event in sandbox.events(of: "print('up')\nwhile True: pass") {
        if case .standardOutput = event { break }
      }
      // The one place is free again.
      #expect(try await sandbox.run("print(1)").standardOutput == "1\n")
      await sandbox.shutdown()
    }

    @Test("An error of the host's is thrown to the reader")
    func errors() async throws {
      var limits = Policy.ample.limits
      limits.memory = .gibibytes(100)
      let events = try await SharedSandbox.standard.value.events(of: "pass", limits: limits).makeAsyncIterator()
      let error = await #expect(throws: BelljarError.self) { try await events.next() }
      #expect(error?.code == .limitAboveCeiling)
    }

    @Test("Much input is taken as the program reads it, and the writer waits meanwhile")
    func muchInput() async throws {
      let keyboard = InputWriter()
      async let outcome = SharedSandbox.standard.value.run(
        "n = 0\ntry:\n  while True: n += len(input())\nexcept EOFError: pass\nn", standardInput: .stream(keyboard))
      let line = [UInt8](repeating: UInt8(ascii: "x"), count: 9_999) + [UInt8(ascii: "\n")]
      for _ in 0..<300 { try await keyboard.write(line) }
      keyboard.finish()
      #expect(try await outcome.value == .int(300 * 9_999))
    }

    @Test("A session's input goes from run to run")
    func sessionInput() async throws {
      let keyboard = InputWriter()
      let session = try await SharedSandbox.standard.value.openSession(standardInput: .stream(keyboard))
      try await keyboard.write("one\ntwo\n")
      #expect(try await session.evaluate("input()") == "one")
      #expect(try await session.evaluate("input()") == "two")
      keyboard.finish()
      #expect(try await session.run("input()").termination.exception?.type == "EOFError")
      await session.close()
    }
  }
}
