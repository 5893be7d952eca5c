import Belljar

extension Hog {
  /// Those that need native calls, so all of Python.
  ///
  /// None would do harm if it got through: a process that is started ends at once, and the loop with it.
  static let unrestricted: [Hog] = [
    Hog(
      "a fork bomb", .wallTime,
      program: """
        import ctypes, os

        libc = ctypes.CDLL(None)
        while True:
            process = libc.fork()
            if process == 0: os._exit(0)
            if process > 0: os._exit(99)
        """),
    Hog(
      "a fork bomb that gives up", .finished, limits: ample(),
      program: """
        import ctypes, os

        libc = ctypes.CDLL(None)
        for _ in range(20_000):
            process = libc.fork()
            if process == 0: os._exit(0)
            if process > 0: os._exit(99)
        """),
    Hog(
      "a thread bomb", .wallTime,
      program: """
        import ctypes, os, threading

        libc = ctypes.CDLL(None)
        identifier = ctypes.c_ulong()
        pause = ctypes.cast(libc.pause, ctypes.c_void_p)
        while True:
            try:
                threading.Thread(target=lambda: None).start()
                os._exit(99)
            except RuntimeError:
                pass
            if libc.pthread_create(ctypes.byref(identifier), None, pause, None) == 0: os._exit(99)
        """),
    Hog(
      "all descriptors", .raised("PermissionError"), .raised("OSError"),
      program: "import os\nwhile True: os.dup(1)"),
    Hog(
      "all descriptors, by pipes", .raised("PermissionError"), .raised("OSError"),
      program: "import os\nwhile True: os.pipe()"),
    Hog(
      "its own stop", .wallTime, program: "import signal\nsignal.raise_signal(signal.SIGSTOP)"),
    Hog(
      "its own stop, again and again", .wallTime,
      program: "import signal\nwhile True: signal.raise_signal(signal.SIGTSTP)"),
    Hog(
      "deafness to every signal", .wallTime,
      program: """
        import ctypes, signal

        libc = ctypes.CDLL(None)
        for number in range(1, 65): libc.signal(number, ctypes.c_void_p(1))
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        while True: pass
        """),
    Hog(
      "deafness to every signal, with little CPU time", .cpuTime, limits: ample(cpuTime: .milliseconds(300)),
      program: """
        import ctypes, signal

        libc = ctypes.CDLL(None)
        for number in range(1, 65): libc.signal(number, ctypes.c_void_p(1))
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        while True: pass
        """),
    Hog(
      "a flood of errors", .output, limits: ample(output: .kibibytes(64)),
      program: "import os\nwhile True: os.write(2, b'x' * 1000)"),
    Hog(
      "a flood on both streams", .output, limits: ample(output: .kibibytes(64)),
      program: "import os\nwhile True: os.write(1, b'x' * 1000); os.write(2, b'y' * 1000)"),
    Hog(
      "a number too large to print, with Python's own limit off", .wallTime,
      program: "import sys\nsys.set_int_max_str_digits(0)\nstr(1 << 30_000_000)"),
    Hog(
      "recursion through C, with Python's own limit off", .crashed(signal: 11), .memory,
      .raised("MemoryError"),
      // 3.12 bounds calls through C by themselves, so tightly that the bound is met first; 3.13 by more than the stack holds.
      later: [12: [.raised("RecursionError")], 13: [.crashed(signal: 11), .raised("RecursionError")]],
      limits: ample(),
      program: """
        import sys

        sys.setrecursionlimit(10 ** 9)
        def deeper(_): return sorted([1], key=deeper)
        deeper(0)
        """),
    Hog(
      // Without memory for its frames CPython before 3.13 ends with an error without an exception, and 3.13 crashes.
      "recursion without end, with Python's own limit off", .raised("SystemError"), .memory, .raised("MemoryError"),
      later: [13: [.crashed(signal: 11), .memory, .raised("MemoryError")]], limits: ample(memory: .mebibytes(8)),
      program: """
        import sys

        sys.setrecursionlimit(10 ** 9)
        def deeper(number): return deeper(number + 1) + 1
        deeper(0)
        """),
    Hog(
      "memory by native calls", .wallTime,
      program: """
        import ctypes

        libc = ctypes.CDLL(None)
        libc.malloc.restype = ctypes.c_void_p
        while True:
            address = libc.malloc(1 << 20)
            if address: ctypes.memset(address, 1, 1 << 20)
        """),
  ]

  /// Crashes, and ends that look like others.
  ///
  /// The host sends none of these signals.
  static let crashes: [Hog] = [
    Hog(
      "a null pointer", .crashed(signal: 11), limits: ample(), program: "import ctypes\nctypes.string_at(0)"),
    Hog("abort", .crashed(signal: 6), limits: ample(), program: "import os\nos.abort()"),
    Hog(
      "SIGKILL of itself", .crashed(signal: 9), limits: ample(),
      program: "import signal\nsignal.raise_signal(signal.SIGKILL)"),
    Hog(
      "SIGTERM of itself", .crashed(signal: 15), limits: ample(),
      program: "import signal\nsignal.raise_signal(signal.SIGTERM)"),
    Hog(
      "_exit(0) midway", .exited(0), limits: ample(), program: "import os\nos._exit(0)\nprint('not reached')"),
    Hog("_exit(7) midway", .exited(7), limits: ample(), program: "import os\nos._exit(7)"),
    Hog("sys.exit(7)", .exited(7), limits: ample(), program: "import sys\nsys.exit(7)"),
    Hog(
      "an exit status like a kill's", .exited(137), limits: ample(), program: "import os\nos._exit(137)"),
  ]
}
