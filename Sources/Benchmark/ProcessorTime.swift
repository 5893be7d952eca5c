import Glibc

/// CPU time so far, in microseconds: of this process, of others, and of the whole machine.
enum ProcessorTime {
  static func ofThisProcess() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
  }

  /// A process and all that it has reaped, in steps of the kernel's tick.
  static func ofTree(_ process: Int) throws -> Double {
    // After the name, which may hold anything: state, ppid, …; utime is the 12th from there.
    guard let text = read("/proc/\(process)/stat"), let nameEnd = text.lastIndex(of: ")"),
      case let fields = text[nameEnd...].split(separator: " "), fields.count > 15
    else { throw BenchmarkFailure("/proc/\(process)/stat cannot be read") }
    return fields[12...15].compactMap { Double($0) }.reduce(0, +) * tick
  }

  /// The processors' time that was not idle: of every process, also of those that nobody waits for, and of the kernel.
  /// From the idle time, which is exact; the busy times are sampled by a tick.
  static func ofMachine() throws -> Double {
    guard let line = read("/proc/stat")?.split(separator: "\n").first,
      case let fields = line.split(separator: " ").dropFirst().compactMap({ Double($0) }), fields.count > 4
    else { throw BenchmarkFailure("/proc/stat cannot be read") }
    return now() * Double(sysconf(CInt(_SC_NPROCESSORS_ONLN))) - (fields[3] + fields[4]) * tick
  }

  /// The children of this process that run this executable.
  static func children(named name: String) -> Set<Int> {
    guard let directory = opendir("/proc") else { return [] }
    defer { closedir(directory) }
    var found: Set<Int> = []
    while let entry = readdir(directory) {
      let file = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard let process = Int(file), let text = read("/proc/\(process)/stat"),
        let nameEnd = text.lastIndex(of: ")"), text[..<nameEnd].hasSuffix("(\(name)"),
        text[nameEnd...].split(separator: " ").dropFirst(2).first.flatMap({ Int32($0) }) == getpid()
      else { continue }
      found.insert(process)
    }
    return found
  }

  private static let tick = 1e6 / Double(sysconf(CInt(_SC_CLK_TCK)))

  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while case let count = Glibc.read(file, &buffer, buffer.count), count > 0 { text += buffer[..<count] }
    return String(decoding: text, as: UTF8.self)
  }
}
