import Belljar
import Testing

extension SandboxTests {
  @Suite("Modules")
  struct ModuleTests {
    @Test("Each module of the standard allowlist has a use here")
    func coverage() {
      #expect(ModuleUse.all.map(\.module) == ModuleAllowlist.standard.names)
    }

    @Test("Each module of the standard allowlist can be imported and used", arguments: ModuleUse.all)
    func use(_ use: ModuleUse) async throws {
      let printed = try await output(of: "import \(use.module)\nprint(\(use.expression))")
      #expect(printed == use.expected + "\n")
    }

    @Test("A submodule of an allowed module is allowed")
    func submodule() async throws {
      #expect(try await output(of: "import collections.abc\nprint(collections.abc.Sized.__name__)") == "Sized\n")
      #expect(try await output(of: "from html.entities import html5\nprint(html5['lt;'])") == "<\n")
      #expect(try await output(of: "from html.parser import HTMLParser\nprint(HTMLParser().getpos())") == "(1, 0)\n")
    }

    @Test("Classes made by dataclass, enum and NamedTuple work")
    func classMakers() async throws {
      let printed = try await output(
        of: """
          from dataclasses import dataclass, field, replace
          from enum import Enum, Flag, auto
          from typing import NamedTuple

          @dataclass(order=True, frozen=True)
          class Point:
              x: int
              y: int = 0
              tags: list = field(default_factory=list)

          class Colour(Enum):
              RED = auto()
              BLUE = auto()

          class Mode(Flag):
              READ = auto()
              WRITE = auto()

          class Pair(NamedTuple):
              left: str
              right: int = 2

          print(replace(Point(1), y=5), Point(1) < Point(2))
          print(Colour["BLUE"], Mode.READ | Mode.WRITE)
          print(Pair("a"), Pair("a")._replace(right=3))
          """)
      #expect(
        printed == """
          Point(x=1, y=5, tags=[]) True
          Colour.BLUE Mode.READ|WRITE
          Pair(left='a', right=2) Pair(left='a', right=3)

          """)
    }

    @Test("csv writes to a StringIO, and what it wrote can be read back")
    func csv() async throws {
      let printed = try await output(
        of: """
          import csv, io
          text = io.StringIO()
          csv.writer(text).writerow(["a", 'b"c', 1.5])
          print(repr(text.getvalue()), list(csv.reader(io.StringIO(text.getvalue()))))
          """)
      #expect(printed == #"'a,"b""c",1.5\r\n' [['a', 'b"c', '1.5']]"# + "\n")
    }

    @Test("A big integer becomes text, and text becomes a big integer")
    func bigIntegers() async throws {
      #expect(try await output(of: "print(len(str(7 ** 5000)), int('9' * 4000) % 1000)") == "4226 999\n")
    }

    @Test(
      "Encodings that Python loads late are at hand",
      arguments: [
        ("'münchen.de'.encode('idna')", "b'xn--mnchen-3ya.de'"), ("'ü'.encode('punycode')", "b'tda'"),
        ("'a☃'.encode('utf-16-le')", "b'a\\x00\\x03&'"), ("len('a'.encode('utf-16'))", "4"),
        ("len('a'.encode('utf-32'))", "8"), ("'日本'.encode('shift_jis')", "b'\\x93\\xfa\\x96{'"),
        ("'é'.encode('latin-1')", "b'\\xe9'"), ("b'\\x80'.decode('cp1252')", "€"),
        ("b'\\xa4'.decode('iso8859-15')", "€"), ("'a'.encode('utf-8-sig')", "b'\\xef\\xbb\\xbfa'"),
        ("'☃'.encode('ascii', 'backslashreplace')", "b'\\\\u2603'"),
        ("'é'.encode('unicode_escape')", "b'\\\\xe9'"), ("b'\\\\u2603'.decode('raw_unicode_escape')", "☃"),
        (#""\N{SNOWMAN}""#, "☃"),
      ])
    func encodings(expression: String, expected: String) async throws {
      #expect(try await output(of: "print(\(expression))") == expected + "\n")
    }

    @Test("Numbers of more digits than Python converts are refused by Python, and converted once its limit is off")
    func manyDigits() async throws {
      let outcome = try await SharedSandbox.unrestricted.value.run(
        """
        import sys
        number = 3 ** 100_000
        try: str(number)
        except ValueError as error: print(str(error).split(";")[0])
        sys.set_int_max_str_digits(0)
        print(int(str(number)) == number)
        """)
      #expect(
        outcome.standardOutput
          == "Exceeds the limit (4300 digits) for integer string conversion\nTrue\n", "\(outcome.termination)")
      #expect(outcome.denials.isEmpty)
    }

    @Test("The rot13, hex and base64 codecs work")
    func codecs() async throws {
      let sandbox = try await SharedSandbox.unrestricted.value
      let outcome = try await sandbox.run(
        """
        import codecs
        print(codecs.encode("Hello", "rot13"), codecs.encode(b"a", "hex"), codecs.decode(b"YQ==", "base64"))
        """)
      #expect(outcome.standardOutput == "Uryyb b'61' b'a'\n", "\(outcome.termination)")
    }
  }
}
