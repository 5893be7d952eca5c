import Belljar
import Foundation

extension SoakCase {
  static let good: [SoakCase] = [
    SoakCase("print", .standard, "finished", output: "42\n", "print(6 * 7)"),
    SoakCase("pass", .standard, "finished", output: "", "pass"),
    SoakCase(
      "json", .standard, "finished", output: "[1, {\"a\": null}]\n",
      "import json\nprint(json.dumps(json.loads('[1, {\"a\": null}]')))"),
    SoakCase(
      "regular expressions and dates", .standard, "finished", output: "2024-02-29\n",
      "import re, datetime\nprint(datetime.date(*map(int, re.findall('[0-9]+', '2024 02 29'))))"),
    SoakCase(
      "input", .standard, "finished", output: "300000\n", input: .text(String(repeating: "x", count: 300_000)),
      "print(len(input()))"),
    SoakCase(
      "input that is not read", .standard, "finished", output: "ok\n",
      input: .text(String(repeating: "x", count: 300_000)), "print('ok')"),
    SoakCase(
      "much output", .standard, "finished", output: String(repeating: "y", count: 200_000) + "\n",
      "print('y' * 200_000)"),
    SoakCase(
      "decimal", .unrestricted, "finished", output: "0.3\n", "import decimal\nprint(decimal.Decimal('0.1') * 3)"),
    SoakCase("a little memory", .unrestricted, "finished", output: "8388608\n", "print(len(bytearray(8 << 20)))"),
  ]

  static let hostile: [SoakCase] = [
    SoakCase("raise", .standard, "raised ValueError", "raise ValueError('x')"),
    SoakCase("a syntax error", .standard, "raised SyntaxError", "def"),
    SoakCase("recursion", .standard, "raised RecursionError", "def f(): f()\nf()"),
    SoakCase("a forbidden import", .standard, "raised ImportError", "import os"),
    SoakCase("exit", .standard, "exited 3", "raise SystemExit(3)"),
    SoakCase("_exit", .unrestricted, "exited 0", "import os\nos._exit(0)"),
    SoakCase("_exit with a status", .unrestricted, "exited 7", "import os\nos._exit(7)"),
    SoakCase(
      "an endless loop", .standard, "wall time", limits: .soak { $0.wallTime = .milliseconds(60) },
      "while True: pass"),
    SoakCase(
      "an endless loop that does not read its input", .standard, "wall time",
      input: .text(String(repeating: "x", count: 1 << 20)), limits: .soak { $0.wallTime = .milliseconds(60) },
      "while True: pass"),
    SoakCase(
      "sleep", .standard, "wall time", limits: .soak { $0.wallTime = .milliseconds(60) }, "import time\ntime.sleep(100)"
    ),
    SoakCase(
      "CPU time", .unrestricted, "CPU time", limits: .soak { $0.cpuTime = .milliseconds(60) }, "while True: pass"),
    SoakCase(
      "memory", .standard, "memory", limits: .soak { $0.memory = .mebibytes(32) },
      "pieces = []\nwhile True: pieces.append(b'x' * (1 << 20))"),
    SoakCase(
      "output", .unrestricted, "output", limits: .soak { $0.output = .kibibytes(16) },
      "while True: print('flood' * 100)"),
    SoakCase("abort", .unrestricted, "crashed 6", "import os\nos.abort()"),
    SoakCase("a wild pointer", .unrestricted, "crashed 11", "import ctypes\nctypes.string_at(8)"),
    SoakCase("its own signal", .unrestricted, "crashed 15", "import signal\nsignal.raise_signal(signal.SIGTERM)"),
    SoakCase(
      "garbage on the channel", .unrestricted, "exited 0", "import os\nos.write(3, os.urandom(4096))\nos._exit(0)"),
    SoakCase(
      "closed streams", .unrestricted, "finished", "import os\nfor number in range(3): os.close(number)"),
    SoakCase(
      "cancelled", .standard, "cancelled", output: "a\n", isCancelled: true, "print('a', flush=True)\nwhile True: pass"),
    SoakCase(
      "cancelled, and deaf to it", .unrestricted, "cancelled", output: "a\n", isCancelled: true,
      "import time\nprint('a', flush=True)\ntime.sleep(100)"),
  ]

  /// The programs of the containment tests, each with the ending that its first lines promise.
  static func attacks(in directory: String) throws -> [SoakCase] {
    let root = URL(fileURLWithPath: directory)
    let prelude = try String(contentsOf: root.appending(path: "prelude.py"), encoding: .utf8)
    let groups = try FileManager.default.contentsOfDirectory(atPath: directory).sorted().filter { !$0.contains(".") }
    return try groups.flatMap { group in
      let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: group).path)
      return try files.sorted().filter { $0.hasSuffix(".py") }.map { file in
        let source = try String(contentsOf: root.appending(path: "\(group)/\(file)"), encoding: .utf8)
        let isKilled = source.split(separator: "\n").contains { $0.hasPrefix("# expect: killed") }
        return SoakCase(
          "\(group)/\(file)", .unrestricted, isKilled ? "denied" : "finished", input: .text("x"), prelude + source)
      }
    }
  }
}
