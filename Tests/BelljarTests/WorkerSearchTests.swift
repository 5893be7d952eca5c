import Belljar
import BelljarWire
import Testing

extension SandboxTests {
  @Suite("A worker that is none")
  struct WorkerSearchTests {
    @Test("A worker that is missing is said to be, with its path")
    func missing() async throws {
      let path = "/no/such/belljar-worker"
      let error = try await failure(path)
      #expect(error.code == .workerNotFound)
      #expect(
        error.message == "No worker at \(path), which the configuration's workerPath names "
          + "(No such file or directory); give the path of belljar-worker.")
      #expect(error.errorNumber == 2)
    }

    @Test("A worker that is not executable is said to be")
    func notExecutable() async throws {
      let directory = try TemporaryDirectory()
      let path = try directory.file("belljar-worker", "#!/bin/sh\n".utf8, mode: 0o644)
      let error = try await failure(path)
      #expect(error.code == .workerNotFound)
      #expect(
        error.message == "No worker at \(path), which the configuration's workerPath names "
          + "(Permission denied); give the path of belljar-worker.")
      #expect(error.errorNumber == 13)
    }

    @Test("A directory is no worker")
    func directory() async throws {
      let directory = try TemporaryDirectory()
      let error = try await failure(directory.path)
      #expect(error.code == .workerFailed || error.code == .workerNotFound)
      #expect(Self.isOneSentence(error.message), "\(error.message)")
    }

    @Test("An executable file that is no program is no worker")
    func noProgram() async throws {
      let directory = try TemporaryDirectory()
      let error = try await failure(directory.file("belljar-worker", [0, 1, 2, 3]))
      #expect(error.code == .workerFailed)
      #expect(error.message.contains("Exec format error"), "\(error.message)")
      #expect(Self.isOneSentence(error.message), "\(error.message)")
    }

    @Test("Another program ends before it is ready", arguments: ["/bin/true", "/bin/cat"])
    func anotherProgram(path: String) async throws {
      let error = try await failure(path)
      #expect(error.code == .workerFailed)
      #expect(error.message == "The worker ended with status 0 before it was ready.")
    }

    @Test("What another program says on its error output is in the sentence")
    func lastWords() async throws {
      let error = try await failure(script: "echo first words >&2; echo more >&2; exit 9")
      #expect(error.code == .workerFailed)
      #expect(error.message == "The worker ended with status 9 before it was ready: first words.")
    }

    @Test(
      "Garbage on the control channel is no greeting",
      arguments: ["printf garbagegarbage >&3; read line <&3", "printf '\\0\\0\\0\\004abcd' >&3; read line <&3"])
    func garbage(script: String) async throws {
      let error = try await failure(script: script)
      #expect(error.code == .workerFailed)
      #expect(error.message.hasPrefix("The worker spoke out of turn: "), "\(error.message)")
      #expect(Self.isOneSentence(error.message), "\(error.message)")
    }

    @Test("A worker of another build is a mismatch that names both")
    func anotherBuild() async throws {
      let error = try await failure(
        greeting: Greeting(protocolVersion: WireProtocol.version, build: "0.0.9", pythonVersion: "3.11.2"))
      #expect(error.code == .workerMismatch)
      #expect(
        error.message == "The worker is build 0.0.9 with protocol \(WireProtocol.version), and this library is build "
          + "\(WireProtocol.build) with protocol \(WireProtocol.version); build both together.")
    }

    @Test("A worker of another protocol is a mismatch that names both")
    func anotherProtocol() async throws {
      let error = try await failure(
        greeting: Greeting(protocolVersion: 99, build: WireProtocol.build, pythonVersion: "3.11.2"))
      #expect(error.code == .workerMismatch)
      #expect(
        error.message == "The worker is build \(WireProtocol.build) with protocol 99, and this library is build "
          + "\(WireProtocol.build) with protocol \(WireProtocol.version); build both together.")
    }

    private func failure(_ path: String) async throws -> BelljarError {
      let error = await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(configuration: Sandbox.Configuration(workerPath: path))
      }
      return try #require(error)
    }

    private func failure(script: String) async throws -> BelljarError {
      let directory = try TemporaryDirectory()
      return try await failure(directory.file("belljar-worker", "#!/bin/sh\n\(script)\n".utf8))
    }

    private func failure(greeting: Greeting) async throws -> BelljarError {
      let directory = try TemporaryDirectory()
      let frame = try directory.file("greeting", ServerReport.greeting(greeting).frame())
      let script = "#!/bin/sh\n/bin/cat \(frame) >&3; read line <&3\n"
      return try await failure(directory.file("belljar-worker", script.utf8))
    }

    private static func isOneSentence(_ text: String) -> Bool {
      text.hasSuffix(".") && !text.contains("\n") && text.count < 300
    }
  }
}
