internal import Dispatch
internal import Glibc
internal import LinuxIsolation

/// A listening socket of the host's that sends a secret to whoever connects.
final class SecretServer: Sendable {
  // Dispatch's own objects may be used from any thread, though their type does not say so.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  /// The port, on 127.0.0.1.
  let port: UInt16?

  /// On a port of 127.0.0.1 that the kernel chooses.
  init(tcpGiving secret: Secret) throws(SystemCallFailure) {
    let listener = try Self.socket(AF_INET)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    try Self.bind(listener, &address, length: MemoryLayout<sockaddr_in>.size)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let number = listener.number
    // The address is a local of the type whose length is given.
    try systemCall("getsockname") {
      unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(number, $0, &length) }
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    unsafe source = try Self.serve(listener, secret)
  }

  /// On an abstract unix address: a name that is in no file system.
  init(abstract name: String, giving secret: Secret) throws(SystemCallFailure) {
    let listener = try Self.socket(AF_UNIX)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = [0] + Array(name.utf8)
    // Names are of the museum's making and shorter than the 108 bytes that there are.
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes.prefix($0.count)) }
    try Self.bind(listener, &address, length: MemoryLayout<sa_family_t>.size + bytes.count)
    port = nil
    unsafe source = try Self.serve(listener, secret)
  }

  deinit { unsafe source.cancel() }

  private static func socket(_ family: CInt) throws(SystemCallFailure) -> Descriptor {
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    return Descriptor(owning: try systemCall("socket") { Glibc.socket(family, type, 0) })
  }

  private static func bind<Address>(
    _ listener: borrowing Descriptor, _ address: inout Address, length: Int
  ) throws(SystemCallFailure) {
    let number = listener.number
    // A socket address of whatever family begins as a sockaddr, and is read as far as its length.
    try systemCall("bind") {
      unsafe withUnsafeBytes(of: &address) { bytes in
        unsafe Glibc.bind(number, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(length))
      }
    }
  }

  private static func serve(
    _ listener: consuming Descriptor, _ secret: Secret
  ) throws(SystemCallFailure) -> any DispatchSourceRead {
    let number = listener.number
    try systemCall("listen") { listen(number, 16) }
    let owned = listener.release()
    let source = DispatchSource.makeReadSource(fileDescriptor: owned, queue: .global())
    source.setEventHandler { () -> Void in
      let accepted = accept(owned, nil, nil)
      guard accepted >= 0 else { return }
      let connection = Descriptor(owning: accepted)
      _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
      let bytes = Array(secret.text.utf8)
      let number = connection.number
      // A socket's buffer holds so few bytes; who has gone meanwhile gets nothing.
      unsafe bytes.withUnsafeBytes { _ = unsafe send(number, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
    }
    source.setCancelHandler { () -> Void in _ = close(owned) }
    source.activate()
    return source
  }
}
