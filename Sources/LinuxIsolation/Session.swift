internal import Glibc

/// A session of its own: no controlling terminal, so no terminal to type into.
enum Session {
  static func create() throws(SystemCallFailure) {
    try systemCall("setsid") { setsid() }
  }
}
