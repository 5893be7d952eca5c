import CLineEditor
import Glibc
import Synchronization

/// The terminal's measures.
enum TerminalSize {
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// The cells that a text of one line takes; nil if it is not plain.
  static func width(of text: String) -> Int? {
    var width = 0
    for scalar in text.unicodeScalars {
      let cells = cline_width(wchar_t(scalar.value))
      guard cells >= 0 else { return nil }
      width += Int(cells)
    }
    return width
  }
}

extension TerminalSize {
  /// Where a text ends that begins at a line's start.
  static func end(of text: String) -> (row: Int, column: Int, lastRow: String) {
    let width = columns
    var end = (row: 0, column: 0, lastRow: "")
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        end = (end.row + 1, 0, "")
        continue
      }
      // A tab goes to the next of the terminal's stops, or to its edge.
      let cells =
        scalar == "\t" ? min(8 - end.column % 8, width - end.column) : Int(max(0, cline_width(wchar_t(scalar.value))))
      if end.column + cells > width { end = (end.row + 1, 0, "") }
      end.column += cells
      end.lastRow.unicodeScalars.append(scalar)
    }
    return end
  }
}

/// SIGWINCH: that the terminal's size has changed.
enum ResizeSignal {
  private static let flag = Atomic<Bool>(false)
  private static let descriptor = Atomic<CInt>(-1)

  /// Lets the signal write to a descriptor: it need not come to the thread that waits.
  static func watch(wakingBy descriptor: CInt) {
    self.descriptor.store(descriptor, ordering: .sequentiallyConsistent)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      // Async-signal-safe: a write, and the interrupted code's errno as it was.
      let saved = errno
      ResizeSignal.flag.store(true, ordering: .sequentiallyConsistent)
      var byte: UInt8 = 1
      _ = write(ResizeSignal.descriptor.load(ordering: .sequentiallyConsistent), &byte, 1)
      errno = saved
    }
    action.sa_flags = SA_RESTART
    sigaction(SIGWINCH, &action, nil)
  }

  static func hasCome() -> Bool { flag.exchange(false, ordering: .sequentiallyConsistent) }
}

/// Names side by side.
enum Columns {
  static func text(_ names: [String], width: Int) -> String {
    let shown = names.prefix(200)
    let cell = min((shown.map(\.count).max() ?? 0) + 2, max(width, 1))
    let perLine = max(1, width / cell)
    var text = ""
    for (index, name) in shown.enumerated() {
      let isLast = index % perLine == perLine - 1 || index == shown.count - 1
      text += isLast ? name + "\r\n" : name.padded(to: cell)
    }
    return names.count > shown.count ? text + "and \(names.count - shown.count) more\r\n" : text
  }
}
