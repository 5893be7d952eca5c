import Belljar
import Testing

extension SandboxTests {
  @Suite("Interpreters and threads")
  struct InterpreterTests {
    private static let threads = """
      import threading
      seen = []
      threads = [threading.Thread(target=seen.append, args=(number,)) for number in range(4)]
      for thread in threads: thread.start()
      for thread in threads: thread.join()
      print(sorted(seen))
      """

    private static func policy(allowsThreads: Bool) -> Policy {
      var policy = Policy.standard
      policy.image.interpreter = .main
      policy.image.allowsThreads = allowsThreads
      policy.modules.allow("threading")
      return policy
    }

    @Test("The main interpreter is as locked down as a subinterpreter")
    func mainInterpreter() async throws {
      let sandbox = try await Sandbox(policy: Self.policy(allowsThreads: false))
      let outcome = try await sandbox.run("import math; print(math.pi)")
      #expect(outcome.standardOutput == "3.141592653589793\n")
      #expect(outcome.isolation == (try await SharedSandbox.standard.value.run("")).isolation)
      await sandbox.shutdown()
    }

    @Test("Threads run where the image allows them")
    func threadsAllowed() async throws {
      let sandbox = try await Sandbox(policy: Self.policy(allowsThreads: true))
      let outcome = try await sandbox.run(Self.threads)
      #expect(outcome.standardOutput == "[0, 1, 2, 3]\n", "\(outcome)")
      await sandbox.shutdown()
    }

    @Test("In a subinterpreter threads run from Python 3.12 on; before, the image is refused with the reason")
    func threadsInSubinterpreter() async throws {
      var policy = Self.policy(allowsThreads: true)
      policy.image.interpreter = .subinterpreter
      if try await PythonVersion.ofWorker() < .v3_12 {
        await #expect {
          _ = try await Sandbox(policy: policy)
        } throws: { error in
          "\(error)".contains("an isolated subinterpreter has threads from CPython 3.12 on")
        }
      } else {
        let sandbox = try await Sandbox(policy: policy)
        let outcome = try await sandbox.run(Self.threads)
        #expect(outcome.standardOutput == "[0, 1, 2, 3]\n", "\(outcome)")
        await sandbox.shutdown()
      }
    }

    @Test("Threads are refused where the image does not")
    func threadsRefused() async throws {
      let sandbox = try await Sandbox(policy: Self.policy(allowsThreads: false))
      let outcome = try await sandbox.run(Self.threads)
      #expect(outcome.exception?.type == "RuntimeError")
      #expect(outcome.exception?.message == "can't start new thread")
      await sandbox.shutdown()
    }

    @Test("A process is refused to a program with threads as well")
    func processesRefused() async throws {
      var policy = Self.policy(allowsThreads: true)
      policy.image.namespace = .unrestricted
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run("import os; os.fork()")
      #expect(outcome.exception?.type == "PermissionError")
      await sandbox.shutdown()
    }
  }
}
