import Belljar
import Testing

extension SandboxTests {
  @Suite("Policies that cannot be had")
  struct PolicyValidationTests {
    @Test("A module that cannot be imported is named, and no worker is left")
    func unknownModule() async throws {
      let worker = try OwnWorker()
      var policy = Policy.standard
      policy.modules.allow("no_such_module")
      let error = try await failure(policy, worker.configuration())
      #expect(error.code == .moduleUnavailable)
      #expect(
        error.message == "The module 'no_such_module' cannot be imported (ModuleNotFoundError: No module named "
          + "'no_such_module'); install it for the worker's Python or take it from the policy.")
      #expect(error.step == "import no_such_module")
      #expect(try await waits { worker.processes.isEmpty })
    }

    @Test(
      "A module's name that is none is refused before a worker starts",
      arguments: ["", "not a name", "os;import", "a..b", ".relative", "json.", "1st", "a-b", "../x", "os\0"])
    func notAName(name: String) async throws {
      var policy = Policy.standard
      policy.modules.allow(name)
      let error = try await failure(policy, Sandbox.Configuration(workerPath: "/no/such/worker"))
      #expect(error.code == .invalidPolicy)
      #expect(error.message == "'\(name)' is not a module's name; give a dotted name such as 'collections.abc'.")
    }

    @Test(
      "A name or a path that can mean nothing is refused before a worker starts",
      arguments: [
        (\.image.builtins.allowed, ["opem"], "'opem' is not a builtin of Python's; the nearest is 'open'"),
        (\.image.builtins.denied, ["os.open"], "'os.open' is not a name of Python's; write one such as 'print'"),
      ] as [(any WritableKeyPath<Policy, Set<String>> & Sendable, Set<String>, String)])
    func unknownBuiltin(
      _ target: any WritableKeyPath<Policy, Set<String>> & Sendable, _ names: Set<String>, _ problem: String
    ) async throws {
      try await refuses({ $0[keyPath: target] = names }, problem)
    }

    @Test("So are an environment and a module path that no process could have")
    func environmentAndPaths() async throws {
      try await refuses(
        { $0.image.environment = ["A=B": "x"] },
        "'A=B' is not a variable's name; write up to 100 characters without '=' and NUL")
      try await refuses(
        { $0.image.environment = ["A": "x\0y"] }, "the variable 'A' has a NUL, which no variable may have")
      try await refuses(
        { $0.image.modulePath = ["lib"] }, "'lib' is not an absolute path; begin it with '/'")
      try await refuses({ $0.image.modulePath = ["/a\0b"] }, "a path has a NUL, which no path may have")
    }

    private func refuses(_ change: (inout Policy) -> Void, _ problem: String) async throws {
      var policy = Policy.standard
      change(&policy)
      let error = try await failure(policy, Sandbox.Configuration(workerPath: "/no/such/worker"))
      #expect(error.code == .invalidPolicy)
      #expect(error.message == "The policy cannot be used: \(problem).")
    }

    @Test("The process of its own cannot be given up")
    func withoutProcess() async throws {
      var policy = Policy.standard
      policy.image.layers[.process] = .off
      let error = try await failure(policy)
      #expect(error.code == .invalidPolicy)
      #expect(error.message == "The layer 'process' cannot be given up; every run has a process of its own.")
    }

    @Test("Without no_new_privs nothing starts")
    func withoutNoNewPrivileges() async throws {
      var policy = Policy.standard
      policy.image.layers[.noNewPrivileges] = .off
      let error = try await failure(policy)
      #expect(error.code == .layerUnavailable || error.code == .invalidPolicy, "\(error.code): \(error)")
    }

    @Test(
      "A configuration without a run or a child is refused",
      arguments: [
        Sandbox.Configuration(maximumConcurrentRuns: 0), Sandbox.Configuration(maximumConcurrentRuns: -1),
        Sandbox.Configuration(waitingChildren: 0), Sandbox.Configuration(waitingChildren: -1),
      ])
    func configuration(configuration: Sandbox.Configuration) async throws {
      let error = try await failure(.standard, configuration)
      #expect(error.code == .invalidPolicy)
      #expect(
        error.message == "A sandbox needs at least one concurrent run and one waiting child; give positive numbers.")
    }

    @Test(
      "A configuration whose workers retire before they serve is refused",
      arguments: [
        Sandbox.Configuration(maximumRunsPerWorker: 0), Sandbox.Configuration(maximumRunsPerWorker: -1),
        Sandbox.Configuration(maximumWorkerAge: .zero), Sandbox.Configuration(maximumWorkerAge: .seconds(-1)),
      ])
    func retirement(configuration: Sandbox.Configuration) async throws {
      let error = try await failure(.standard, configuration)
      #expect(error.code == .invalidPolicy)
      #expect(
        error.message
          == "A worker needs at least one run and some time before it retires; give positive numbers.")
    }

    @Test("Threads that this Python cannot have are refused in one sentence, or had")
    func threads() async throws {
      var policy = Policy.ample
      policy.image.allowsThreads = true
      do {
        let sandbox = try await Sandbox(policy: policy)
        #expect(try await sandbox.run("print(1)").standardOutput == "1\n")
        await sandbox.shutdown()
      } catch let error as BelljarError {
        #expect(error.message.contains("from CPython 3.12 on"), "\(error)")
      }
    }

    private func failure(
      _ policy: Policy, _ configuration: Sandbox.Configuration = Sandbox.Configuration()
    ) async throws -> BelljarError {
      let error = await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: policy, configuration: configuration)
      }
      return try #require(error)
    }
  }
}
