import Glibc
import LinuxIsolation
import SeccompCompiler
import Testing

@Suite("The filter where files may be read")
struct ReadingTests {
  private static func filter(_ files: FilterRules.Files) throws -> CompiledFilter {
    try CompiledFilter(allowsThreads: false, files: files)
  }

  @Test(
    "Files are opened with these flags alone, whatever the register's high half",
    arguments: [FilterRules.Files.contents, .contentsAndStatus])
  func flags(files: FilterRules.Files) throws {
    let filter = try Self.filter(files)
    let allowed = UInt64(O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK)
    for high in [0, 1 << 32, 1 << 63, 0xffff_ffff << 32] as [UInt64] {
      for flags in [0, allowed, UInt64(O_CLOEXEC), UInt64(O_DIRECTORY), UInt64(O_NOFOLLOW), UInt64(O_NONBLOCK)] {
        #expect(try filter.result("openat", [0xffff_ff9c, 1, flags | high, 0]) == FilterResult.allow, "\(flags)")
      }
      for bit in UInt64(0)..<32 where allowed & 1 << bit == 0 {
        for flags in [1 << bit, allowed | 1 << bit] {
          #expect(try filter.result("openat", [0xffff_ff9c, 1, flags | high, 0]) == FilterResult.trap, "bit \(bit)")
        }
      }
    }
    // O_WRONLY, O_RDWR, both; O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_PATH and O_TMPFILE, which contains O_DIRECTORY.
    for flags in [1, 2, 3, 0o100, 0o200, 0o1000, 0o2000, 0o10000000, 0o20000000 | UInt64(O_DIRECTORY)] as [UInt64] {
      #expect(try filter.result("openat", [0xffff_ff9c, 1, flags, 0o666]) == FilterResult.trap, "\(flags)")
    }
  }

  @Test(
    "The other ways to open, to change and to ask stay refused",
    arguments: [FilterRules.Files.contents, .contentsAndStatus])
  func others(files: FilterRules.Files) throws {
    let filter = try Self.filter(files)
    for call in [
      "open", "openat2", "creat", "open_by_handle_at", "name_to_handle_at", "statx", "readlink", "readlinkat", "access",
      "faccessat",
      "faccessat2", "chdir", "fchdir", "getcwd", "truncate", "ftruncate", "fallocate", "unlinkat", "renameat2",
      "linkat",
      "symlinkat", "mkdirat", "mknodat", "fchmodat", "fchownat", "utimensat", "getxattr", "setxattr", "flock", "fcntl",
      "sendfile",
      "splice", "copy_file_range", "pread64", "preadv", "inotify_init1", "fanotify_init", "memfd_create", "dup",
    ] {
      guard let result = try filter.result(call) else { continue }
      #expect(result == FilterResult.trap, "\(call)")
    }
  }

  @Test("A file's status is told by its path only where the root holds nothing else")
  func status() throws {
    for flags in [0, 0x100, 0x1000, .max] as [UInt64] {
      let call: [UInt64] = [0xffff_ff9c, 1, 1, flags]
      #expect(try Self.filter(.contents).result("newfstatat", call) == FilterResult.trap)
      #expect(try Self.filter(.contentsAndStatus).result("newfstatat", call) == FilterResult.allow)
      #expect(try Self.filter(.none).result("newfstatat", call) == FilterResult.trap)
    }
  }

  @Test("Nothing more is allowed than openat, getdents64 and newfstatat, and without files nothing at all")
  func difference() throws {
    let none = FilterRules.rules(allowsThreads: false)
    let contents = FilterRules.rules(allowsThreads: false, files: .contents)
    let status = FilterRules.rules(allowsThreads: false, files: .contentsAndStatus)
    #expect(FilterRules.rules(allowsThreads: false, files: .none) == none)
    #expect(contents.filter { !none.contains($0) }.map(\.call) == ["openat", "getdents64"])
    #expect(status.filter { !contents.contains($0) }.map(\.call) == ["newfstatat"])
    #expect(none.allSatisfy(contents.contains))
  }

  @Test("A refused opening is still EACCES")
  func error() {
    let errors = SeccompCompiler.refusalErrors(FilterRules.rules(allowsThreads: false, files: .contentsAndStatus))
    #expect(errors.allSatisfy { $0.error == EACCES })
    #expect(errors.contains { $0.call == SeccompCompiler.number(of: "openat") })
  }
}

@Suite("The table of mounts")
struct MountTableTests {
  private static let table = MountTable(
    text: Array(
      """
      22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      23 22 0:21 / /proc rw - proc proc rw
      24 22 0:22 / /data/set/inner rw,nosuid - tmpfs tmpfs rw
      25 22 0:23 / /data/a\\040b\\134c rw - tmpfs tmpfs rw
      26 22 0:24 / /data/short\\04 rw - tmpfs tmpfs rw
      bad line

      """.utf8))

  @Test("Mount points, with what is written as octal digits")
  func points() {
    #expect(Self.table.points == ["/", "/proc", "/data/set/inner", "/data/a b\\c", "/data/short\\04"])
  }

  @Test("What lies below a directory, and is not named")
  func below() {
    #expect(Self.table.point(below: "/data/set", except: []) == "/data/set/inner")
    #expect(Self.table.point(below: "/data/set", except: ["/data/set/inner"]) == nil)
    #expect(Self.table.point(below: "/data/set/inner", except: []) == nil)
    #expect(Self.table.point(below: "/data/se", except: []) == nil)
    #expect(Self.table.point(below: "/proc", except: []) == nil)
  }

  @Test("This process has a root") func own() throws { #expect(try MountTable().points.contains("/")) }
}
