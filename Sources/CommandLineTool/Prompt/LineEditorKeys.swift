import Belljar
import CLineEditor

/// What the keys do that are not libedit's own.
extension LineEditor {
  /// How long a key waits for what Python knows. What comes later is shown if the line is still the same.
  private static let patience = 150

  /// More than this is no longer edited: libedit draws all of it anew for each key.
  private static let longestEdited = 16 << 10
  /// What a statement may have.
  private static let longestTaken = 8 << 20

  func key(_ key: CInt) -> CInt {
    let place = place
    switch Int(key) {
    case cline_key_cancel:
      leaveText(place, "^C")
      return end(with: .cancelled)
    case cline_key_awakened: return awaken()
    case cline_key_complete: return completeName(place)
    case cline_key_paste: return paste(place)
    case cline_key_up: return moveLine(place.up.map(-), orPress: "\u{10}")
    case cline_key_down: return moveLine(place.down, orPress: "\u{e}")
    case cline_key_left: return move(-place.left)
    case cline_key_right: return move(place.right)
    case cline_key_line_start: return move(-place.toLineStart)
    case cline_key_line_end: return move(place.toLineEnd)
    case cline_key_backspace: return delete(place.backspace)
    case cline_key_delete:
      if place.before.isEmpty, place.after.isEmpty { return cline_eof() }
      cline_move(editor, CInt(place.right))
      return delete(place.right)
    default: return cline_norm()
    }
  }

  private func move(_ count: Int) -> CInt {
    cline_move(editor, CInt(count))
    return cline_refresh()
  }

  private func delete(_ count: Int) -> CInt {
    cline_delete(editor, CInt(count))
    return cline_refresh()
  }

  /// The keys of a line move within a block, and through the history at its ends.
  private func moveLine(_ count: Int?, orPress key: String) -> CInt {
    if let count { return move(count) }
    if purpose == .statement { cline_push(editor, key) }
    return cline_norm()
  }

  // MARK: Completion

  private func completeName(_ place: EditedPlace) -> CInt {
    guard purpose == .statement else { return cline_norm() }
    let current = String(place.lineBefore)
    if current.allSatisfy({ $0 == " " }) {
      _ = cline_insert(editor, String(repeating: " ", count: 4 - current.count % 4))
      return cline_refresh()
    }
    late?.answer.cancel()
    late = nil
    let awakening = input.awakening
    guard let answer = complete(current, { awakening.wake() }) else { return cline_norm() }
    if let found = answer.wait(milliseconds: Self.patience) { return show(found, at: place) }
    late = (answer, place.before)
    return cline_norm()
  }

  /// Something has come for the editor: an answer that was late, or word that nobody waits for the line.
  private func awaken() -> CInt {
    if input.awakening.takeAbandonment() {
      leaveText(place)
      return end(with: .abandoned)
    }
    guard let late, let found = late.answer.take() else { return cline_norm() }
    self.late = nil
    return late.line == place.before ? show(found, at: place) : cline_norm()
  }

  private func show(_ found: Completions, at place: EditedPlace) -> CInt {
    guard found.common.isEmpty else {
      _ = cline_insert(editor, found.common)
      return cline_refresh()
    }
    guard found.names.count > 1 else { return cline_norm() }
    leaveText(place)
    write(Columns.text(found.names, width: TerminalSize.columns))
    cline_draw(editor)
    return cline_norm()
  }

  /// Goes on below what is edited, of which the cursor may stand in any line.
  private func leaveText(_ place: EditedPlace, _ mark: String = "") {
    let cursor = TerminalSize.end(of: prompt + place.before)
    let end = TerminalSize.end(of: prompt + place.before + place.after)
    guard isCapable else { return write(mark + "\r\n") }
    let below = String(repeating: "\n", count: end.row - cursor.row)
    write(below + "\r" + (end.column > 0 ? "\u{1b}[\(end.column)C" : "") + mark + "\r\n")
  }

  // MARK: Pasting

  /// Takes all that the terminal brackets as pasted, line feeds too: no line of it is run before the last has come.
  private func paste(_ place: EditedPlace) -> CInt {
    let (bytes, count) = input.take(upTo: Array("\u{1b}[201~".utf8), keeping: Self.longestTaken)
    guard count <= Self.longestTaken else {
      leaveText(place)
      return end(with: .tooLong(count))
    }
    let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let kept = text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || $0.value >= 32 && $0.value != 127 }
    let block = String(String.UnicodeScalarView(kept)).replacing("\t", with: "    ")
    if purpose == .input {
      // Each of its lines is for whoever asks next.
      cline_push(editor, block)
      return cline_norm()
    }
    guard block.utf8.count <= Self.longestEdited else {
      leaveText(place)
      return end(with: .long(EditedText.source(place.before) + block + EditedText.source(place.after)))
    }
    _ = cline_insert(editor, EditedText.shown(block.hasSuffix("\n") ? String(block.dropLast()) : block))
    return cline_refresh()
  }
}
