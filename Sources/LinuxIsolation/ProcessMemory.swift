internal import Glibc

/// What the kernel says of a living process's memory.
package enum ProcessMemory {
  /// The peak of resident memory, in bytes; nil of a process that is gone.
  package static func peakBytes(of process: Int32) -> Int? {
    guard let number = try? systemCall("open", { unsafe open("/proc/\(process)/status", O_RDONLY | O_CLOEXEC) }) else {
      return nil
    }
    let file = Descriptor(owning: number)
    var text = [UInt8](repeating: 0, count: 4096)
    guard case .bytes(let count) = file.read(into: &text) else { return nil }
    let lines = text[..<count].split(separator: UInt8(ascii: "\n"))
    guard let line = lines.first(where: { $0.starts(with: "VmHWM:".utf8) }) else { return nil }
    let digits = line.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    return Int(String(decoding: digits, as: UTF8.self)).map { $0 * 1024 }
  }
}
