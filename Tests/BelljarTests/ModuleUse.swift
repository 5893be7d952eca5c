/// One small use of each module of the standard allowlist, and what it prints.
struct ModuleUse: Sendable, CustomStringConvertible {
  let module: String
  let expression: String
  let expected: String

  var description: String { module }

  init(_ module: String, _ expression: String, _ expected: String) {
    self.module = module
    self.expression = expression
    self.expected = expected
  }

  static let all: [ModuleUse] = [
    ModuleUse("__future__", "__future__.annotations.getMandatoryRelease() is None", "True"),
    ModuleUse("abc", "abc.ABCMeta('A', (), {}).__name__", "A"),
    ModuleUse("array", "array.array('i', [1, 2]).tolist()", "[1, 2]"),
    ModuleUse("base64", "base64.b64encode(b'belljar')", "b'YmVsbGphcg=='"),
    ModuleUse("binascii", "binascii.hexlify(b'ab')", "b'6162'"),
    ModuleUse("bisect", "bisect.bisect([1, 3, 5], 3)", "2"),
    ModuleUse("calendar", "calendar.monthrange(2024, 2)[1], calendar.isleap(2023)", "29 False"),
    ModuleUse("cmath", "cmath.sqrt(-1)", "1j"),
    ModuleUse("collections", "collections.namedtuple('P', 'x y')(1, 2)", "P(x=1, y=2)"),
    ModuleUse("collections.abc", "isinstance([], collections.abc.Sized)", "True"),
    ModuleUse("contextlib", "contextlib.nullcontext(5).enter_result", "5"),
    ModuleUse("copy", "copy.deepcopy({'a': [1]})", "{'a': [1]}"),
    ModuleUse("csv", "list(csv.reader(['a,\"b,c\"']))", "[['a', 'b,c']]"),
    ModuleUse("dataclasses", "dataclasses.make_dataclass('P', [('x', int)])(3)", "P(x=3)"),
    ModuleUse("datetime", "datetime.datetime.strptime('2024-02-29', '%Y-%m-%d').date()", "2024-02-29"),
    ModuleUse("decimal", "decimal.Decimal('0.1') + decimal.Decimal('0.2')", "0.3"),
    ModuleUse("difflib", "difflib.get_close_matches('appel', ['apple', 'pear'])", "['apple']"),
    ModuleUse("enum", "enum.Enum('E', 'A B').B.value", "2"),
    ModuleUse("fractions", "fractions.Fraction(1, 3) + fractions.Fraction(1, 6)", "1/2"),
    ModuleUse("functools", "functools.reduce(int.__mul__, range(1, 6))", "120"),
    ModuleUse("hashlib", "hashlib.sha256(b'').hexdigest()[:8]", "e3b0c442"),
    ModuleUse("heapq", "heapq.nsmallest(2, [5, 1, 4])", "[1, 4]"),
    ModuleUse("hmac", "hmac.new(b'k', b'm', 'sha256').hexdigest()[:8]", "b60090e3"),
    ModuleUse("html", "html.unescape('&lt;&eacute;&gt;')", "<é>"),
    ModuleUse("html.entities", "html.entities.codepoint2name[233]", "eacute"),
    ModuleUse("html.parser", "html.parser.HTMLParser().getpos()", "(1, 0)"),
    ModuleUse("io", "io.StringIO('a\\nb').readlines()", "['a\\n', 'b']"),
    ModuleUse("itertools", "list(itertools.pairwise([1, 2, 3]))", "[(1, 2), (2, 3)]"),
    ModuleUse("json", "json.loads('{\"a\": [1, null, 2.5]}')", "{'a': [1, None, 2.5]}"),
    ModuleUse("json.decoder", "json.decoder.JSONDecoder().decode('[1]')", "[1]"),
    ModuleUse("json.encoder", "json.encoder.JSONEncoder().encode([1])", "[1]"),
    ModuleUse("json.scanner", "callable(json.scanner.make_scanner)", "True"),
    ModuleUse("keyword", "keyword.iskeyword('match'), keyword.iskeyword('for')", "False True"),
    ModuleUse("math", "math.comb(5, 2), math.isqrt(10)", "10 3"),
    ModuleUse("numbers", "isinstance(1.5, numbers.Integral)", "False"),
    ModuleUse("operator", "operator.itemgetter(1)('ab')", "b"),
    ModuleUse("pprint", "pprint.pformat({'b': 1, 'a': 2})", "{'a': 2, 'b': 1}"),
    ModuleUse("random", "random.Random(1).randint(1, 1000)", "138"),
    ModuleUse("re", "re.findall(r'\\d+', 'a1b22')", "['1', '22']"),
    ModuleUse("secrets", "len(secrets.token_hex(16))", "32"),
    ModuleUse("statistics", "statistics.median([1, 3, 2]), statistics.fmean([1, 2])", "2 1.5"),
    ModuleUse("string", "string.Template('$a!').substitute(a=1)", "1!"),
    ModuleUse("struct", "struct.pack('>I', 1)", "b'\\x00\\x00\\x00\\x01'"),
    ModuleUse("textwrap", "textwrap.wrap('one two three', 8)", "['one two', 'three']"),
    ModuleUse("time", "time.strftime('%Y', time.gmtime(0)), time.strptime('1970-02-05', '%Y-%m-%d').tm_mday", "1970 5"),
    ModuleUse("types", "types.SimpleNamespace(a=1)", "namespace(a=1)"),
    ModuleUse("typing", "typing.NamedTuple('P', [('x', int)])(1)", "P(x=1)"),
    ModuleUse("unicodedata", "unicodedata.name('\\u2603'), unicodedata.lookup('SNOWMAN')", "SNOWMAN ☃"),
    ModuleUse("uuid", "uuid.uuid4().version, uuid.uuid5(uuid.NAMESPACE_DNS, 'a').version", "4 5"),
    ModuleUse("zlib", "zlib.decompress(zlib.compress(b'abc' * 100)) == b'abc' * 100", "True"),
  ]
}
