internal import BelljarWire
internal import CLinuxShim
internal import Glibc
internal import LinuxIsolation

/// The fork server's end of the socket to the host. Blocking: the server has nothing else to do.
struct ControlChannel: ~Copyable {
  let descriptor: Descriptor
  private var assembler = FrameAssembler(maximumLength: WireProtocol.maximumControlFrame)
  private var buffer = [UInt8].room(for: 1 << 14)

  init(descriptor: consuming Descriptor) { self.descriptor = descriptor }

  /// Sends a report. If the host is gone the next read says so; there is nobody to tell.
  borrowing func send(_ report: ServerReport, descriptors: [CInt] = []) {
    var bytes = report.frame()[...]
    let sent = unsafe bytes.withUnsafeBytes { bytes in
      unsafe descriptors.withUnsafeBufferPointer {
        unsafe clinux_send_descriptors(
          descriptor.number, bytes.baseAddress, bytes.count, $0.baseAddress, CInt($0.count))
      }
    }
    guard sent > 0 else { return }
    bytes = bytes.dropFirst(sent)
    while !bytes.isEmpty, case .bytes(let count) = descriptor.write(bytes) { bytes = bytes.dropFirst(count) }
  }

  /// Waits for one order. Nil when the host is gone, or says what is not legal now.
  mutating func receive(in phase: ServerControlPhase) -> ServerOrder? {
    while true {
      do throws(WireError) {
        if let payload = try assembler.next() { return try phase.decode(payload) }
      } catch {
        return nil
      }
      guard readMore() else { return nil }
    }
  }

  /// The orders that one readable moment brings. Nil when the host is gone, or says what is not legal now.
  mutating func receiveAvailable(in phase: ServerControlPhase) -> [ServerOrder]? {
    guard readMore() else { return nil }
    var orders: [ServerOrder] = []
    do throws(WireError) {
      while let payload = try assembler.next() { orders.append(try phase.decode(payload)) }
    } catch {
      return nil
    }
    return orders
  }

  private mutating func readMore() -> Bool {
    guard case .bytes(let count) = descriptor.read(into: &buffer) else { return false }
    assembler.append(buffer[..<count])
    return true
  }
}
