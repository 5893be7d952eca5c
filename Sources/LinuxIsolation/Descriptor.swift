internal import CLinuxShim
internal import Glibc

/// An open file descriptor, closed when it goes out of scope.
package struct Descriptor: ~Copyable, Sendable {
  package let number: CInt

  /// Takes ownership of an open descriptor.
  package init(owning number: CInt) { self.number = number }

  deinit { Glibc.close(number) }

  /// Gives up ownership.
  package consuming func release() -> CInt {
    let number = number
    discard self
    return number
  }
}

extension Descriptor {
  package struct Pipe: ~Copyable {
    package var reading: Descriptor
    package var writing: Descriptor

    package init() throws(SystemCallFailure) {
      var ends: (CInt, CInt) = (-1, -1)
      try systemCall("pipe2") {
        unsafe withUnsafeMutableBytes(of: &ends) {
          unsafe clinux_pipe($0.assumingMemoryBound(to: CInt.self).baseAddress)
        }
      }
      reading = Descriptor(owning: ends.0)
      writing = Descriptor(owning: ends.1)
    }

    /// Keeps the reading end and closes the other.
    package consuming func keepReading() -> Descriptor { reading }

    /// Keeps the writing end and closes the other.
    package consuming func keepWriting() -> Descriptor { writing }
  }

  package struct SocketPair: ~Copyable {
    package var near: Descriptor
    package var far: Descriptor

    package init() throws(SystemCallFailure) {
      var ends: (CInt, CInt) = (-1, -1)
      let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
      try systemCall("socketpair") {
        unsafe withUnsafeMutableBytes(of: &ends) {
          unsafe socketpair(AF_UNIX, type, 0, $0.assumingMemoryBound(to: CInt.self).baseAddress)
        }
      }
      near = Descriptor(owning: ends.0)
      far = Descriptor(owning: ends.1)
    }

    /// Keeps the near end and closes the other.
    package consuming func keepNear() -> Descriptor { near }

    /// Keeps the far end and closes the other.
    package consuming func keepFar() -> Descriptor { far }
  }

  package borrowing func setNonBlocking() throws(SystemCallFailure) {
    let flags = try systemCall("fcntl") { [number] in fcntl(number, F_GETFL) }
    try systemCall("fcntl") { [number] in fcntl(number, F_SETFL, flags | O_NONBLOCK) }
  }
}

/// What one non-blocking read or write came to.
package enum Transfer: Equatable {
  case bytes(Int)
  case wouldBlock
  case ended
  /// A socket's peer is gone and has left bytes unread that were sent to it.
  case reset
}

extension Descriptor {
  /// Reads what is there, up to the buffer's size. Any other error than these counts as the end: the peer is gone.
  ///
  /// - Parameters:
  ///   - buffer: What is read into.
  ///   - position: Where in the buffer to begin; before its end.
  /// - Returns: What it came to.
  package borrowing func read(into buffer: inout [UInt8], at position: Int = 0) -> Transfer {
    // A child's last words are read once, when its end is known: for them there is no later. So a lack of memory is waited
    // out, for a tenth of a second.
    var patience = 100
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[position...])
        return unsafe Glibc.read(number, rest.baseAddress, rest.count)
      }
      if count > 0 { return .bytes(count) }
      if count == 0 { return .ended }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case ENOMEM, ENOBUFS:
        Memory.pause()
        patience -= 1
        if patience == 0 { return .wouldBlock }
      case ECONNRESET: return .reset
      default: return .ended
      }
    }
  }

  /// Sends as much of the slice as a socket's peer takes now, whether or not the socket is non-blocking. Unlike write, it
  /// never raises SIGPIPE, which would end an app that does not ignore it.
  package borrowing func send(_ bytes: ArraySlice<UInt8>) -> Transfer {
    while true {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(number, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count >= 0 { return .bytes(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case ENOMEM, ENOBUFS:
        Memory.pause()
        return .wouldBlock
      default: return .ended
      }
    }
  }

  /// Whether the peer of a socket has not read all that was sent to it.
  package borrowing func hasUnreadBytes() -> Bool { clinux_unread_bytes(number) > 0 }

  /// Makes a socket one that can only be read from.
  package borrowing func endWriting() throws(SystemCallFailure) {
    try systemCall("shutdown") { [number] in Glibc.shutdown(number, CInt(SHUT_WR)) }
  }

  /// Ends both directions of a socket, so that the peer meets the end of file even if copies of the descriptor exist.
  package borrowing func shutDownSocket() { Glibc.shutdown(number, CInt(SHUT_RDWR)) }

  /// Writes as much of the slice as the peer takes.
  package borrowing func write(_ bytes: ArraySlice<UInt8>) -> Transfer {
    while true {
      // A pipe or socket whose reader is gone gives EPIPE; both processes ignore SIGPIPE or use MSG_NOSIGNAL.
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
      if count >= 0 { return .bytes(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case ENOMEM, ENOBUFS:
        Memory.pause()
        return .wouldBlock
      default: return .ended
      }
    }
  }
}
