import Belljar
import Testing

/// A line of the founding documents as a program and what comes of it.
struct FoundingRow: Sendable, CustomTestStringConvertible {
  enum Result: Sendable {
    case value(PythonValue)
    /// The program is stopped by an exception of one of these types.
    case raises([String])
    case crashes
  }

  let number: String
  let policy: Policy
  let program: String
  let result: Result

  var testDescription: String { number }

  private init(_ number: String, _ policy: Policy, _ program: String, _ result: Result) {
    self.number = number
    self.policy = policy
    self.program = program
    self.result = result
  }

  /// Under the standard policy.
  private static func standard(_ number: String, _ program: String, _ result: Result) -> FoundingRow {
    FoundingRow(number, .ample, program, result)
  }

  /// With the namespace layer off, so that the kernel's layers are what answers.
  private static func kernel(_ number: String, _ program: String, _ result: Result) -> FoundingRow {
    FoundingRow(number, .ampleUnrestricted, program, result)
  }

  /// As pysandbox had it.
  private static func pysandbox(_ number: String, _ program: String, _ result: Result) -> FoundingRow {
    featured(number, [], program, result)
  }

  /// As pysandbox had it, with these features.
  private static func featured(
    _ number: String, _ features: Set<Feature>, _ program: String, _ result: Result
  ) -> FoundingRow {
    var policy = Policy.pysandbox
    policy.image.features = features
    return FoundingRow(number, policy, program, result)
  }

  private static func configured(
    _ number: String, _ program: String, _ result: Result, _ change: (inout Policy) -> Void
  ) -> FoundingRow {
    var policy = Policy.ample
    change(&policy)
    return FoundingRow(number, policy, program, result)
  }

  static let all: [FoundingRow] = [
    .kernel(
      "002.1", "import os\nsorted(set(os.environ) & {'PATH', 'HOME', 'USER', 'AWS_SECRET_ACCESS_KEY'})", .value([])),
    .kernel("002.2 os.system", "import os\nos.system('true') == 0", .value(false)),
    .kernel(
      "002.2 subprocess", "import subprocess\nsubprocess.call(['true'])",
      .raises(["PermissionError", "BlockingIOError"])),
    .standard("002.7 requests", "import requests", .raises(["ImportError"])),
    .standard("002.7 socket", "import socket", .raises(["ImportError"])),
    .standard("002.7 shutil", "import shutil", .raises(["ImportError"])),
    .standard("002.7 ctypes", "import ctypes", .raises(["ImportError"])),
    .configured("002.10", "exec('import os')", .raises(["ImportError"])) { $0.image.builtins.allowed = ["exec"] },
    .configured("002.10 allowed", "exec('import math; x = math.pi > 3')\nx", .value(true)) {
      $0.image.builtins.allowed = ["exec"]
    },
    .kernel("002.11", "import socket\nsocket.socket()", .raises(["PermissionError"])),
    .kernel("002.14 files", "open('/etc/passwd')", .raises(["PermissionError", "FileNotFoundError"])),
    .kernel("002.14 root", "import os\nos.chroot('/tmp')", .raises(["PermissionError"])),
    .featured("003.2", [.exit], "open('/etc/passwd')", .raises(["PermissionError"])),
    .pysandbox("003.3", "import math", .raises(["ImportError"])),
    .pysandbox("003.4 exit", "exit()", .raises(["PermissionError"])),
    .pysandbox("003.4 SystemExit", "SystemExit", .raises(["NameError"])),
    .pysandbox("003.6", "KeyboardInterrupt", .raises(["NameError"])),
    .pysandbox("003.7", "compile('1', 'x', 'eval')", .raises(["PermissionError"])),
    .configured("003.8", "eval('6 * 7')", .value(42)) { $0.image.builtins.allowed = ["eval"] },
    .pysandbox("003.12", "def f(n): return f(n + 1)\nf(0)", .raises(["RecursionError"])),
    .kernel("003.13", "import ctypes\nctypes.CDLL(None).fork()", .value(-1)),
    .standard("003.13 threads", "import threading", .raises(["ImportError"])),
    .kernel("003.14", "import ctypes\nctypes.string_at(0)", .crashes),
    .pysandbox("003.17", "def f(): pass\nf.__globals__", .raises(["SyntaxError"])),
    .pysandbox("003.18", "(x for x in ()).gi_frame", .raises(["SyntaxError"])),
    .pysandbox("003.19", "object.__subclasses__()", .raises(["SyntaxError"])),
    .standard("003.20", "__builtins__.len = 5", .raises(["TypeError"])),
    .pysandbox("003.21 refused", "{1: 2}.update({3: 4})", .raises(["AttributeError"])),
    .pysandbox("003.21 allowed", "d = {}\nd[1] = 2\nd[3] = 4\ndel d[1]\nd", .value([3: 4])),
    .featured("003.25 codecs", [.codecs], "import codecs\ncodecs.encode('a', 'utf-8')", .value(.bytes([97]))),
    .featured("003.25 encodings", [.encodings], "'é'.encode('latin-1')", .value(.bytes([0xe9]))),
    .featured("003.25 datetime", [.datetime], "import datetime\ndatetime.date(2024, 2, 29).day", .value(29)),
    .featured("003.25 future", [.future], "from __future__ import annotations\n1", .value(1)),
    .featured("003.25 hashlib", [.hashlib], "import hashlib\nlen(hashlib.sha256(b'').digest())", .value(32)),
    .featured("003.25 itertools", [.itertools], "import itertools\nlist(itertools.repeat(1, 2))", .value([1, 1])),
    .featured("003.25 math", [.math], "import math\nmath.floor(2.5)", .value(2)),
    .featured(
      "003.25 unicodedata", [.unicodedata], "import unicodedata\nunicodedata.name('a')", .value("LATIN SMALL LETTER A")),
    .featured("003.26 exit", [.exit], "try: exit(3)\nexcept SystemExit as e: x = e.code\nx", .value(3)),
    .featured("003.26 help", [.help], "help(len)", .value(.none)),
    .featured("003.26 random", [.random], "import random, math, hashlib\n0 <= random.random() < 1", .value(true)),
    .featured("003.26 regex", [.regex], "import re\nre.sub('a', 'b', 'aa')", .value("bb")),
    .featured("003.27 site", [.site], "license()", .value(.none)),
    .featured("003.27 time", [.time], "import time\ntime.time() > 0", .value(true)),
    .featured("003.27 no sleep", [.time], "import time\ntime.sleep(1)", .raises(["AttributeError"])),
    .featured("003.28", [.traceback], "type(compile('1', 'x', 'eval')) is not None", .value(true)),
    .configured("003.31", "from os import sep\nsep", .value("/")) { $0.modules.allow("os", symbols: ["sep"]) },
    .configured("003.31 others", "import os\nos.getpid()", .raises(["AttributeError"])) {
      $0.modules.allow("os", symbols: ["sep"])
    },
  ]
}
