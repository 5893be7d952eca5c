import Belljar
import LinuxIsolation
import Testing

extension Containment {
  /// Landlock alone, which only shows once the filter before it is gone.
  ///
  /// It governs files, TCP ports and signals, and the filter lets no call through that touches any of them. So with
  /// the filter in place nothing, inside or outside, can tell whether Landlock is there: its own absence turns only
  /// the outcome's list of layers (see `LayerRemovalTests`).
  ///
  /// Hence these tests take the *filter* away and let Landlock's errors show. They are told from the other layers':
  ///
  /// - Listing `/` is EACCES. The empty root is no reason: its mode lets everybody list it, and the program prints
  ///   the mode (Landlock does not govern `stat`). A file that is not in the root would be ENOENT by the namespaces
  ///   alone, whatever Landlock says, so it is no probe.
  /// - Binding TCP port 0 is EACCES. The network namespace would let it pass, and port 0 needs no capability. A
  ///   *connect* would not tell: without Landlock it is ENETUNREACH or ECONNREFUSED, which contains as well.
  /// - UDP is not governed by Landlock: the same bind as a datagram socket succeeds, the allowed neighbour.
  @Suite("Landlock behind the filter", .needs(.landlock))
  struct LandlockTests {
    @Test("Without the filter Landlock refuses to list a root that its mode lets everybody list")
    func listing() async throws {
      let text = try await output(
        """
        import errno, os

        print(oct(os.stat("/").st_mode & 0o005))
        try:
            print(os.listdir("/"))
        except OSError as error:
            print(errno.errorcode[error.errno])
        """)
      #expect(text == "0o5\nEACCES\n")
    }

    @Test(
      "Without the filter Landlock refuses TCP ports, and UDP is let through",
      .enabled(if: (KernelSupport.probe().landlockABI ?? 0) >= 4, "this kernel's Landlock knows no network"))
    func ports() async throws {
      let text = try await output(
        """
        import errno, socket

        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            try:
                socket.socket(socket.AF_INET, kind).bind(("", 0))
                print("bound")
            except OSError as error:
                print(errno.errorcode[error.errno])
        """)
      #expect(text == "EACCES\nbound\n")
    }

    private func output(_ program: String) async throws -> String {
      let sandbox = try await Sandbox(policy: .kernelLayersAlone(without: .seccomp))
      let outcome = try await sandbox.run(program)
      await sandbox.shutdown()
      return outcome.standardOutput
    }
  }
}
