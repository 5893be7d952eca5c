import Belljar

extension Hog {
  /// Those that the standard policy's Python is enough for.
  static let standard: [Hog] = [
    Hog("an infinite loop", .wallTime, program: "while True: pass"),
    Hog(
      "an infinite loop with little CPU time", .cpuTime, limits: ample(cpuTime: .milliseconds(300)),
      program: "while True: pass"),
    Hog("a long sleep", .wallTime, program: "import time\ntime.sleep(60)"),
    Hog("an endless generator", .wallTime, program: "import itertools\nsum(itertools.count())"),
    Hog(
      "memory, piece by piece", .memory, limits: ample(memory: .mebibytes(64)),
      program: "pieces = []\nwhile True: pieces.append(b'x' * (1 << 20))"),
    Hog(
      "memory, doubled each time", .memory, .raised("MemoryError"), limits: ample(memory: .mebibytes(64)),
      program: "text = 'x'\nwhile True: text += text"),
    Hog(
      "memory that is asked for at once and never touched", .raised("MemoryError"), .memory,
      limits: ample(memory: .mebibytes(64)), program: "bytes(1 << 40)"),
    Hog(
      "memory, and goes on without it", .finished, limits: ample(memory: .mebibytes(64)),
      program: """
        pieces = []
        try:
            while True: pieces.append(b"x" * (1 << 20))
        except MemoryError:
            pieces.clear()
        """),
    Hog(
      "a MemoryError of its own making", .raised("MemoryError"), limits: ample(), program: "raise MemoryError"
    ),
    Hog(
      "a flood of output", .output, limits: ample(output: .kibibytes(64)),
      program: "while True: print('x' * 1000)"),
    Hog(
      "a flood of output in one piece", .output, limits: ample(output: .kibibytes(64)),
      program: "print('x' * 10_000_000)"),
    Hog("deep recursion", .raised("RecursionError"), program: "def f(): f()\nf()"),
    Hog(
      "recursion through a method of the interpreter's", .raised("RecursionError"),
      program: "class A:\n    def __repr__(self): return repr(self)\nrepr(A())"),
    Hog(
      "a number too large to compute", .wallTime, .memory, .raised("MemoryError"), program: "10 ** 10 ** 8"),
    Hog(
      "a number too large to print", .raised("ValueError"), .wallTime, program: "str(1 << 10_000_000)"),
    Hog(
      "a product of large numbers", .wallTime, .memory, .raised("MemoryError"),
      program: "import math\nmath.factorial(10 ** 7)"),
    Hog(
      "a catastrophic regular expression", .wallTime,
      program: "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')"),
    Hog(
      "an interrupt that is caught and ignored", .wallTime,
      program: """
        while True:
            try:
                while True: x = 1
            except BaseException: pass
        """),
    Hog(
      "an interrupt that starts again in `finally`", .wallTime,
      program: """
        def again():
            try:
                while True: x = 1
            finally:
                again()
        again()
        """),
    Hog(
      "an interrupt that is taken for a normal end", .wallTime,
      program: """
        try:
            while True: x = 1
        except BaseException:
            pass
        """),
    Hog(
      "an endless finaliser", .wallTime, .finished,
      program: """
        class Stays:
            def __del__(self):
                while True: pass
        stays = Stays()
        """),
  ]
}
