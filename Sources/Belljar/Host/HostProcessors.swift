internal import Glibc

enum HostProcessors {
  /// Processors that are online.
  static var online: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
