import Belljar
import Foundation
import Glibc
import Testing

extension Containment {
  /// What a file system can hold besides files, and what others do to it meanwhile.
  @Suite("Hazards of readable paths")
  struct ReadableHazardTests {
    @Test("A pipe that nobody writes to ends as any other wait, by the host's clock", arguments: PathLayers.allCases)
    func pipe(layers: PathLayers) async throws {
      guard try await layers.isPossible else { return }
      let tree = try ReadableTree()
      var policy = layers.policy(tree)
      policy.limits.wallTime = .milliseconds(300)
      let sandbox = try await Sandbox(policy: policy)
      let outcome = try await sandbox.run("open('\(tree.set)/pipe').read()")
      guard case .limitExceeded(.wallTime) = outcome.termination else {
        Issue.record("ended otherwise: \(outcome.termination)")
        return
      }
      await sandbox.shutdown()
    }

    @Test(
      "A device in a readable directory is not opened where there is a root of its own", .needs(.namespaces),
      .enabled(if: geteuid() == 0, "only root makes devices"))
    func device() async throws {
      let tree = try ReadableTree()
      let device = tree.set + "/zero"
      // Where even root may not, there is nothing to be shown.
      guard mknod(device, S_IFCHR | 0o666, 1 << 8 | 5) == 0 else { return }
      chmod(device, 0o666)
      let look = try await tree.look(
        tree.policy(without: .landlock), "attempt(lambda: os.read(os.open(S + '/zero', 0), 1))")
      #expect(look.lines == ["EACCES"])
    }

    @Test(
      "A directory is read as it is at the moment; a file that another takes the place of stays as it was, or is refused"
    )
    func changes() async throws {
      for layers in PathLayers.allCases {
        guard try await layers.isPossible else { continue }
        let tree = try ReadableTree()
        let sandbox = try await Sandbox(
          policy: layers.policy(tree),
          configuration: Sandbox.Configuration(maximumConcurrentRuns: 1, waitingChildren: 1))
        try tree.write("later", to: "/set/later")
        try tree.write("other", to: "/other")
        #expect(rename(tree.path + "/other", tree.one) == 0)
        #expect(rename(tree.set + "/deep", tree.path + "/deep") == 0)
        let outcome = try await sandbox.run(
          """
          print(open('\(tree.set)/later').read())
          for path in '\(tree.one)', '\(tree.set)/deep/file':
              try: print(open(path).read())
              except OSError as error: print(type(error).__name__)
          """)
        let hasRoot = outcome.isolation.enforced.contains(.namespaces)
        // The old file is there to be found in the root of its own; Landlock's rule is of the old one alone.
        #expect(
          outcome.standardOutput == "later\n\(hasRoot ? "one" : "PermissionError")\nFileNotFoundError\n", "\(layers)")
        await sandbox.shutdown()
      }
    }

    @Test("A directory that is moved out while it is open leads to nothing else", arguments: PathLayers.allCases)
    func movedOut(layers: PathLayers) async throws {
      guard try await layers.isPossible else { return }
      let tree = try ReadableTree()
      let sandbox = try await Sandbox(policy: layers.policy(tree))
      let functions = HostFunctions {
        HostFunction("move") { () async throws -> Int in Int(rename(tree.set + "/deep", tree.path + "/deep")) }
      }
      let outcome = try await sandbox.run(
        """
        import os
        deep = os.open('\(tree.set)/deep', os.O_RDONLY)
        assert host.move() == 0
        for path in "../secret", "../../secret", "..":
            try: print(os.read(os.open(path, os.O_RDONLY, dir_fd=deep), 9))
            except OSError as error: print("refused" if error.errno in (2, 13) else error)
        """, functions: functions)
      #expect(outcome.standardOutput == "refused\nrefused\nrefused\n", "\(outcome.standardError)")
      await sandbox.shutdown()
    }

    @Test("A program has 60 files open at a time, and the 61st is EMFILE")
    func descriptors() async throws {
      let tree = try ReadableTree()
      let look = try await tree.look(
        tree.policy(),
        """
        files = [open(O) for _ in range(60)]
        attempt(lambda: open(O))
        files.pop().close()
        attempt(lambda: open(O).read())
        """)
      #expect(look.lines == ["EMFILE", "one"])
    }

    @Test("A file that is larger than the memory is read in parts, and whole it is a MemoryError")
    func large() async throws {
      let tree = try ReadableTree()
      try tree.write("", to: "/set/large")
      #expect(truncate(tree.set + "/large", 4 << 30) == 0)
      let look = try await tree.look(
        tree.policy(),
        """
        file = open(S + "/large", "rb")
        print(len(file.read(1 << 20)), file.seek(-1, 2), len(file.read()))
        file.seek(0)
        try: file.read()
        except MemoryError: print("MemoryError")
        """)
      #expect(look.lines == ["1048576 4294967295 1", "MemoryError"])
    }

    @Test("A copy of a session reads on where the open file stands, for it is the same file to both")
    func copies() async throws {
      let tree = try ReadableTree()
      let sandbox = try await Sandbox(policy: tree.policy())
      try await sandbox.withSession { session in
        try await session.run("file = open('\(tree.set)/file', 'rb', buffering=0)")
        let copy = try await session.fork()
        let first = try await session.run("file.read(2)")
        let second = try await copy.run("file.read(2)")
        #expect(first.value == .bytes(Array("in".utf8)))
        #expect(second.value == .bytes(Array("si".utf8)))
        await copy.close()
      }
      await sandbox.shutdown()
    }

    @Test("Runs share no open file: what one leaves open is not there for the next")
    func freshness() async throws {
      let tree = try ReadableTree()
      let sandbox = try await Sandbox(policy: tree.policy())
      for _ in 0..<3 {
        let outcome = try await sandbox.run(
          "import os\nprint(os.open('\(tree.one)', os.O_RDONLY), os.open('\(tree.one)', os.O_RDONLY))")
        #expect(outcome.standardOutput == "4 5\n")
      }
      await sandbox.shutdown()
    }
  }
}
