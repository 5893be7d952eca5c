/// A program of the kind that the levels are not meant to break.
struct OrdinaryProgram: Sendable, CustomStringConvertible {
  let description: String
  let source: String

  init(_ description: String, _ source: String) {
    self.description = description
    self.source = source
  }

  static let all: [OrdinaryProgram] = [
    OrdinaryProgram(
      "classes",
      """
      class Shape:
          def __init__(self, name): self.name = name
          def __repr__(self): return f"{type(self).__name__}({self.name!r})"
          def __eq__(self, other): return self.name == other.name
          def __hash__(self): return hash(self.name)
          def __getattr__(self, name): return name.upper()
          @property
          def title(self): return self.name.title()
          @classmethod
          def make(cls): return cls("made")
          @staticmethod
          def sides(): return 4
      class Square(Shape):
          __slots__ = ("size",)
          def __init__(self, size):
              super().__init__("square")
              self.size = size
          def __iter__(self): yield self.size
          def __enter__(self): return self
          def __exit__(self, *args): return True
      with Square(3) as square: raise ValueError
      print(square, list(square), square.title, Square.sides(), Shape.make(), square.other, len({square, square}))
      print(isinstance(square, Shape), issubclass(Square, Shape), [n for n in dir(square) if n[0] != "_"])
      """),
    OrdinaryProgram(
      "dataclasses",
      """
      from dataclasses import asdict, dataclass, field, fields, replace
      @dataclass(order=True, frozen=True)
      class Point:
          x: int
          y: int = 0
          tags: list = field(default_factory=list, compare=False)
      @dataclass(slots=True)
      class Line:
          start: Point
          def __post_init__(self): self.start = replace(self.start, y=5)
      print(Line(Point(1)), asdict(Point(2)), Point(1) < Point(2), [f.name for f in fields(Point)])
      try: Point(1).x = 2
      except Exception as error: print(type(error).__name__, error)
      """),
    OrdinaryProgram(
      "enum, namedtuple, NamedTuple, TypedDict",
      """
      import collections, enum, typing
      class Colour(enum.Enum):
          RED = enum.auto()
          BLUE = enum.auto()
          @classmethod
          def _missing_(cls, value): return cls.RED
      class Mode(enum.Flag):
          READ = 1
          WRITE = 2
      Pair = collections.namedtuple("Pair", "left right", defaults=[2])
      class Named(typing.NamedTuple):
          name: str
          size: int = 1
      class Options(typing.TypedDict): size: int
      print(Colour(9), Mode.READ | Mode.WRITE, Colour["BLUE"].value)
      print(Pair(1), Pair(1)._replace(right=3), Pair(1)._asdict(), Pair._fields, Named("a"), Options(size=1))
      """),
    OrdinaryProgram(
      "functools",
      """
      import functools
      def traced(function):
          @functools.wraps(function)
          def wrapper(*args): return function(*args)
          return wrapper
      @traced
      def twice(x: int):
          "Doubles."
          return x * 2
      @functools.lru_cache
      def fibonacci(n): return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
      @functools.singledispatch
      def kind(x): return "other"
      @kind.register
      def of_int(x: int): return "int"
      @functools.total_ordering
      class Size:
          def __init__(self, n): self.n = n
          def __eq__(self, other): return self.n == other.n
          def __lt__(self, other): return self.n < other.n
          @functools.cached_property
          def double(self): return self.n * 2
      print(twice(2), twice.__name__, twice.__doc__, fibonacci(30), kind(1), kind(""), Size(2) >= Size(1), Size(2).double)
      print(functools.partial(pow, 2)(5), functools.reduce(lambda a, b: a * b, [1, 2, 3]), fibonacci.cache_info())
      """),
    OrdinaryProgram(
      "abstract classes and protocols",
      """
      import abc, collections.abc, typing
      class Animal(abc.ABC):
          @abc.abstractmethod
          def speak(self): ...
      class Dog(Animal):
          def speak(self): return "woof"
      @Animal.register
      class Robot: pass
      @typing.runtime_checkable
      class Speaks(typing.Protocol):
          def speak(self) -> str: ...
      class Bag(collections.abc.MutableMapping):
          def __init__(self): self.data = {}
          def __getitem__(self, key): return self.data[key]
          def __setitem__(self, key, value): self.data[key] = value
          def __delitem__(self, key): del self.data[key]
          def __iter__(self): return iter(self.data)
          def __len__(self): return len(self.data)
      bag = Bag()
      bag.update(a=1, b=2)
      try: Animal()
      except TypeError as error: print("abstract" in str(error))
      print(Dog().speak(), isinstance(Robot(), Animal), isinstance(Dog(), Speaks), isinstance([], collections.abc.Sequence))
      print(bag.pop("a"), dict(bag), bag.setdefault("c", 3), isinstance(3, collections.abc.Hashable))
      print(typing.get_type_hints(Dog.speak), typing.Optional[int], typing.Generic[typing.TypeVar("T")])
      """),
    OrdinaryProgram(
      "generators, contexts, coroutines",
      """
      import contextlib, itertools
      @contextlib.contextmanager
      def opened(name):
          print("open", name)
          try: yield name.upper()
          finally: print("close", name)
      def count():
          received = yield 1
          yield from [received, 3]
      async def answer(): return 42
      async def ask(): return await answer()
      with opened("a") as a, contextlib.suppress(ValueError): raise ValueError(a)
      running = count()
      print(next(running), running.send(2), list(running), list(itertools.islice((n * n for n in itertools.count()), 4)))
      routine = ask()
      try: routine.send(None)
      except StopIteration as stop: print(stop.value)
      """),
    OrdinaryProgram(
      "copies",
      """
      import copy
      class Node:
          def __init__(self, value, child=None): self.value, self.child = value, child
      class Special:
          def __copy__(self): return "copied"
          def __deepcopy__(self, memo): return "deeply"
      tree = Node([1], Node({2}))
      tree.child.child = tree
      other = copy.deepcopy(tree)
      print(other.value, other.child.value, other.child.child is other, copy.copy(tree).value is tree.value)
      print(copy.copy(Special()), copy.deepcopy([Special()]))
      """),
    OrdinaryProgram(
      "texts",
      """
      import json, re, string, textwrap
      from decimal import Decimal, localcontext
      from fractions import Fraction
      import statistics
      print("{:>6.2f}|{name!r:^7}|{n.real}".format(2.5, name="x", n=3), "%05d" % 7, f"{3:b} {'é':>3}", format(255, "#x"))
      print(json.dumps({"a": [1, None, 2.5]}, indent=1, sort_keys=True), json.loads("[1, {}]", object_hook=lambda o: "o"))
      print(re.sub(r"(?P<n>\\d+)", lambda m: str(int(m["n"]) * 2), "a1b22"), string.Template("$x").substitute(x=1))
      with localcontext() as context:
          context.prec = 5
          print(Decimal(1) / 3, Fraction(1, 3) + 1, statistics.stdev([1, 2, 4]), textwrap.fill("one two three", 7))
      """),
    OrdinaryProgram(
      "an exception's traceback",
      """
      print("before")
      class Problem(Exception): pass
      def inner(values): return values[3]
      def outer():
          try: inner([1])
          except IndexError as error: raise Problem("no") from error
      outer()
      """),
    OrdinaryProgram(
      "a group of exceptions, and names that do not exist",
      """
      def check():
          try: raise ExceptionGroup("two", [ValueError(1), TypeError(2)])
          except* ValueError as group: print(group.exceptions)
      try: check()
      except ExceptionGroup as rest: print(rest)
      value = [1]
      value.apend(2)
      """),
  ]
}
