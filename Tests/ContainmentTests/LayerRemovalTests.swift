import Belljar
import Glibc
import Testing

extension Containment {
  /// Each kernel layer is given up in turn, never two at once, and a probe sees the difference.
  @Suite("Layers, each removed in turn")
  struct LayerRemovalTests {
    static let removable: [Layer] = [
      .session, .descriptors, .rlimits, .namespaces, .user, .capabilities, .landlock, .dumpable, .seccomp,
    ]

    @Test("An outcome says which layer was given up", arguments: removable)
    func outcomeSays(layer: Layer) async throws {
      let comparison = try await LayerComparison(without: layer) { sandbox in
        try await sandbox.run("pass").isolation
      }
      #expect(comparison.kept.requested.contains(layer))
      #expect(comparison.kept.enforced.contains(layer) || comparison.kept.missing[layer] != nil)
      #expect(!comparison.removed.requested.contains(layer))
      #expect(!comparison.removed.enforced.contains(layer))
      #expect(comparison.removed.missing[layer] == nil)
    }

    @Test(
      "An attack that names a layer gets through once that one is gone",
      arguments: AttackCorpus.attacksThatNameALayer)
    func attackTurnsRed(attack: Attack) async throws {
      let layer = try #require(attack.header.layer)
      let comparison = try await LayerComparison(without: layer) { sandbox in
        AttackReport(of: try await attack.run(in: sandbox))
      }
      #expect(comparison.kept.reached == [])
      #expect(comparison.removed.reached != [])
    }

    @Test("An attack that does not name the layer that is gone is contained as before", arguments: removable)
    func othersStillStand(layer: Layer) async throws {
      // The filter is what names refusals and refuses most of them: without it nearly every attack changes.
      guard layer != .seccomp else { return }
      let sandbox = try await Sandbox(policy: .kernelLayersAlone(without: layer))
      for attack in AttackCorpus.attacks where attack.header.layer != layer {
        let outcome = try await attack.run(in: sandbox)
        #expect(AttackReport.breaches(by: attack, in: outcome) == [], "\(attack.testDescription)")
      }
      await sandbox.shutdown()
    }

    @Test("session: without it a child stays in its parent's session")
    func session() async throws {
      let comparison = try await LayerComparison(without: .session)
      #expect(comparison.kept.session == comparison.kept.pid)
      #expect(comparison.removed.session != comparison.removed.pid)
    }

    @Test("rlimits: without them files, core dumps and processes are not limited to none")
    func rlimits() async throws {
      let comparison = try await LayerComparison(without: .rlimits, program: Self.limitsProgram)
      #expect(comparison.kept == "0 0 0\n")
      #expect(comparison.removed != comparison.kept)
    }

    private static let limitsProgram = """
      import resource

      for which in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
          print(resource.getrlimit(which)[1], end=" " if which != resource.RLIMIT_NPROC else "\\n")
      """

    @Test("namespaces: without them a child sees its pid as the host does", .needs(.namespaces))
    func namespaces() async throws {
      let comparison = try await LayerComparison(without: .namespaces)
      let (kept, removed) = (comparison.kept, comparison.removed)
      // As many numbers as there are pid namespaces from the reader's down.
      #expect(kept.status["NSpid"]?.split(separator: "\t").count == 2)
      #expect(removed.status["NSpid"]?.split(separator: "\t").count == 1)
      #expect(kept.pidInside != nil && kept.pidInside != 1, "untrusted code must not be pid 1")
      #expect(removed.pidInside == removed.pid)
    }

    @Test(
      "namespaces: each of the six is a child's own, and without the layer the host's", .needs(.namespaces),
      .enabled(if: geteuid() == 0, "only root may read the namespaces of a process that is not dumpable"))
    func eachNamespace() async throws {
      let host = ProcessTable.namespaces(of: Int(getpid()))
      let comparison = try await LayerComparison(without: .namespaces)
      for name in ["user", "mnt", "net", "pid", "ipc", "uts"] {
        #expect(comparison.kept.namespaces[name] != nil, "\(name) could not be read")
        #expect(comparison.kept.namespaces[name] != host[name], "\(name) is the host's")
        #expect(comparison.removed.namespaces[name] == host[name], "\(name) is not the host's")
      }
    }

    @Test(
      "user: without it the worker of a host that is root stays root", .needs(.user),
      .enabled(if: geteuid() == 0, "an ordinary user has no root to give up: both look the same"))
    func user() async throws {
      let comparison = try await LayerComparison(without: .user)
      #expect(comparison.kept.user != 0)
      #expect(comparison.removed.user == 0)
    }

    @Test("capabilities: without it a child keeps those of its user namespace", .needs(.namespaces))
    func capabilities() async throws {
      let comparison = try await LayerComparison(without: .capabilities)
      for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
        #expect(comparison.kept.mask(set) == 0, "\(set)")
      }
      #expect(comparison.removed.mask("CapEff") != 0)
      #expect(comparison.removed.mask("CapBnd") != 0)
    }

    @Test(
      "capabilities: the bounding set is empty without namespaces too",
      .enabled(if: geteuid() == 0, "an ordinary user cannot change the bounding set outside a user namespace")
    )
    func boundingSetWithoutNamespaces() async throws {
      let comparison = try await LayerComparison(without: .namespaces)
      #expect(comparison.removed.mask("CapEff") == 0)
      #expect(comparison.removed.mask("CapBnd") == 0)
    }

    @Test(
      "dumpable: without it a child's page in /proc belongs to its user, who may trace it", .needs(.dumpable))
    func dumpable() async throws {
      let comparison = try await LayerComparison(without: .dumpable)
      #expect(comparison.kept.owner == 0)
      // Where the user is root as well, the owner tells nothing.
      if comparison.removed.user != 0 {
        #expect(comparison.removed.owner == comparison.removed.user)
      }
    }

    @Test("seccomp: without it a child has no filter")
    func seccomp() async throws {
      let comparison = try await LayerComparison(without: .seccomp)
      #expect(comparison.kept.status["Seccomp"] == "2")
      // Counted, since the host may itself be under one, which its children inherit.
      let own = Int(ProcessTable.status(of: Int(getpid()))["Seccomp_filters"] ?? "")
      let filters = { (child: ObservedChild) in Int(child.status["Seccomp_filters"] ?? "") }
      #expect(own != nil)
      #expect(filters(comparison.removed) == own)
      #expect((filters(comparison.kept) ?? 0) > (own ?? 0))
    }

    @Test("no_new_privs: it stands, and without it nothing starts")
    func noNewPrivileges() async throws {
      let child = try await ObservedChild(in: try await SharedSandbox.kernelLayersAlone.value)
      #expect(child.status["NoNewPrivs"] == "1")

      let error = await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: .kernelLayersAlone(without: .noNewPrivileges))
      }
      let step = error?.step?.lowercased() ?? ""
      #expect(step.contains("landlock") || step.contains("seccomp"), "failed at: \(step)")
    }

    @Test("process: a policy that gives it up is refused")
    func process() async throws {
      await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: .kernelLayersAlone(without: .process))
      }
    }
  }
}
