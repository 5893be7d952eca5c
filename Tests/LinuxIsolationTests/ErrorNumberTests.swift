import LinuxIsolation
import Testing

@Suite("Error numbers")
struct ErrorNumberTests {
  @Test(
    "A number has the C library's text",
    arguments: [
      (1, "Operation not permitted"), (2, "No such file or directory"), (13, "Permission denied"),
      (22, "Invalid argument"), (38, "Function not implemented"), (0, "Success"),
    ] as [(Int32, String)])
  func text(number: Int32, text: String) {
    #expect(ErrorNumber.text(number) == text)
  }

  @Test("A number that is no error is said as a number", arguments: [-1, 4096, .max, .min] as [Int32])
  func unknown(number: Int32) {
    #expect(ErrorNumber.text(number) == "error \(number)")
  }

  @Test("A failure says its call and why")
  func failure() {
    #expect(SystemCallFailure("open /x", code: 2).description == "open /x: No such file or directory")
  }

  @Test("A call that fails throws its name and its error")
  func failingCall() {
    #expect(throws: SystemCallFailure("setns", code: 9)) { try systemCall("setns") { failing(with: 9) } }
  }

  @Test("A call that a signal interrupts is made again")
  func interrupted() throws {
    var attempts = 0
    let result = try systemCall("read") { () -> Int32 in
      attempts += 1
      return attempts < 3 ? failing(with: ErrorNumber.interrupted) : 7
    }
    #expect((result, attempts) == (7, 3))
  }
}
