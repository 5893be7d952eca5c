extension SandboxTests.SourceCheckTests.Example {
  static let all: [Self] = imports + calls + attributes + obfuscation + loops

  private static let imports: [Self] = [
    Self("import socket", "1:1: danger: imports socket, which the policy does not allow (import)"),
    Self("import sqlite9", "1:1: warning: imports sqlite9, which the policy does not allow (import)"),
    Self("x = 1\nimport json, turtle", "2:1: warning: imports turtle, which the policy does not allow (import)"),
    Self("from . import x", "1:1: warning: imports from a package of its own, and has none (import)"),
  ]

  private static let calls: [Self] = [
    Self(
      "é = 'ü'; eval('1')", "1:1: info: the name é has letters beyond ASCII (obfuscation)",
      "1:10: danger: names eval, which runs text as code (call)"),
    Self("@exec\n@input\nclass X: pass", "1:2: danger: names exec, which runs text as code (call)"),
    Self("f = open", "1:5: danger: names open, which opens files (call)"),
    Self("print(vars())", "1:7: warning: names vars, which leads to an object's names (call)"),
    Self("io = __import__('io')", "1:6: danger: names __import__, which imports past the import statement (call)"),
    Self(
      "import os as o\no.system('id')", "1:1: danger: imports os, which the policy does not allow (import)",
      "2:1: danger: names os.system, which starts a shell (call)"),
    Self(
      "from subprocess import run as r\nr('id')",
      "1:1: danger: takes subprocess.run, which starts processes (call)",
      "1:1: danger: imports subprocess, which the policy does not allow (import)"),
    Self(
      "import pickle\npickle.loads(b'')", "1:1: danger: imports pickle, which the policy does not allow (import)",
      "2:1: danger: names pickle.loads, which makes objects of bytes, by any function (call)"),
    Self("import io\nio.open('x')", "2:1: danger: names io.open, which opens files (call)"),
  ]

  private static let attributes: [Self] = [
    Self(
      "().__class__.__base__.__subclasses__()",
      "1:1: danger: takes the attribute __subclasses__, which leads to every class (attribute)",
      "1:1: warning: takes the attribute __base__, which leads to base classes (attribute)"),
    Self("'{0.__class__}'.format(1)", "1:1: danger: has a path of attributes in a format string (attribute)"),
    Self("x = '__globals__'", "1:5: warning: has the name __globals__ as a text (attribute)"),
  ]

  private static let obfuscation: [Self] = [
    Self("x = '__glo' + 'bals__'", "1:5: danger: puts the name __globals__ together of parts (obfuscation)"),
    Self("x = ''.join(['ev', 'al'])", "1:5: warning: puts the name eval together of parts (obfuscation)"),
    Self("x = 'metsys.so'[::-1]", "1:5: warning: puts the name os.system together of parts (obfuscation)"),
    Self("getattr(1, 'a'.lower())", "1:1: warning: calls getattr with a name that is computed (obfuscation)"),
    Self("''.join(map(chr, [104, 105]))", "1:1: warning: makes a text of character numbers (obfuscation)"),
    Self(
      "exec(bytes.fromhex('70').decode())", "1:1: danger: names exec, which runs text as code (call)",
      "1:1: danger: gives exec a text that it decodes first (obfuscation)"),
    Self(
      "x = '\(String(repeating: "6f", count: 80))'",
      "1:5: warning: has 160 hexadecimal digits in a literal (obfuscation)"),
    Self(
      "x = '\(String(repeating: "aW1wb3J0", count: 30))'",
      "1:5: warning: has what looks like 240 characters of base64 in a literal (obfuscation)"),
    Self(
      "𝓮val('1')", "1:1: danger: names eval, which runs text as code (call)",
      "1:1: danger: a name that looks otherwise is read as eval (obfuscation)"),
    Self(
      "pаss_ = 1", "1:1: warning: the name pаss_ has letters that look alike, of several scripts (obfuscation)"),
    Self(
      "x = 1 # a\rimport socket",
      "1:10: danger: a carriage return ends the comment, and what follows is code (obfuscation)",
      "2:1: danger: imports socket, which the policy does not allow (import)"),
    Self(
      "x = 1 # \u{202e}y", "1:9: danger: U+202E makes the text look otherwise than it is read (obfuscation)"),
    Self(
      "x = 1;\(String(repeating: " ", count: 100))y = 2",
      "1:107: warning: code stands far to the right of the rest (obfuscation)"),
  ]

  private static let loops: [Self] = [
    Self(
      "while True:\n    pass",
      "1:1: warning: has a loop without an end: its condition is always true, and nothing leaves it (loop)"),
    Self(
      "while 1:\n  for x in y:\n    break",
      "1:1: warning: has a loop without an end: its condition is always true, and nothing leaves it (loop)"),
    Self(
      "import itertools\nfor x in itertools.count():\n  print(x)",
      "2:1: warning: has a loop without an end: what it goes through never ends, and nothing leaves it (loop)"),
    Self("10 ** 10 ** 10", "1:1: warning: takes a power of 10000000000 (amount)"),
    Self("x = [0] * 10 ** 9", "1:5: warning: repeats something 1000000000 times (amount)"),
  ]

  /// Programs of good will, some of which have what is looked for in another sense.
  static let harmless: [String] = [
    "", "print(sum(range(10)))", "import math, json.decoder\nfrom collections import abc\nprint(math.pi)",
    "while True:\n    line = 'x'\n    if line:\n        break",
    "def gen():\n    while True:\n        yield 1\nprint(next(gen()))",
    "def eval(x):\n    return x\nprint(eval('1'))",
    "import re\npattern = re.compile('a')\nprint(pattern.match('a'))",
    "class A:\n    def __init__(self):\n        super().__init__()\n        self.open = 1\n    def close(self):\n        return self.open",
    "text = 'A long text of words, as one has it in a program that prints what it does. ' * 3\nprint('{0[0]} {1.real}'.format(text, 1))",
    "x = 'ünïcödé'\nprint(f'{x!r:>10}', 2 ** 100, 'ab' * 100, 'a' + 'b')",
  ]
}
