import CFuzzShim
import FuzzTargets
import Glibc

/// The decoder under test. libFuzzer's own arguments are not for its user's words, so it is named by the environment.
private let target: FuzzTarget = {
  guard let name = getenv("BELLJAR_FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
    print("Set BELLJAR_FUZZ_TARGET to one of: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")).")
    exit(2)
  }
  return target
}()

private let meter = AllocationMeter { Int(clamping: cfuzz_allocated_bytes()) }

/// With BELLJAR_FUZZ_SEEDS the seeds are written into that directory, and nothing is tested.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?) -> CInt {
  guard let directory = getenv("BELLJAR_FUZZ_SEEDS") else { return 0 }
  for (number, seed) in target.seeds.enumerated() {
    let path = "\(String(cString: directory))/seed-\(number)"
    guard let file = fopen(path, "w"), fwrite(seed, 1, seed.count, file) == seed.count, fclose(file) == 0 else {
      print("\(path) cannot be written.")
      exit(1)
    }
  }
  exit(0)
}

/// Ends the process if the input breaks a property, which libFuzzer takes for the crash that it looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do throws(Violation) {
    try target.check(Array(UnsafeBufferPointer(start: bytes, count: count)), meter: meter)
  } catch {
    fatalError("\(target.rawValue): \(error)")
  }
  return 0
}
