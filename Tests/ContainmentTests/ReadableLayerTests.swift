import Belljar
import Testing

extension Containment {
  /// Each layer that holds readable paths is given up in turn, and one sees what it held.
  @Suite("Layers of readable paths, each removed in turn")
  struct ReadableLayerTests {
    private static let program = """
      attempt(lambda: os.open(O, os.O_PATH) and "named")
      attempt(lambda: os.open(O, os.O_WRONLY))
      attempt(lambda: os.open(S + "/new", os.O_WRONLY | os.O_CREAT))
      attempt(lambda: bool(os.listdir("/")))
      attempt(lambda: os.stat(X).st_size)
      """

    @Test("With all, the filter refuses to name a file and to write, Landlock the root, and the root has no secret")
    func all() async throws {
      guard try await SharedSandbox.enforces(.landlock), try await SharedSandbox.enforces(.namespaces) else { return }
      let tree = try ReadableTree()
      let look = try await tree.look(tree.policy(), Self.program)
      #expect(look.lines == ["EACCES", "EACCES", "EACCES", "EACCES", "ENOENT"])
    }

    @Test("Without the filter a file can be named, and the two others still refuse to write", .needs(.landlock))
    func withoutFilter() async throws {
      let tree = try ReadableTree()
      let look = try await tree.look(tree.policy(without: .seccomp), Self.program)
      #expect(look.lines[0] == "named")
      #expect(Set(look.lines[1...2]).isSubset(of: ["EACCES", "EROFS"]), "\(look.lines)")
    }

    @Test("Without the filter and Landlock the mounts are read-only", .needs(.namespaces))
    func mountsAlone() async throws {
      let tree = try ReadableTree()
      let look = try await tree.look(tree.policy(without: .seccomp, .landlock), Self.program)
      #expect(look.lines == ["named", "EROFS", "EROFS", "True", "ENOENT"])
    }

    @Test(
      "Without the filter and the mounts Landlock refuses to write, and says nothing of a file's status",
      .needs(.landlock))
    func landlockAlone() async throws {
      let tree = try ReadableTree()
      let look = try await tree.look(tree.policy(without: .seccomp, .namespaces), Self.program)
      #expect(look.lines == ["named", "EACCES", "EACCES", "EACCES", "6"])
    }

    @Test(
      "Without Landlock the root can be listed, which holds what leads to the paths and no more", .needs(.namespaces))
    func withoutLandlock() async throws {
      let tree = try ReadableTree()
      let look = try await tree.look(
        tree.policy(without: .landlock), "print(sorted(os.listdir('/')), sorted(os.listdir(os.path.dirname(O))))")
      let first = tree.path.split(separator: "/")[0]
      #expect(look.lines == ["['\(first)'] ['one', 'set']"])
    }

    @Test("With neither Landlock nor a root of its own a policy is refused, and so is a machine that has neither")
    func neither() async throws {
      let tree = try ReadableTree()
      let refused = await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: tree.policy(without: .landlock, .namespaces))
      }
      #expect(refused?.code == .invalidPolicy)
      var policy = tree.policy(without: .namespaces)
      policy.image.layers[.landlock] = .preferred
      policy.image.newestLandlock = 0
      let machine = policy
      let missing = await #expect(throws: BelljarError.self) { _ = try await Sandbox(policy: machine) }
      #expect(missing?.code == .layerUnavailable)
      #expect(
        missing?.message
          == "The lockdown step 'confine readable paths' failed (neither a mount namespace nor Landlock is there, "
          + "and the filter cannot tell one path from another); run belljar doctor to see what this machine lacks.")
    }

    @Test("Landlock's first version, of files alone, is enough", .needs(.landlock))
    func oldestLandlock() async throws {
      let tree = try ReadableTree()
      var policy = tree.policy(without: .namespaces)
      policy.image.newestLandlock = 1
      let look = try await tree.look(policy, "attempt(lambda: text(O))\nattempt(lambda: text(X))")
      #expect(look.lines == ["one", "EACCES"])
    }

    @Test("A policy without readable paths opens nothing, as ever", arguments: PathLayers.allCases)
    func none(layers: PathLayers) async throws {
      guard try await layers.isPossible else { return }
      let tree = try ReadableTree()
      var policy = layers.policy(tree)
      policy.image.readablePaths = []
      let look = try await tree.look(
        policy,
        """
        attempt(lambda: text(O))
        attempt(lambda: os.open("/", os.O_RDONLY))
        attempt(lambda: os.stat(O))
        import resource
        print(resource.getrlimit(resource.RLIMIT_NOFILE))
        """)
      #expect(look.lines == ["EACCES", "EACCES", "EPERM", "(16, 16)"])
    }
  }
}
