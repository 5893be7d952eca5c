import Belljar
import Foundation
import Testing

extension SandboxTests {
  /// The real worker, the real loader and the real CPython, in a place where something of theirs is missing.
  @Suite("Where the worker's Python lies")
  struct PythonPlaceTests {
    @Test("A worker whose libpython the loader does not find says which to install, or how to build")
    func noLibrary() async throws {
      let version = try await PythonVersion.ofWorker()
      let directory = try TemporaryDirectory()
      // The name of a libpython that no machine has, in the place of the real one's.
      let worker = try Data(contentsOf: URL(fileURLWithPath: BuiltProducts.worker))
      let path = try directory.file(
        "belljar-worker", worker.replacing(Data("libpython3.".utf8), with: Data("libpython9.".utf8)))
      let error = try await failure(path)
      let missing = "9.\(version.minor)"
      #expect(error.code == .workerFailed)
      #expect(
        error.message == """
          The worker ended with status 127 before it was ready: \(path): error while loading shared libraries: \
          libpython\(missing).so.1.0: cannot open shared object file: No such file or directory; install that library \
          (Debian: libpython\(missing)), or, if it lies where the loader does not look, put it beside the worker or build \
          with make build PYTHON=\(missing).
          """)
    }

    @Test("A Python copied beside the worker is the one that runs")
    func copied() async throws {
      let place = try Self.placeWithLibrary()
      let original = try await SharedSandbox.unrestricted.value.run(
        "import sys, os; print(os.path.dirname(os.__file__))")
      let standard = original.standardOutput.trimmingCharacters(in: .newlines)
      try FileManager.default.createDirectory(atPath: place.path + "/lib", withIntermediateDirectories: false)
      let name = URL(fileURLWithPath: standard).lastPathComponent
      try FileManager.default.createSymbolicLink(atPath: "\(place.path)/lib/\(name)", withDestinationPath: standard)
      var policy = Policy.standard
      policy.image.namespace = .unrestricted
      let sandbox = try await Sandbox(policy: policy, configuration: .init(workerPath: place.path + "/belljar-worker"))
      let outcome = try await sandbox.run("import sys, os; print(sys.prefix, os.__file__)")
      #expect(outcome.standardOutput == "\(place.path) \(place.path)/lib/\(name)/os.py\n")
      await sandbox.shutdown()
    }

    @Test("A standard library that is not complete earns a sentence that says where it was looked for")
    func incompleteLibrary() async throws {
      let version = try await PythonVersion.ofWorker()
      let place = try Self.placeWithLibrary()
      let name = "python\(version.major).\(version.minor)"
      try FileManager.default.createDirectory(atPath: "\(place.path)/lib/\(name)", withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: "\(place.path)/lib/\(name)/os.py"))
      let error = try await failure(place.path + "/belljar-worker")
      #expect(error.code == .workerFailed)
      #expect(error.step == "start CPython")
      #expect(
        error.message.hasSuffix(
          "; its standard library was looked for below \(place.path), so see that lib/\(name) there is complete."),
        "\(error.message)")
    }

    /// A copy of the worker with a copy of its libpython beside it, where the loader looks first.
    private static func placeWithLibrary() throws -> TemporaryDirectory {
      let directory = try TemporaryDirectory()
      let worker = BuiltProducts.worker
      _ = try directory.file("belljar-worker", try Data(contentsOf: URL(fileURLWithPath: worker)))
      let library = try #require(try Self.libraries(of: worker).first { $0.contains("/libpython") })
      let name = URL(fileURLWithPath: library).lastPathComponent
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: library).resolvingSymlinksInPath(),
        to: URL(fileURLWithPath: "\(directory.path)/\(name)"))
      return directory
    }

    /// The files that the loader takes for a program.
    private static func libraries(of path: String) throws -> [String] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/ldd")
      process.arguments = [path]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("/") }.map(String.init)
    }

    private func failure(_ path: String) async throws -> BelljarError {
      try #require(
        await #expect(throws: BelljarError.self) {
          _ = try await Sandbox(configuration: Sandbox.Configuration(workerPath: path))
        })
    }
  }
}
