import Testing

/// A program, how it ends, and what the command makes of that.
struct HowItEnded: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var arguments: [String]
  var status: Int32
  /// The command's own line.
  var reason: Sentence?

  // In the JSON object.
  var outcome: String
  var limit: String?
  var exitCode: Int?
  var signal: Int?
  var exception: String?

  /// Every way in which a program ends without anyone's help.
  static let all = [
    HowItEnded(
      testDescription: "it finishes", arguments: ["-c", "pass"], status: 0, outcome: "finished", exitCode: 0),
    HowItEnded(
      testDescription: "it raises", arguments: ["-c", "1 / 0"], status: 1,
      reason: "belljar: raised ZeroDivisionError", outcome: "raised", exception: "ZeroDivisionError"),
    HowItEnded(
      testDescription: "it raises MemoryError far below the limit", arguments: ["-c", "raise MemoryError"], status: 1,
      reason: "belljar: raised MemoryError", outcome: "raised", exception: "MemoryError"),
    HowItEnded(
      testDescription: "it exits with 7", arguments: ["-c", "raise SystemExit(7)"], status: 7,
      reason: "belljar: exited with status 7", outcome: "exited", exitCode: 7),
    HowItEnded(
      testDescription: "it exits with 0", arguments: ["-c", "raise SystemExit(0)"], status: 0,
      outcome: "exited", exitCode: 0),
    HowItEnded(
      testDescription: "it sleeps for too long", arguments: ["--time", "300ms", "-c", "import time; time.sleep(60)"],
      status: 124, reason: "belljar: stopped: wall time, {} of 300 ms", outcome: "limit_exceeded", limit: "wall_time"),
    HowItEnded(
      testDescription: "it computes for too long",
      arguments: ["--cpu", "300ms", "--time", "60s", "-c", "while True: pass"], status: 124,
      reason: "belljar: stopped: CPU time, {} of 300 ms", outcome: "limit_exceeded", limit: "cpu_time",
      exception: "KeyboardInterrupt"),
    HowItEnded(
      testDescription: "it prints too much", arguments: ["--output", "10KiB", "-c", "while True: print('x' * 1000)"],
      status: 123, reason: "belljar: stopped: output, {} of 10 KiB", outcome: "limit_exceeded", limit: "output"),
    HowItEnded(
      testDescription: "it takes too much memory",
      arguments: ["--memory", "64MiB", "-c", "x = []\nwhile True: x.append(bytearray(1 << 20))"], status: 123,
      reason: "belljar: stopped: memory, {} of 64 MiB", outcome: "limit_exceeded", limit: "memory",
      exception: "MemoryError"),
    HowItEnded(
      testDescription: "it makes a call that the kernel kills for",
      arguments: ["--namespace", "none", "-c", "import ctypes; ctypes.CDLL(None).ptrace(0, 0, 0, 0)"], status: 122,
      reason: "belljar: denied: a system call", outcome: "denied", signal: 31),
    HowItEnded(
      testDescription: "it segfaults",
      arguments: ["--namespace", "none", "-c", "import ctypes; ctypes.string_at(0)"], status: 139,
      reason: "belljar: crashed: signal 11, Segmentation fault", outcome: "crashed", signal: 11),
    HowItEnded(
      testDescription: "it aborts", arguments: ["--namespace", "none", "-c", "import os; os.abort()"], status: 134,
      reason: "belljar: crashed: signal 6, Aborted", outcome: "crashed", signal: 6),
  ]

  init(
    testDescription: String, arguments: [String], status: Int32, reason: Sentence? = nil, outcome: String,
    limit: String? = nil, exitCode: Int? = nil, signal: Int? = nil, exception: String? = nil
  ) {
    self.testDescription = testDescription
    self.arguments = arguments
    self.status = status
    self.reason = reason
    self.outcome = outcome
    self.limit = limit
    self.exitCode = exitCode
    self.signal = signal
    self.exception = exception
  }
}
