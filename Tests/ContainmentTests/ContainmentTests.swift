import Belljar
import Testing

extension Containment {
  @Suite("Attacks")
  struct AttackTests {
    @Test("Every group of the corpus has attacks, and each says what should come of it")
    func corpusIsComplete() throws {
      let attacks = try AttackCorpus.all.get()
      for group in AttackCorpus.groups {
        #expect(attacks.contains { $0.group == group }, "\(group) is empty")
      }
    }

    @Test(
      "The kernel layers alone contain an attack and let its neighbour work", arguments: AttackCorpus.attacks)
    func kernelLayersAlone(attack: Attack) async throws {
      let sandbox = try await SharedSandbox.kernelLayersAlone.value
      let outcome = try await attack.run(in: sandbox)
      #expect(AttackReport.breaches(by: attack, in: outcome) == [])
    }

    @Test(
      "Under the full policy an attack ends at its first import, or is contained",
      arguments: AttackCorpus.attacks)
    func fullPolicy(attack: Attack) async throws {
      let sandbox = try await SharedSandbox.standard.value
      let outcome = try await attack.run(in: sandbox)
      #expect(AttackReport(of: outcome).reached == [])
      if case .raised(let exception) = outcome.termination {
        #expect(exception.type == "ImportError", "\(exception.traceback)")
      } else {
        #expect(AttackReport.breaches(by: attack, in: outcome) == [])
      }
    }

    @Test("A refusal that the program saw is listed as the program's word, with its call and line")
    func refusalIsListed() async throws {
      let sandbox = try await SharedSandbox.kernelLayersAlone.value
      let outcome = try await sandbox.run("import os\n\nos.chdir('/')\n")
      let denial = try #require(outcome.denials.first { $0.name == "chdir" })
      #expect(denial.source == .program)
      #expect(denial.kind == .systemCall)
      #expect(denial.line == 3 || denial.line == nil)
      guard case .raised(let exception) = outcome.termination else {
        Issue.record("ended otherwise: \(outcome.termination)")
        return
      }
      #expect(exception.type == "PermissionError")
    }

    @Test("A run that the kernel killed leaves the sandbox as it was")
    func killedRunLeavesTheSandbox() async throws {
      let sandbox = try await SharedSandbox.kernelLayersAlone.value
      let killed = try #require(AttackCorpus.attacks.first { $0.name == "ptrace" })
      _ = try await sandbox.run(killed.program)
      let next = try await sandbox.run("print(6 * 7)")
      #expect(next.standardOutput == "42\n")
      #expect(next.denials == [])
    }

    @Test("Two runs share nothing: neither variables nor random numbers")
    func runsShareNothing() async throws {
      let sandbox = try await SharedSandbox.standard.value
      let program = "import random\nprint('left' in globals(), random.random())\nleft = 1\n"
      let first = try await sandbox.run(program)
      let second = try await sandbox.run(program)
      #expect(first.standardOutput.hasPrefix("False "))
      #expect(second.standardOutput.hasPrefix("False "))
      #expect(first.standardOutput != second.standardOutput)
    }
  }
}
