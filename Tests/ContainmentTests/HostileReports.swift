/// What a hostile child may say while it should call a host function, or wait for its answer, or be done.
///
/// The programs may call `f`, which returns 7, and `big`, whose answer is long.
extension HostileProgram {
  private static let calls = """
    VALUE = lambda number: b"\\xda" + struct.pack(">I", 0x50590000 + number)
    ARGUMENTS = VALUE(0) + b"\\x82" + VALUE(0) + b"\\x80\\xa0"  # ((), {})
    def data(value): return b"\\x5a" + struct.pack(">I", len(value)) + value
    def call(name="f", arguments=ARGUMENTS): return frame(b"\\x83\\x66called" + text(name) + data(arguments))
    def returned(value): return frame(b"\\x83\\x69completed" + data(value) + b"\\x80")
    def answer():
        header = b""
        while len(header) < 4: header += os.read(CHANNEL, 4 - len(header))
        (length,) = struct.unpack(">I", header)
        body = b""
        while len(body) < length: body += os.read(CHANNEL, length - len(body))
        return body


    """

  private init(calling name: String, _ endings: Ending..., program: String) {
    self.init(name, endings: endings, program: Self.calls + program)
  }

  static let reports: [HostileProgram] = [
    HostileProgram(
      calling: "a call by hand", .finished,
      program: "send(call()); assert answer() == b'\\x82\\x66answer\\x41\\x07'\nassert host.f() == 7"),
    HostileProgram(
      calling: "arguments that are no value", .finished,
      program: """
        for bad in (b"", b"\\xff", b"\\x80", VALUE(0) + b"\\x80", VALUE(0) + b"\\x82\\x80\\x80", ARGUMENTS + b"\\0",
            VALUE(0) + b"\\x82" + VALUE(0) + b"\\x9b" + b"\\xff" * 8 + b"\\xa0", b"\\x81" * 100_000,
            VALUE(0) + b"\\x82" + VALUE(0) + b"\\x80\\xa1\\x01\\x01", os.urandom(1000)):
            send(call(arguments=bad))
            assert b"TypeError" in answer()
        assert host.f() == 7
        """),
    HostileProgram(
      calling: "functions that do not exist", .finished,
      program: """
        for name in ("", "g", "F", "Error", "f\\0", "\\u00e9", "__class__", "x" * 256):
            send(call(name)); assert b"NameError" in answer()
        """),
    HostileProgram(
      calling: "a name of a megabyte, of one character", .wallTime, .exited(0),
      program: "send(call('e' + '\\u0301' * 500_000)); answer()"),
    HostileProgram(
      calling: "more calls than may be, and their answers unread", .wallTime,
      program: "while True: send(call('f') * 1000)"),
    HostileProgram(
      calling: "calls of long answers, unread", .wallTime,
      program: "for _ in range(1000): send(call('big'))\nwhile True: pass"),
    HostileProgram(
      calling: "a call while one is pending", .wallTime, .exited(0), program: "send(call('wait') * 2); answer()"),
    HostileProgram(
      calling: "a record while a call is pending", .wallTime,
      program: "send(call('wait') + frame(COMPLETED))\nwhile True: pass"),
    HostileProgram(
      calling: "an end while a call is pending", .exited(3), program: "send(call('wait')); os._exit(3)"),
    HostileProgram(
      calling: "a crash while a call is pending", .crashed(signal: 6), program: "send(call('wait')); os.abort()"),
    HostileProgram(
      calling: "a call after the record", .finished, .exited(0),
      program: "send(frame(COMPLETED) + call('f')); os._exit(0)"),
    HostileProgram(
      calling: "records of values that are none", .finished,
      program: """
        send(returned(b"\\x9b" + b"\\xff" * 8)); os._exit(0)
        """),
    HostileProgram(
      calling: "a value of 4 million items of one byte", .finished,
      program: "send(returned(b'\\x9a' + struct.pack('>I', 4_000_000) + b'\\xf6' * 4_000_000)); os._exit(0)"),
    HostileProgram(
      calling: "a value that is deeper than a stack", .finished,
      program: "send(returned(b'\\x81' * 4_000_000 + b'\\xf6')); os._exit(0)"),
    HostileProgram(
      calling: "a set of a million NaNs", .finished,
      program: """
        value = b"\\xfb\\x7f\\xf8" + bytes(6)
        send(returned(b"\\xd9\\x01\\x02\\x9a" + struct.pack(">I", 130_000) + value * 130_000)); os._exit(0)
        """),
    HostileProgram(
      calling: "a message of 4 million items", .exited(0),
      program:
        "send(frame(b'\\x83\\x69completed\\xf6\\x9a' + struct.pack('>I', 4_000_000) + b'\\x80' * 4_000_000)); os._exit(0)"
    ),
    HostileProgram(
      calling: "a record that is longer than the cap", .exited(0), .wallTime,
      program: "send(returned(bytes(6 << 20))); os._exit(0)"),
  ]
}
