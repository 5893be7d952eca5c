import ArgumentParser
import Glibc
import LinuxIsolation

/// Where the program and its standard input come from.
struct ProgramSource: ParsableArguments {
  /// What a sandbox accepts; nothing is read beyond it, because a file may be endless.
  private static let maximumSource = 8 << 20
  private static let maximumInput = 64 << 20

  @Argument(help: "The program; - reads it from standard input.")
  var file: String?

  @Option(
    name: .customShort("c"), parsing: .unconditional,
    help: ArgumentHelp("The program itself.", valueName: "code"))
  var code: String?

  @Flag(
    name: .customLong("stdin"),
    help: "Read standard input to its end, 64 MiB at most, and give it to the program.")
  var readsStandardInput = false

  mutating func validate() throws {
    switch (file, code) {
    case (nil, nil):
      throw ValidationError("there is no program: give a FILE, -c CODE, or - for standard input")
    case (_?, _?): throw ValidationError("there are two programs: give either a FILE or -c CODE")
    case ("-", nil) where readsStandardInput:
      throw ValidationError("standard input cannot be both the program (-) and its input (--stdin)")
    default: break
    }
  }

  /// The program's bytes, which need not be UTF-8.
  func program() throws -> [UInt8] { try Self.program(file: file, code: code) }

  /// The bytes of a program that is a file's, an argument's, or what standard input holds.
  static func program(file: String?, code: String?) throws -> [UInt8] {
    if let code { return Array(code.utf8) }
    guard let file, file != "-" else {
      return try read(StandardStream.input.rawValue, named: "standard input", atMost: maximumSource)
    }
    let descriptor: Int32
    do {
      descriptor = try systemCall("open") { open(file, O_RDONLY | O_CLOEXEC) }
    } catch {
      throw CommandFailure("cannot read \(file): \(error.text)")
    }
    defer { close(descriptor) }
    return try read(descriptor, named: file, atMost: maximumSource)
  }

  /// What the program is to read, or nil if it is to read nothing.
  func standardInput() throws -> [UInt8]? {
    guard readsStandardInput else { return nil }
    return try Self.read(StandardStream.input.rawValue, named: "standard input", atMost: Self.maximumInput)
  }

  private static func read(_ descriptor: Int32, named name: String, atMost maximum: Int) throws -> [UInt8] {
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
