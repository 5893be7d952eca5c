internal import Glibc
internal import LinuxIsolation

/// A file's text.
package enum PolicyText {
  /// Far above any policy; what is longer is not one, and is not read to its end.
  static let maximumLength = 1 << 20

  package enum Reading {
    case success(String)
    /// Why there is none.
    case failure(String)
  }

  package static func read(_ path: String, extendedBy extenders: String? = nil) -> Reading {
    let suffix = extenders.map { " (\($0) extends it)" } ?? ""
    let bytes: [UInt8]
    do throws(SystemCallFailure) {
      let descriptor = Descriptor(owning: try systemCall("open") { unsafe open(path, O_RDONLY | O_CLOEXEC) })
      bytes = try Self.bytes(of: descriptor)
    } catch {
      return .failure("cannot read \(path): \(ErrorNumber.text(error.code))\(suffix)")
    }
    guard bytes.count <= maximumLength else {
      return .failure("\(path) is longer than 1 MiB, the most that a policy's file may be\(suffix)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure("\(path) is not UTF-8: \(placeOfBadByte(in: bytes))\(suffix)")
    }
    // A mark of the byte order says nothing of UTF-8, and the parser takes it for text.
    return .success(text.unicodeScalars.first == "\u{feff}" ? String(text.unicodeScalars.dropFirst()) : text)
  }

  /// A path as another file names it.
  static func path(_ name: String, besides file: String) -> String {
    guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
    return file[...slash] + name
  }

  /// The same for every name of one file.
  static func identity(of path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// One more than may be, if there are more.
  private static func bytes(of descriptor: borrowing Descriptor) throws(SystemCallFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= maximumLength {
      let number = descriptor.number
      let count = try systemCall("read") {
        unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
      }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  private static func placeOfBadByte(in bytes: [UInt8]) -> String {
    var end = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var (line, column) = (1, 1)
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        end += UTF8.width(scalar)
        (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      case .emptyInput, .error: break decoding
      }
    }
    let byte = end < bytes.count ? "the byte 0x\(String(bytes[end], radix: 16))" : "its end"
    return "\(byte) at \(line):\(column); save it as UTF-8"
  }
}
