import Belljar
import Foundation
import Testing

extension SandboxTests {
  /// Policies whose readable paths cannot be given, each with its reason.
  @Suite("Readable paths that cannot be")
  struct ReadablePathStartTests {
    @Test(
      "003.30: what is no plain path to data is refused before a worker starts",
      arguments: [
        ("data", "'data' is not an absolute path; begin it with '/'"),
        ("", "'' is not an absolute path; begin it with '/'"),
        ("/", "'/' is the whole machine; name the directories and files that programs need"),
        (
          "/a/../etc", "'/a/../etc' can be written in other ways; write it without '.', '..', '//' and a '/' at its end"
        ),
        ("//etc", "'//etc' can be written in other ways; write it without '.', '..', '//' and a '/' at its end"),
        ("/etc/", "'/etc/' can be written in other ways; write it without '.', '..', '//' and a '/' at its end"),
        ("/etc/.", "'/etc/.' can be written in other ways; write it without '.', '..', '//' and a '/' at its end"),
        ("/etc\0/x", "a path has a NUL, which no path may have"),
        ("/proc", "'/proc' cannot be given: /proc shows the machine's processes and their memory"),
        ("/proc/self", "'/proc/self' cannot be given: /proc shows the machine's processes and their memory"),
        ("/sys/class", "'/sys/class' cannot be given: /sys shows the kernel and its devices"),
        ("/dev/shm", "'/dev/shm' cannot be given: /dev holds devices"),
      ])
    func text(path: String, reason: String) async throws {
      let error = await failure([path], workerPath: "/no/such/worker")
      #expect(error?.code == .invalidPolicy)
      #expect(error?.message == "The policy cannot be used: \(reason).")
    }

    @Test("More than 64 are refused, and too long a one")
    func tooMuch() async throws {
      let many = await failure((0..<65).map { "/data/\($0)" }, workerPath: "/no/such/worker")
      #expect(
        many?.message
          == "The policy cannot be used: 65 readable paths are more than the 64 that there may be; name directories that hold them."
      )
      let long = await failure(["/" + String(repeating: "a", count: 4095)], workerPath: "/no/such/worker")
      #expect(long?.message.hasSuffix("is longer than the 4095 bytes that a path may have.") == true)
    }

    @Test("003.30: what is not there when the worker starts is an error that names it, and no worker is left")
    func missing() async throws {
      let worker = try OwnWorker()
      var policy = Policy.standard
      policy.image.readablePaths = ["/no/such/path"]
      let given = policy
      let error = await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: given, configuration: worker.configuration())
      }
      #expect(error?.code == .pathUnavailable)
      #expect(
        error?.message
          == "The readable path '/no/such/path' cannot be given to programs: there is no such file or directory; "
          + "make it first, or take it from the policy.")
      #expect(try await waits { worker.processes.isEmpty })
    }

    @Test("A symbolic link is refused, at the end and on the way, and the message names where it leads")
    func links() async throws {
      let directory = try TemporaryDirectory()
      let real = try #require(directory.real)
      try FileManager.default.createDirectory(atPath: real + "/set", withIntermediateDirectories: false)
      _ = try directory.link("link", to: "set")
      try FileManager.default.createDirectory(atPath: real + "/set/deep", withIntermediateDirectories: false)
      for (path, target) in [("/link", "/set"), ("/link/deep", "/set/deep")] {
        let error = await failure([real + path])
        #expect(error?.code == .pathUnavailable)
        #expect(
          error?.message.contains("leads through one; name '\(real + target)' instead") == true,
          "\(String(describing: error))")
      }
    }

    @Test("What is neither a file nor a directory, or may not be read, is refused")
    func kinds() async throws {
      let directory = try TemporaryDirectory()
      let real = try #require(directory.real)
      mkfifo(real + "/pipe", 0o666)
      let pipe = await failure([real + "/pipe"])
      #expect(pipe?.message.contains("it is neither a file nor a directory") == true)
      let secret = try directory.file("secret", [], mode: 0)
      let closed = await failure([real + "/" + (secret.split(separator: "/").last ?? "")])
      #expect(closed?.code == .pathUnavailable)
      #expect(closed?.message.contains("programs run as user") == true)
      let below = await failure([real + "/secret/file"])
      #expect(below?.code == .pathUnavailable)
    }

    @Test("What is mounted below a path must be named too; one below /proc is on every machine, and refused by itself")
    func mounts() async throws {
      let points = try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8).split(separator: "\n")
        .map { String($0.split(separator: " ")[4]) }
      let closed = ["/proc", "/sys", "/dev"]
      let below = points.filter { point in
        point.split(separator: "/").count > 1 && !closed.contains { point.hasPrefix($0) } && !point.contains("\\")
      }
      for point in below {
        let parent = String(point[..<(point.lastIndex(of: "/") ?? point.startIndex)])
        let error = await failure([parent])
        #expect(error?.code == .pathUnavailable, "\(parent)")
      }
    }

    private func failure(_ paths: [String], workerPath: String? = nil) async -> BelljarError? {
      var policy = Policy.standard
      policy.image.readablePaths = paths
      let given = policy
      return await #expect(throws: BelljarError.self) {
        _ = try await Sandbox(policy: given, configuration: Sandbox.Configuration(workerPath: workerPath))
      }
    }
  }
}
