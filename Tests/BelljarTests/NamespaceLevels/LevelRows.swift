import Belljar

extension LevelRow {
  static let all = written + asked + aroundTheText + audited

  private static let written: [LevelRow] = [
    .written("__class__", "print(().__class__.__name__)", prints: "tuple"),
    .written("__class__", "print(f'{().__class__.__name__}')", prints: "tuple"),
    .written("__class__", "print(().__ｃlass__.__name__)", prints: "tuple"),
    .written("__class__", "print((). \\\n  __class__.__name__)", prints: "tuple"),
    .written("__class__", "print(((). # a comment\n  __class__.__name__))", prints: "tuple"),
    .written("__class__", "match 1:\n    case object(__class__=c): print(c.__name__)", prints: "int"),
    .written("__class__", "print('{0.__class__.__name__}'.format(()))", prints: "tuple"),
    .written("__class__", #"print('{0.\x5f_class__.__name__}'.format(()))"#, prints: "tuple"),
    .written("format", "text = '{0.real}'\nprint(text.format(1))", prints: "1"),
    .written("format", "print(str.format('{0.real}', 1))", prints: "1"),
    .written("format_map", "print(f'{{a}}'.format_map({'a': 1}))", prints: "1"),
    .written("_os", "import random\nprint(random._os.sep)", prints: "/"),
    .written("_os", "from random import _os\nprint(_os.sep)", prints: "/"),
    .written("_count", "class A: _count = 1\nprint(A._count)", prints: "1"),
    .written("__builtins__", "print(__builtins__ is None)", prints: "False"),
    .written("__class__", "def f(__class__): return __class__\nprint(f(1))", prints: "1"),
    .written("__class__", "print(dict(__class__=1)['__class__'])", prints: "1"),
    .written("__import__", "print(__import__('math').floor(1.5))", prints: "1"),
    .written("__globals__", "def f(): pass\nprint(type(f.__globals__).__name__)", prints: "dict"),
    .written("__subclasses__", "print(type(object.__subclasses__()).__name__)", prints: "list"),
    .written(
      "__traceback__", "try: 1 / 0\nexcept Exception as e: print(type(e.__traceback__).__name__)", prints: "traceback"),
    .written("gi_frame", "print(type((n for n in ()).gi_frame).__name__)", prints: "frame"),
  ]

  private static let asked: [LevelRow] = [
    .asked("function.__globals__", of: "json.dumps", prints: "dict"),
    .asked("function.__builtins__", of: "json.dumps", prints: "dict"),
    .asked("function.__code__", of: "function", prints: "code"),
    .asked("function.__closure__", of: "function()", prints: "tuple"),
    .asked("function.__defaults__", of: "function", prints: "tuple"),
    .asked("function.__kwdefaults__", of: "function", prints: "dict"),
    .asked("method.__func__", of: "Box().method", prints: "function"),
    .asked("builtin_function_or_method.__self__", of: "print", prints: "module"),
    .asked("cell.cell_contents", of: "types.CellType(1)", prints: "int"),
    .asked("generator.gi_frame", of: "generator()", prints: "frame"),
    .asked("generator.gi_code", of: "generator()", prints: "code"),
    .asked("coroutine.cr_frame", of: "routine()", prints: "frame"),
    .asked("coroutine.cr_code", of: "routine()", prints: "code"),
    .asked("async_generator.ag_frame", of: "generators()", prints: "frame"),
    .asked("async_generator.ag_code", of: "generators()", prints: "code"),
    .asked("traceback.tb_frame", of: "raised()", prints: "frame"),
    .asked("traceback.tb_next", of: "raised()", prints: "traceback"),
    .asked("type.__subclasses__", of: "object", prints: "builtin_function_or_method"),
    .asked("frame.f_back", of: "getframe()", prints: "NoneType", audited: "sys._getframe"),
    .asked("frame.f_globals", of: "getframe()", prints: "dict", audited: "sys._getframe"),
    .asked("frame.f_locals", of: "getframe()", prints: "dict", audited: "sys._getframe"),
    .asked("frame.f_builtins", of: "getframe()", prints: "dict", audited: "sys._getframe"),
    .asked("frame.f_code", of: "getframe()", prints: "code", audited: "sys._getframe"),
    .asked(
      "code.replace", of: "builtins.compile('1', 'x', 'eval')", prints: "builtin_function_or_method", audited: "compile"
    ),
  ]

  /// Ways around the check of the text, and around the name of the asking frame.
  private static let aroundTheText: [LevelRow] = [
    LevelRow(
      description: "getattr", source: "def f(): pass\nprint(type(getattr(f, '__glo' + 'bals__')).__name__)",
      printed: "dict",
      refusals: [.restricted: Refusal(exception: "AttributeError", kind: .attribute, name: "__globals__")]),
    LevelRow(
      description: "setattr", source: "def f(): return 1\nsetattr(f, '__defaults__', (1,))\nprint(f())", printed: "1",
      refusals: [.restricted: Refusal(exception: "AttributeError", kind: .attribute, name: "__defaults__")]),
    LevelRow(
      description: "string.Formatter",
      source: setting + "print(string.Formatter().vformat('{0.__code__.co_name}', [function], {}))",
      printed: "function",
      refusals: [.hardened: Refusal(exception: "AttributeError", kind: .attribute, name: "function.__code__")]),
    LevelRow(
      description: "functools.update_wrapper",
      source: setting
        + "box = functools.update_wrapper(Box(), json.dumps, assigned=['__globals__'])\n"
        + "print(type(operator.attrgetter('__globals__')(box)).__name__)",
      printed: "dict",
      refusals: [.hardened: Refusal(exception: "AttributeError", kind: .attribute, name: "function.__globals__")]),
    LevelRow(
      description: "the descriptor itself",
      source: setting
        + "descriptor = vars(types.FunctionType)['__globals__']\n"
        + "print(type(operator.methodcaller('__get__', function)(descriptor)).__name__)",
      printed: "dict",
      refusals: [.hardened: Refusal(exception: "AttributeError", kind: .attribute, name: "function.__globals__")]),
    LevelRow(
      description: "a function of other code",
      source: setting + "print(types.FunctionType(builtins.compile('x = 1', 'x', 'exec'), {})())", printed: "None",
      refusals: [
        .hardened: Refusal(exception: "TypeError", kind: .attribute, name: "function"),
        .audited: Refusal(exception: "PermissionError", kind: .auditEvent, name: "compile"),
      ]),
  ]

  private static let audited: [LevelRow] = [
    .audited("sys._getframe", "print(type(getframe()).__name__)", prints: "frame"),
    .audited("sys.settrace", "print(sys.settrace(None))", prints: "None"),
    .audited("gc.get_objects", "print(type(sys.modules['gc'].get_objects()).__name__)", prints: "list"),
    .audited("compile", "print(builtins.eval('1 + 1'))", prints: "2"),
    .audited("marshal.loads", "print(sys.modules['marshal'].loads(b'N'))", prints: "None"),
  ]
}
