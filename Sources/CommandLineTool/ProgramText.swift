import ArgumentParser
import Glibc
import LinuxIsolation

/// The program: a file's, an argument's, or what standard input holds.
struct ProgramText: ParsableArguments {
  /// What a sandbox accepts; nothing is read beyond it, because a file may be endless.
  private static let maximumSource = 8 << 20

  @Argument(help: "The program; - reads it from standard input.")
  var file: String?

  @Option(
    name: .customShort("c"), parsing: .unconditional,
    help: ArgumentHelp("The program itself.", valueName: "code"))
  var code: String?

  /// Whether standard input holds it.
  var isStandardInput: Bool { code == nil && file == "-" }

  mutating func validate() throws {
    switch (file, code) {
    case (nil, nil): throw ValidationError("there is no program: give a FILE, -c CODE, or - for standard input")
    case (_?, _?): throw ValidationError("there are two programs: give either a FILE or -c CODE")
    default: break
    }
  }

  /// Its bytes, which need not be UTF-8.
  func bytes() throws -> [UInt8] {
    if let code { return Array(code.utf8) }
    guard let file, file != "-" else {
      return try Self.read(StandardStream.input.rawValue, named: "standard input", atMost: Self.maximumSource)
    }
    let descriptor: Int32
    do {
      descriptor = try systemCall("open") { open(file, O_RDONLY | O_CLOEXEC) }
    } catch {
      throw CommandFailure("cannot read \(file): \(error.text)")
    }
    defer { close(descriptor) }
    return try Self.read(descriptor, named: file, atMost: Self.maximumSource)
  }

  /// A file's text.
  static func text(of file: String) throws -> String {
    var program = ProgramText()
    (program.file, program.code) = (file, nil)
    guard let text = String(validating: try program.bytes(), as: UTF8.self) else {
      throw CommandFailure("\(file) is not UTF-8, as statements must be")
    }
    return text
  }

  static func read(_ descriptor: Int32, named name: String, atMost maximum: Int) throws -> [UInt8] {
    do {
      guard let bytes = try readToEnd(of: descriptor, atMost: maximum) else {
        throw CommandFailure("\(name) is longer than \(maximum >> 20) MiB, the most that can be passed on")
      }
      return bytes
    } catch let failure as SystemCallFailure {
      throw CommandFailure("cannot read \(name): \(failure.text)")
    }
  }
}
