internal import BelljarWire
internal import CPythonShim
internal import Glibc
internal import LinuxIsolation

/// The worker process: greets the host, builds its image, then forks children until the host goes.
///
/// It has one thread, and must: raw fork copies only the calling one. Hence no Swift concurrency, Dispatch or
/// Foundation in here.
package enum Worker {
  package static func main() -> Never {
    var control = ControlChannel(descriptor: Descriptor(owning: WireProtocol.channelDescriptor))
    // A write to a host that is gone must come back as an error, and a program's write to a closed pipe as Python's
    // BrokenPipeError; a file too large likewise. The children inherit both.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    resetCrashSignals()
    unsafe control.send(
      .greeting(
        Greeting(
          protocolVersion: WireProtocol.version, build: WireProtocol.build,
          pythonVersion: String(cString: cpy_version()))))
    guard case .prepare(let description)? = control.receive(in: .preparing) else { exit(Status.protocolError) }

    do throws(StepFailure) {
      let image = try Image(building: description)
      let readiness = image.readiness
      var server = try ForkServer(image: image)
      control.send(.ready(readiness))
      server.serve(&control)
      server.end()
      exit(Status.done)
    } catch {
      control.send(.refused(error))
      exit(Status.refused)
    }
  }

  /// Swift's runtime may have installed a backtracer for crashes. In a child its first step would be a refused call, and
  /// a crash would look like a forbidden one.
  private static func resetCrashSignals() {
    for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
  }

  /// Exit statuses of the worker itself. The host goes by its messages; these are for whoever looks at a process list.
  enum Status {
    static let done: CInt = 0
    static let refused: CInt = 1
    static let protocolError: CInt = 2
  }
}
