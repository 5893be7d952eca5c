import BelljarMuseum
import Synchronization

/// A bar on standard error, if that is a terminal.
final class MatrixProgress: Sendable {
  private let total: Int
  private let done = Mutex(0)
  private let isShown = StandardStream.error.isTerminal

  init(total: Int) { self.total = total }

  func note(_ exhibit: Exhibit, _ visit: Visit) {
    guard isShown else { return }
    done.withLock { done in
      done += 1
      let width = 24
      let full = total == 0 ? width : done * width / total
      let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
      let room = max(0, TerminalSize.columns - width - 14)
      let place = "\(exhibit.name), \(visit.column.name)".prefix(room)
      put("\r\u{1b}[K\(bar) \(done)/\(total) \(place)")
    }
  }

  func finish() { if isShown { put("\r\u{1b}[K") } }

  private func put(_ text: String) { try? StandardStream.error.write(text.utf8) }
}
