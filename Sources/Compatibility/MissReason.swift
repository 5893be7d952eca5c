/// Why a test that passes in plain Python does not in the sandbox, by what it said.
enum MissReason {
  private static let known: [(mark: String, reason: String)] = [
    ("eval() is not allowed here", "uses `eval`, which programs do not have"),
    ("exec() is not allowed here", "uses `exec`, which programs do not have"),
    ("compile() is not allowed here", "uses `compile`, which programs do not have"),
    ("thread is not supported", "starts a thread, which a subinterpreter of CPython 3.11 cannot have"),
    ("subprocess.py", "starts a process"),
    ("popen_fork", "starts a process"),
    ("test_random.py:1324", "copies its process"),
    ("<program>:1324", "copies its process"),
    ("_tmp", "writes a file"),
    ("'<program>' != '", "looks for its own file name in a warning; a program's is `<program>`"),
    ("sre_compile", "imports modules anew, which takes files"),
    ("_testinternalcapi", "needs a module of CPython's own that refuses subinterpreters"),
  ]

  static func of(_ result: String) -> String {
    known.first { result.contains($0.mark) }?.reason ?? result.replacing("|", with: "\\|")
  }
}
