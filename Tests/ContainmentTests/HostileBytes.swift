extension HostileProgram {
  /// Bytes that are no frame, or no whole one.
  ///
  /// Without a record of the worker's own the kernel's exit status counts.
  static let malformed: [HostileProgram] = [
    HostileProgram("garbage", .exited(0), program: "send(os.urandom(4096))\nos._exit(0)"),
    HostileProgram("half a header", .exited(0), program: "send(b'\\x00\\x00')\nos._exit(0)"),
    HostileProgram("half a frame", .exited(0), program: "send(frame(b'x' * 100)[:50])\nos._exit(0)"),
    HostileProgram("half a record", .exited(0), program: "send(frame(COMPLETED)[:-3])\nos._exit(0)"),
    HostileProgram(
      "half a frame and then silence", .wallTime, program: "send(frame(COMPLETED)[:-3])\nwhile True: pass"),
    HostileProgram("a length of four gigabytes", .exited(0), program: "send(b'\\xff' * 4)\nos._exit(0)"),
    HostileProgram(
      "a length of two gigabytes and some of it", .exited(0), .wallTime,
      program: "send(b'\\x7f\\xff\\xff\\xff' + bytes(1 << 20))\nos._exit(0)"),
    HostileProgram("a length of nothing", .exited(0), program: "send(bytes(4))\nos._exit(0)"),
    HostileProgram("an unknown message", .exited(0), program: "send(frame(b'\\x81\\x63abc'))\nos._exit(0)"),
    HostileProgram(
      "a message of the fork server's", .exited(0),
      program: "send(frame(b'\\x82\\x65ended\\x01'))\nos._exit(0)"),
    HostileProgram(
      "a message of an earlier phase", .exited(0), program: "send(frame(b'\\x81\\x67waiting'))\nos._exit(0)"),
    HostileProgram(
      "a failure of the lockdown", .exited(0),
      program: "send(frame(b'\\x84\\x66failed' + text('seccomp') + b'\\x01' + text('forged')))\nos._exit(0)"),
    HostileProgram(
      "an array that is deeper than a stack", .exited(0),
      program: "send(frame(b'\\x81' * 100_000))\nos._exit(0)"),
    HostileProgram(
      "an array of 2⁶⁴ - 1 items", .exited(0), program: "send(frame(b'\\x9b' + b'\\xff' * 8))\nos._exit(0)"),
    HostileProgram(
      "a text of 2⁶⁴ - 1 bytes", .exited(0),
      program: "send(frame(b'\\x83\\x7b' + b'\\xff' * 8 + b'completed'))\nos._exit(0)"),
    HostileProgram(
      "a text that is not UTF-8", .exited(0),
      program: "send(frame(b'\\x83\\x69complete\\xff\\xf6\\x80'))\nos._exit(0)"),
    HostileProgram(
      "bytes behind a record's end", .exited(0), program: "send(frame(COMPLETED + b'\\x00'))\nos._exit(0)"),
    HostileProgram(
      "garbage before the worker's own record", .finished, .exited(0), program: "send(os.urandom(64))"),
    HostileProgram(
      "an endless frame", .wallTime, .exited(0), .raised("BrokenPipeError"), .raised("ConnectionResetError"),
      program: "send(b'\\x00\\x0f\\xff\\xff')\nwhile True: send(b'x' * 65536)"),
    HostileProgram(
      "endless frames", .wallTime, .exited(0), .raised("BrokenPipeError"), .raised("ConnectionResetError"),
      program: "while True: send(frame(b'\\x80'))"),
  ]

  /// Records that say what did not happen.
  ///
  /// The kernel's word goes before them; where it agrees, they are what the type calls them, a claim.
  static let forged: [HostileProgram] = [
    HostileProgram(
      "a record, then exit 0", .finished, .exited(0), program: "send(frame(COMPLETED))\nos._exit(0)"),
    HostileProgram("a record, then exit 3", .exited(3), program: "send(frame(COMPLETED))\nos._exit(3)"),
    HostileProgram(
      "a record, then a crash", .crashed(signal: 11), program: "send(frame(COMPLETED))\nctypes.string_at(0)"),
    HostileProgram(
      "a record, then abort", .crashed(signal: 6), program: "send(frame(COMPLETED))\nos.abort()"),
    HostileProgram(
      "a record, then an endless loop", .wallTime, program: "send(frame(COMPLETED))\nwhile True: pass"),
    HostileProgram(
      "a record, then a forbidden call", .denied,
      program: "send(frame(COMPLETED))\nctypes.CDLL(None).syscall(101, 2, 1, 0, 0)"),
    HostileProgram(
      "two records", .finished, .exited(0), program: "send(frame(COMPLETED) * 2)\nos._exit(0)"),
    HostileProgram(
      "a record before the worker's own", .finished, .exited(0), program: "send(frame(COMPLETED))"),
    HostileProgram(
      "a record in single bytes", .finished, .exited(0),
      program: "for byte in frame(COMPLETED): send(bytes([byte]))\nos._exit(0)"),
    HostileProgram(
      "a record of an exit status, then another", .exited(5), .exited(0),
      program: "send(frame(b'\\x83\\x69completed\\x05\\x80'))\nos._exit(0)"),
    HostileProgram(
      "a record of an absurd exit status", .finished, .exited(0), .exited(Int.max),
      program: "send(frame(b'\\x83\\x69completed\\x1b\\x7f' + b'\\xff' * 7 + b'\\x80'))\nos._exit(0)"),
    HostileProgram(
      "a record of an exception", .raised("Forged"), .exited(0),
      program: """
        send(frame(b'\\x83\\x69completed\\x83' + text('Forged') + text('\\x1b[2J') + text('\\0') + b'\\x80'))
        os._exit(0)
        """),
  ]

  /// Bytes on the standard streams, and streams that are no more.
  ///
  /// Standard input is one end of a socket pair: what is written to it before the host closes its half is read by
  /// nobody.
  static let streams: [HostileProgram] = [
    HostileProgram(
      "a record on standard output", .exited(0), program: "os.write(1, frame(COMPLETED))\nos._exit(0)"),
    HostileProgram(
      "a record on standard error", .exited(0), program: "os.write(2, frame(COMPLETED))\nos._exit(0)"),
    HostileProgram(
      "writing to standard input", .raised("OSError"), .raised("BrokenPipeError"), .finished,
      program: "os.write(0, frame(COMPLETED))"),
    HostileProgram("closing standard output", .finished, program: "os.close(1)"),
    HostileProgram(
      "closing the channel", .exited(0), .exited(1), program: "os.close(CHANNEL)"),
    HostileProgram(
      "closing everything", .exited(0), .exited(1), program: "for number in range(4): os.close(number)"),
    HostileProgram(
      "closing everything and staying", .wallTime,
      program: "for number in range(4): os.close(number)\nwhile True: pass"),
  ]
}
