internal import Glibc

/// Where this process sees file systems mounted.
package struct MountTable: Sendable {
  package let points: [String]

  /// Reads the process's own.
  package init() throws(SystemCallFailure) {
    let file = Descriptor(
      owning: try systemCall("open /proc/self/mountinfo") {
        unsafe open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)
      })
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 14)
    while case .bytes(let count) = file.read(into: &part) { bytes += part[..<count] }
    self.init(text: bytes)
  }

  /// Reads the text of a `mountinfo`: the mount point is each line's fifth field.
  package init(text: [UInt8]) {
    points = text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5, omittingEmptySubsequences: false)
      return fields.count > 4 ? Self.unescaped(fields[4]) : nil
    }
  }

  /// The first mount point below a directory that is not one of those named.
  package func point(below directory: String, except named: some Sequence<String>) -> String? {
    points.first { $0.hasPrefix(directory + "/") && !named.contains($0) }
  }

  /// Blank, tab, line feed and backslash are written as a backslash and three octal digits.
  private static func unescaped(_ field: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var rest = field
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
